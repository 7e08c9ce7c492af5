"""The order of the house: a module imports only from rooms that come before its own."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.house.source import Import, Module, imports, modules, package_folder

# From the ground up. A room is a module, or a folder, or a module with others beside it (`BESIDE`).
ROOMS = (
    "errors",
    "_records",
    "_numbers",
    "_texts",
    "_columns",
    "_chunks",
    "_months",
    "periods",
    "statuses",
    "tolerances",
    "_intervals",
    "forecasts",
    "outturns",
    "indicators",
    "histories",
    "targets",
    "benchmarks",
    "conditions",
    "promotions",
    "schemes",
    "bands",
    "changes",
    "ratings",
    "peers",
    "averages",
    "scores",
    "statistics",
    "timescales",
    "arrays",
    "present",
    "scorecards",
    "frames",
    "testing",
    "__init__",
)

# Private modules that share the room of a public one: the beginning of their name, and the room.
BESIDE = {
    "_cases": "ratings",
    "_comparators": "changes",
    "_counts": "indicators",
    "_label": "periods",
    "_ladders": "bands",
    "_scheme_checks": "schemes",
    "_means": "peers",
    "_peer_figures": "peers",
    "_rating_records": "ratings",
    "_sentences": "ratings",
    "_shares": "targets",
    "_target_records": "targets",
    "_verdicts": "ratings",
}

# The only imports that may go up: the importing room, the function, the imported room; and why.
UPWARD = {
    (
        "scorecards",
        "IndicatorSet.from_frame",
        "frames",
    ): "the extra `frames` is needed only when it is called",
    ("scorecards", "Scorecard.to_frame", "frames"): "the extra `frames` is needed only when it is called",
}
# The only imports that may close a circle inside a room, and only inside a function.
ROUND = {
    ("periods", "_label"): "a Period parses labels, and a label parses to a Period",
}

LONGEST = 420
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "misc", "util", "utilities", "utils"}


def first_part(name: str) -> str:
    """Return the part of a module's name that follows the package: "" for the package itself."""
    return name.partition(".")[2].partition(".")[0]


def room(name: str) -> str | None:
    """Return the room a module of the package is in, or None if the list does not know it."""
    part = first_part(name) or "__init__"
    if part in ROOMS:
        return part
    return next((place for start, place in BESIDE.items() if part.startswith(start)), None)


def order_faults(folder: Path) -> list[str]:
    """Return one sentence for each import of the package that breaks the order."""
    found = modules(folder)
    known = frozenset(module.name for module in found)
    faults = []
    for module in found:
        here = room(module.name)
        if here is None:
            faults.append(
                f"{module.name} is in no room: add it to ROOMS in tests/house/test_import_order.py, "
                "at the place design.md gives it, or to BESIDE if it shares a room"
            )
            continue
        for each in imports(module, known):
            if each.target.partition(".")[0] != folder.name:
                continue
            there = room(each.target)
            if there is None:
                continue  # said once, about the module itself
            if ROOMS.index(there) > ROOMS.index(here) and (here, each.function, there) not in UPWARD:
                where = f" inside {each.function}" if each.function else ""
                what = f"imports {each.target}{where}, but {there} comes after {here}"
                faults.append(f"{module.name}, line {each.line}: {what}")
    return faults


def circle_faults(folder: Path) -> list[str]:
    """Return one sentence for each circle of imports inside a room."""
    found = modules(folder)
    known = frozenset(module.name for module in found)
    links = {
        module.name: sorted(
            {
                each.target
                for each in imports(module, known)
                if each.target in known
                and room(each.target) == room(module.name)
                and not may_go_round(module, each)
            }
        )
        for module in found
    }
    faults = []
    state: dict[str, str] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if state.get(name) == "done":
            return
        if name in trail:
            faults.append("imports go round: " + " -> ".join([*trail[trail.index(name) :], name]))
            return
        for target in links[name]:
            visit(target, (*trail, name))
        state[name] = "done"

    for name in links:
        visit(name, ())
    return faults


