"""kpirag is pure: no file, socket, process, environment, clock, locale or random source.

Shown twice: by reading the source, and by running the public API with every door to the outside shut.
"""

import ast
import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

import pytest

from tests.house.source import Module, imports, modules, package_folder

HERE = Path(__file__).parent

# What may be imported at all. Before adding a module, ask whether it touches the outside.
PURE = {
    "__future__",
    "abc",
    "bisect",
    "calendar",
    "collections",
    "contextlib",
    "copy",
    "datetime",
    "decimal",
    "difflib",
    "enum",
    "fractions",
    "functools",
    "heapq",
    "html",
    "itertools",
    "math",
    "numbers",
    "operator",
    "re",
    "string",
    "textwrap",
    "types",
    "typing",
    "unicodedata",
    "warnings",
}
OTHERS = {"attr", "attrs", "kpirag", "numpy"}
# dateutil's parser fills gaps from today's date, its tz reads the machine's zone: only these are pure.
DATEUTIL = {"dateutil.easter", "dateutil.relativedelta", "dateutil.rrule"}
# What one place may import and no other: the beginning of the module's name, and the import.
ONLY_IN = {
    ("kpirag.frames", "narwhals"),
    ("kpirag.testing", "hypothesis"),
    ("kpirag.testing", "pytest"),
    ("kpirag.timescales.holidays_package", "holidays"),
}
# The face loads the wings by name when they are first used.
FACES_ONLY = {"importlib"}

REFUSED_CALLS = {"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"}
REFUSED_ATTRIBUTES = {
    "day_abbr": "calendar's day names follow the locale",
    "day_name": "calendar's day names follow the locale",
    "default_rng": "random",
    "environ": "the environment",
    "fromfile": "a file",
    "fromtimestamp": "the machine's time zone",
    "genfromtxt": "a file",
    "getenv": "the environment",
    "loadtxt": "a file",
    "memmap": "a file",
    "month_abbr": "calendar's month names follow the locale",
    "month_name": "calendar's month names follow the locale",
    "now": "the clock",
    "open": "a file",
    "random": "random",
    "read_bytes": "a file",
    "read_text": "a file",
    "savetxt": "a file",
    "strftime": "its month and day names follow the locale; write the format out",
    "strptime": "it reads month and day names by the locale",
    "timestamp": "the machine's time zone",
    "today": "the clock",
    "tofile": "a file",
    "utcfromtimestamp": "the clock",
    "utcnow": "the clock",
    "write_bytes": "a file",
    "write_text": "a file",
}
LOCALE_FORMAT = re.compile(r"%-?[aAbBcpxXZ]|n$")


def purity_faults(module: Module, known: frozenset[str] = frozenset()) -> list[str]:
    """Return one sentence for each thing in a module that could reach outside."""
    refused = [
        f"line {each.line}: imports {each.target}, which is not on the list of pure modules"
        for each in imports(module, known)
        if not may_import(module, each.target)
    ]
    found = [
        f"line {node.lineno}: {fault}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.expr)
        and (fault := call_fault(node) or name_fault(node) or format_fault(node))
    ]
    return [f"{module.name}, {fault}" for fault in [*refused, *found]]


def may_import(module: Module, target: str) -> bool:
    """Return whether a module of the package may import another."""
    top = target.partition(".")[0]
    if top == "dateutil":
        return target in DATEUTIL
    if target.startswith("numpy.random"):
        return False
    return (
        top in PURE
        or top in OTHERS
        or (top in FACES_ONLY and module.is_package)
        or any(top == name and module.name.startswith(place) for place, name in ONLY_IN)
    )


def call_fault(node: ast.expr) -> str:
    """Return what is wrong with a call, or ""."""
    match node:
        case ast.Call(func=ast.Name(name)) if name in REFUSED_CALLS:
            return f"calls {name}()"
        case ast.Call(func=ast.Attribute(attr="astimezone"), args=[], keywords=[]):
            return "astimezone() without a zone uses the machine's"
        case ast.Call(func=ast.Name("rrule") | ast.Attribute(attr="rrule")) if not any(
            keyword.arg == "dtstart" for keyword in node.keywords
        ):
            return "rrule() without dtstart= starts from the clock"
        case ast.Call(args=[ast.Constant("now" | "today"), *_], func=function) if "datetime64" in ast.unparse(
            function
        ):
            return "datetime64 reads the clock"
    return ""


def name_fault(node: ast.expr) -> str:
    """Return what is wrong with the name after a dot, or ""."""
    match node:
        case ast.Attribute(attr=name) if name in REFUSED_ATTRIBUTES:
            return f"uses .{name} ({REFUSED_ATTRIBUTES[name]})"
    return ""