def may_go_round(module: Module, each: Import) -> bool:
    """Return whether an import may close a circle: for types always, else inside a function and by name."""
    return each.for_types or (
        bool(each.function)
        and any(
            first_part(module.name) == start and first_part(each.target).startswith(end)
            for start, end in ROUND
        )
    )


def size_faults(folder: Path) -> list[str]:
    """Return one sentence for each module that is too long or has a name that says nothing."""
    faults = []
    for module in modules(folder):
        lines = len(module.text.splitlines())
        if lines > LONGEST:
            faults.append(f"{module.name} has {lines} lines: split it by concept, at most {LONGEST}")
        if module.name.rpartition(".")[2].strip("_") in NAMES_THAT_SAY_NOTHING:
            faults.append(f"{module.name}: name a module after what it holds")
    return faults


def house(folder: Path, **rooms: str) -> Path:
    """Write a toy package and return its folder; `__` in a name stands for a folder."""
    package = folder / "kpirag"
    for name, text in {"__init__": "", **rooms}.items():
        path = package / f"{name if name == '__init__' else name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text))
    return package


class TestTheHouse:
    def test_every_import_goes_to_an_earlier_room(self):
        """A module imports only from modules above it in the list, also inside functions and for typing."""
        assert [] == order_faults(package_folder())

    def test_no_imports_go_round_inside_a_room(self):
        """The modules of one room can be read in some order without looking back."""
        assert [] == circle_faults(package_folder())

    def test_modules_are_short_and_named_after_what_they_hold(self):
        """No module is longer than 420 lines, and none is called utils, helpers, common or misc."""
        assert [] == size_faults(package_folder())

    def test_there_is_a_house(self):
        """The tests above would pass on an empty folder: there must be modules to read."""
        assert {"kpirag", "kpirag.errors", "kpirag.ratings"} <= {
            module.name for module in modules(package_folder())
        }


class TestOrderFaults:
    def test_an_import_from_an_earlier_room_is_fine(self, tmp_path):
        """Errors come first, so periods may import them, in any spelling."""
        package = house(
            tmp_path,
            errors="",
            periods="""
                import kpirag.errors
                from kpirag import errors
                from kpirag.errors import InputError
                from . import errors
                from .errors import InputError
            """,
        )

        assert [] == order_faults(package)

    @pytest.mark.parametrize(
        "statement",
        [
            "import kpirag.ratings",
            "from kpirag import ratings",
            "from kpirag.ratings import rate",
            "from . import ratings",
            "from .ratings import rate",
            "if TYPE_CHECKING:\n    from kpirag.ratings import rate",
        ],
    )
    def test_an_import_from_a_later_room_is_a_fault(self, tmp_path, statement):
        """Every spelling of an upward import is found, also one that only type checkers follow."""
        package = house(tmp_path, ratings="", bands=statement)

        (fault,) = order_faults(package)

        assert "imports kpirag.ratings, but ratings comes after bands" in fault

    def test_an_import_inside_a_function_counts(self, tmp_path):
        """Putting an import inside a function does not change the order of the house."""
        package = house(
            tmp_path,
            ratings="",
            bands="""
                class Bands:
                    def rate(self):
                        from kpirag.ratings import rate
            """,
        )

        (fault,) = order_faults(package)

        assert "imports kpirag.ratings inside Bands.rate" in fault

    def test_the_face_is_above_every_room(self, tmp_path):
        """No room may import from `kpirag` itself."""
        package = house(tmp_path, errors="from kpirag import rate")

        (fault,) = order_faults(package)

        assert "__init__ comes after errors" in fault

    def test_the_two_named_exceptions_are_exact(self, tmp_path):
        """Frames may be imported inside IndicatorSet.from_frame and Scorecard.to_frame and nowhere else."""
        package = house(
            tmp_path,
            frames="",
            scorecards__sets="""
                class IndicatorSet:
                    def from_frame(cls, frame):
                        from kpirag import frames
                    def from_table(cls, rows):
                        from kpirag import frames
            """,
            scorecards__scorecard="""
                class Scorecard:
                    def to_frame(self):
                        from kpirag import frames
            """,
        )

        (fault,) = order_faults(package)

        assert "inside IndicatorSet.from_table" in fault

    def test_an_unknown_module_is_told_where_to_be_entered(self, tmp_path):
        """A module in no room fails, and the message names the list it belongs in."""
        (fault,) = order_faults(house(tmp_path, cellar=""))

        assert "kpirag.cellar is in no room: add it to ROOMS" in fault

    def test_a_module_deep_in_a_wing_is_in_the_wing(self, tmp_path):
        """The room of a module in a folder is the folder, on both sides of an import."""
        package = house(tmp_path, statistics__xmr="from kpirag.arrays.kernel import x", arrays__kernel="")

        (fault,) = order_faults(package)

        assert "kpirag.statistics.xmr, line 1: imports kpirag.arrays.kernel" in fault