def format_fault(node: ast.expr) -> str:
    """Return what is wrong with a format, or ""."""
    match node:
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=parts)):
            spec = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        case ast.Call(func=ast.Name("format"), args=[_, ast.Constant(str(spec))]):
            pass
        case _:
            return ""
    return f"the format {spec!r} follows the locale" if LOCALE_FORMAT.search(spec) else ""


def read(text: str, name: str = "kpirag.toy") -> Module:
    """Return a toy module as the tests above would read it."""
    text = dedent(text)
    return Module(name, Path(f"{name.rpartition('.')[2]}.py"), text, ast.parse(text))


class TestTheSource:
    def test_no_module_can_reach_outside(self):
        """Every module imports pure modules only and calls nothing that reads or writes the outside."""
        found = modules(package_folder())
        known = frozenset(module.name for module in found)

        assert [] == [fault for module in found for fault in purity_faults(module, known)]


class TestPurityFaults:
    @pytest.mark.parametrize(
        "text",
        [
            "import os",
            "import os.path",
            "from pathlib import Path",
            "def f():\n    import socket",
            "from time import monotonic",
            "import random",
            "import sys",
            "import logging",
            "from dateutil import parser",
            "from dateutil.tz import tzlocal",
            "from numpy.random import default_rng",
            "import narwhals",
            "import hypothesis",
            "import importlib",
            "open('x')",
            "print('x')",
            "eval('1')",
            "date.today()",
            "datetime.now(UTC)",
            "clock = datetime.now",
            "np.random.normal()",
            "os.environ['x']",
            "d.strftime('%d')",
            "calendar.month_name[1]",
            "moment.astimezone()",
            "rrule(MONTHLY, count=3)",
            "np.datetime64('today')",
            "f'{day:%d %B %Y}'",
            "f'{value:n}'",
            "format(value, 'n')",
        ],
    )
    def test_what_reaches_outside_is_found(self, text):
        """Files, clock, randomness, environment, locale and unlisted modules are each found in the source."""
        assert 1 <= len(purity_faults(read(text)))

    @pytest.mark.parametrize(
        "text",
        [
            "import math\nfrom datetime import date",
            "from attrs import frozen",
            "import numpy as np\nnp.rint(2.5)",
            "from dateutil.relativedelta import relativedelta",
            "rrule(MONTHLY, dtstart=start, count=3)",
            "np.datetime64('2022-07-01')",
            "moment.astimezone(zone)",
            "f'{value:.1f}% {day:%d}'",
            "f'{share:.1%}'",
            "def opened(self):\n    return self.closed",
        ],
    )
    def test_what_stays_inside_is_fine(self, text):
        """Arithmetic, dates that are given, and formats that do not follow the locale are no faults."""
        assert [] == purity_faults(read(text))

    def test_a_library_may_be_imported_where_it_belongs(self):
        """Narwhals belongs to frames, Hypothesis and pytest to testing, and to no other module."""
        assert [] == purity_faults(read("import narwhals", "kpirag.frames.rating"))
        assert [] == purity_faults(read("import hypothesis", "kpirag.testing.strategies"))
        assert 1 == len(purity_faults(read("import hypothesis", "kpirag.frames.rating")))


def all_of_kpirag() -> list[str]:
    """Return the names of every module of kpirag, and of what their functions import when they are called."""
    found = modules(package_folder())
    known = frozenset(module.name for module in found)
    return [*known, *(each.target for module in found for each in imports(module, known))]


def run_sealed(
    walk: Path, folder: Path | None = None, *, load: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a walk with the doors shut, in a fresh Python with modules loaded and the environment given."""
    command = [sys.executable, str(HERE / "sealed.py"), str(package_folder().parent), str(walk)]
    return subprocess.run(
        command,
        input="\n".join(load),
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


# What a walk may not do; what stands before the last semicolon is done before the doors are shut.
REACHING = [
    "open(__file__)",
    "print('x')",
    "input()",
    "import io; io.open(__file__)",
    "from pathlib import Path; Path(__file__).read_text()",
    "from pathlib import Path; Path(__file__).exists()",
    "import os; os.environ.get('HOME')",
    "import os; os.environ['HOME']",
    "import os; 'HOME' in os.environ",
    "import os; list(os.environ)",
    "import os; os.getenv('HOME')",
    "import os; os.getcwd()",
    "import os; os.listdir()",
    "import os; os.urandom(8)",
    "import random; random.random()",
    "import numpy; numpy.random.default_rng()",
    "import numpy; numpy.random.rand()",
    "import time; time.time()",
    "import time; time.monotonic()",
    "import time; time.sleep(0)",
    "import locale; locale.getlocale()",
    "import locale; locale.localeconv()",
    "import socket; socket.socket()",
    "import subprocess; subprocess.run(['true'])",
    "import sys; sys.stdout.write('x')",
    "import sys; sys.stdin.read()",
    "import uuid; uuid.uuid4()",
    "import secrets; secrets.token_hex()",
    "import tempfile; tempfile.mkdtemp()",
    "import wave",
]


@pytest.fixture(scope="module")
def stopped(tmp_path_factory) -> dict[str, str]:
    """Return, for each statement of `REACHING`, the name of the error that stopped it."""
    walk = tmp_path_factory.mktemp("walks") / "toy_walk.py"
    split = {statement: statement.rpartition("; ")[::2] for statement in REACHING}
    first = "\n".join(sorted({early for early, _ in split.values()}))
    then = {statement: late for statement, (_, late) in split.items()}
    walk.write_text(
        first
        + dedent(f"""
            import json

            def walk():
                stopped = {{}}
                for statement, late in {then}.items():
                    try:
                        exec(late, globals())
                    except BaseException as error:
                        stopped[statement] = type(error).__name__
                raise RuntimeError(json.dumps(stopped))
        """)
    )
    done = run_sealed(walk)
    return json.loads(done.stderr.rpartition("RuntimeError: ")[2])


@pytest.fixture(scope="module")
def walked() -> subprocess.CompletedProcess[str]:
    """Return what a walk through the public API came to, in an environment that is told."""
    walk = HERE / "public_api_walk.py"
    return run_sealed(walk, load=all_of_kpirag(), PYTHONHASHSEED="0", TZ="Europe/London", LC_ALL="C")


class TestTheRun:
    def test_the_public_api_touches_nothing_outside(self, walked):
        """With files, sockets, processes, environment, clock, randomness and locale shut, all of it works."""
        assert 0 == walked.returncode, walked.stderr
        assert 20 <= len(json.loads(walked.stdout))

    @pytest.mark.parametrize("wing", ["arrays"])
    def test_every_public_name_of_a_wing_is_in_the_walk(self, wing):
        """The walk uses each public name of a wing, and not only imports it: what is left out is not seen."""
        tree = ast.parse((HERE / "public_api_walk.py").read_text(encoding="utf-8"))
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}

        assert [] == sorted(set(importlib.import_module(f"kpirag.{wing}").__all__) - used)

    def test_the_answers_do_not_depend_on_the_machine(self, walked, tmp_path):
        """Another hash seed, time zone, locale and folder, and the same text comes back to the letter."""
        there = run_sealed(
            HERE / "public_api_walk.py",
            tmp_path,
            load=all_of_kpirag(),
            PYTHONHASHSEED="4711",
            TZ="Pacific/Auckland",
            LC_ALL="C.UTF-8",
            PYTHONOPTIMIZE="1",
            COLUMNS="20",
            NO_COLOR="1",
        )

        assert 0 == walked.returncode, walked.stderr
        assert json.loads(walked.stdout) == json.loads(there.stdout or "null"), there.stderr

    @pytest.mark.parametrize("statement", REACHING)
    def test_what_reaches_outside_is_stopped(self, stopped, statement):
        """Each door really is shut: whatever tries it is stopped on the spot."""
        assert "DoorOpenedError" == stopped[statement]

    @pytest.mark.parametrize("wide", ["Exception", "BaseException"])
    def test_a_walk_that_swallows_the_stop_still_fails(self, tmp_path, wide):
        """What was tried is remembered, so `except` cannot hide it, however wide."""
        walk = tmp_path / "toy_walk.py"
        walk.write_text(
            dedent(f"""
                def walk():
                    try:
                        open(__file__)
                    except {wide}:
                        pass
                    return ["done"]
            """)
        )

        done = run_sealed(walk)

        assert 1 == done.returncode
        assert "outside was reached: open" in done.stderr

    def test_a_walk_that_stays_inside_passes(self, tmp_path):
        """The doors do not stop arithmetic, dates that are given, or raising and catching errors."""
        walk = tmp_path / "toy_walk.py"
        walk.write_text(
            dedent("""
                from datetime import date, timedelta

                def walk():
                    try:
                        float("x")
                    except ValueError as error:
                        return [str(date(2022, 7, 1) + timedelta(days=45)), str(error)]
            """)
        )

        done = run_sealed(walk)

        assert 0 == done.returncode, done.stderr
        assert ["2022-08-15", "could not convert string to float: 'x'"] == json.loads(done.stdout)

    def test_a_walk_that_fails_is_a_failure(self, tmp_path):
        """An error in the walk is shown with its line, not taken for success."""
        walk = tmp_path / "toy_walk.py"
        walk.write_text("def walk():\n    return 1 / 0\n")

        done = run_sealed(walk)

        assert 1 == done.returncode
        assert "ZeroDivisionError" in done.stderr
        assert "toy_walk.py, line 2" in done.stderr