class TestCircleFaults:
    def test_a_circle_inside_a_wing_is_a_fault(self, tmp_path):
        """Two modules of one wing may not import each other, even inside a function."""
        package = house(
            tmp_path,
            statistics__xmr="from kpirag.statistics import trend",
            statistics__trend="def late():\n    from kpirag.statistics import xmr",
        )

        (fault,) = circle_faults(package)

        assert "kpirag.statistics.trend -> kpirag.statistics.xmr -> kpirag.statistics.trend" in fault

    def test_a_wing_may_not_import_its_own_face(self, tmp_path):
        """A module of a wing that imports from the wing's `__init__` closes a circle."""
        package = house(
            tmp_path,
            statistics__xmr="from kpirag.statistics import wilson",
        )
        (package / "statistics" / "__init__.py").write_text("from kpirag.statistics.xmr import xmr")

        assert 1 == len(circle_faults(package))

    def test_a_circle_that_only_type_checkers_follow_is_fine(self, tmp_path):
        """Two modules of one wing may name each other's types."""
        package = house(
            tmp_path,
            statistics__xmr="from kpirag.statistics import trend",
            statistics__trend="if TYPE_CHECKING:\n    from kpirag.statistics import xmr",
        )

        assert [] == circle_faults(package)

    def test_a_line_of_imports_is_fine(self, tmp_path):
        """Modules of one wing may import each other as long as it does not come back."""
        package = house(
            tmp_path,
            statistics__a="from kpirag.statistics import b, c",
            statistics__b="from . import c",
            statistics__c="",
        )

        assert [] == circle_faults(package)

    def test_periods_may_read_labels_inside_a_function_only(self, tmp_path):
        """Periods and labels need each other: periods imports labels late, and only late."""
        labels = "from kpirag.periods import Period"
        late = house(
            tmp_path / "late", _labels=labels, periods="def parse():\n    from kpirag import _labels"
        )
        early = house(tmp_path / "early", _labels=labels, periods="from kpirag import _labels")

        assert [] == circle_faults(late)
        assert 1 == len(circle_faults(early))


class TestSizeFaults:
    def test_a_long_module_is_a_fault(self, tmp_path):
        """420 lines are allowed, 421 are not."""
        assert [] == size_faults(house(tmp_path / "fits", errors="x = 1\n" * 420))
        assert 1 == len(size_faults(house(tmp_path / "long", errors="x = 1\n" * 421)))

    @pytest.mark.parametrize("name", ["utils", "_helpers", "scorecards__common"])
    def test_a_name_that_says_nothing_is_a_fault(self, tmp_path, name):
        """A module called utils can hold anything, so it is refused wherever it is."""
        assert 1 == len(size_faults(house(tmp_path, **{name: ""})))
