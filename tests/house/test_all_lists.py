"""What is public is listed, sorted, described and shown by an example that runs."""

import importlib
import inspect
import re
import sys
import textwrap
import types
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest

import kpirag
from tests.house.source import modules, package_folder

NAMES = [module.name for module in modules(package_folder())]

# The names that programs are written against; they stay, or leave an alias.
CONTRACT = [
    *("BRAG", "MET_OR_NOT", "RAG"),
    *("Bands", "Direction", "Edge", "Indicator", "IndicatorSet", "Movement", "Outturn", "Period", "Quality"),
    *("Rating", "Reason", "Scheme", "Scorecard", "Status", "Target", "Tolerance"),
    *("compare", "rate"),
]

# A second sentence on the first line: a stop, a space, a capital.
SECOND_SENTENCE = re.compile(r"[.!?] +[A-Z]")
# The start of an entry under Args: `low:`, `low, high:`, `*names:`.
ENTRY = re.compile(r"^ {4}(\*{0,2}\w+(?:, \*{0,2}\w+)*):", re.MULTILINE)


def sorting(name: str) -> tuple[int, str]:
    """Return where a name stands in a list: constants, then classes, then the rest; by letter in each."""
    if len(name) > 1 and name.isupper():
        return (0, name)
    return (1 if name[:1].isupper() else 2, name)


def list_faults(module: types.ModuleType) -> list[str]:
    """Return one sentence for each thing wrong with a module's `__all__`."""
    listed = getattr(module, "__all__", None)
    if listed is None:
        return [f"{module.__name__} has no __all__"]
    faults = []
    if list(listed) != sorted(listed, key=sorting):
        faults.append(f"{module.__name__}.__all__ is not sorted; it should be {sorted(listed, key=sorting)}")
    if len(listed) != len(set(listed)):
        faults.append(f"{module.__name__}.__all__ names something twice")
    faults.extend(
        f"{module.__name__}.__all__ names {name}, which is not there"
        for name in listed
        if not hasattr(module, name)
    )
    faults.extend(
        f"{module.__name__}.{name} is public and not in __all__: list it, or begin its name with _"
        for name, member in vars(module).items()
        if is_public(name) and is_defined_in(module, name, member) and name not in listed
    )
    return faults


def is_public(name: str) -> bool:
    """Return whether a name is for callers: it does not begin with an underscore."""
    return not name.startswith("_")


def is_defined_in(module: types.ModuleType, name: str, member: object) -> bool:
    """Return whether a member of a module is a class or function that was written there.

    The qualified name counts as well, because attrs changes the module of its own `evolve` on Python 3.13.
    """
    return (
        (inspect.isclass(member) or inspect.isroutine(member))
        and getattr(member, "__module__", None) == module.__name__
        and getattr(member, "__qualname__", None) == name
    )


def docstring_faults(module: types.ModuleType) -> list[str]:
    """Return one sentence for each public thing of a module that is not described as the house asks.

    Everything has a plain first sentence. What callers use has its arguments and an example as well.
    """
    faults = [] if (module.__doc__ or "").strip() else [f"{module.__name__} has no docstring"]
    for name, member in public_members(module):
        full = is_for_callers(module, name)
        text = own_text(member)
        found = first_line_faults(text)
        if full:
            found += args_faults(member, text) + example_faults(member, text)
        faults += [f"{module.__name__}.{name}: {fault}" for fault in found]
        for part, method in public_methods(member) if inspect.isclass(member) else ():
            inherited = inherited_text(member, part)
            text = own_text(method) or inherited
            found = first_line_faults(text)
            if full:
                found += args_faults(method, inherited if section(inherited, "Args") else text)
            faults += [f"{module.__name__}.{name}.{part}: {fault}" for fault in found]
    return faults


def is_for_callers(module: types.ModuleType, name: str) -> bool:
    """Return whether callers of kpirag use a name, or only other modules of the same wing.

    It is for callers if a public module right below the package lists it, or the face of the package or of
    the wing does. What only the inner modules of a wing or private modules list is for those who change
    kpirag.
    """
    parts = module.__name__.split(".")
    if len(parts) <= 2 and not any(part.startswith("_") for part in parts):
        return True
    faces = {"kpirag", ".".join(parts[:2])} - {module.__name__}
    return any(name in importlib.import_module(face).__all__ for face in faces)


def public_members(module: types.ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield the classes and functions a module lists and defines."""
    for name in getattr(module, "__all__", ()):
        member = getattr(module, name, None)
        if is_defined_in(module, name, member):
            yield name, member


def public_methods(member: type) -> Iterator[tuple[str, Any]]:
    """Yield the methods and properties a class defines itself."""
    for name, part in vars(member).items():
        if not is_public(name):
            continue
        if isinstance(part, classmethod | staticmethod):
            yield name, part.__func__
        elif isinstance(part, property):
            yield name, part.fget
        elif inspect.isroutine(part):
            yield name, part


def own_text(member: Any) -> str:
    """Return the docstring written on a thing itself, with its indent taken off."""
    written = vars(member).get("__doc__") if inspect.isclass(member) else member.__doc__
    return inspect.cleandoc(written or "")


def inherited_text(member: type, part: str) -> str:
    """Return the docstring a method takes over from the class it overrides, if that has one."""
    for base in member.__mro__[1:]:
        if base.__module__.startswith("kpirag") and (text := getattr(vars(base).get(part), "__doc__", None)):
            return inspect.cleandoc(text)
    return ""


def first_line_faults(text: str) -> list[str]:
    """Return what is wrong with the first line: it is one sentence that ends in a full stop."""
    first = text.partition("\n")[0]
    if not first:
        return ["has no docstring"]
    if not first.endswith("."):
        return ["the first line does not end in a full stop"]
    return ["the first line is more than one sentence"] if SECOND_SENTENCE.search(first) else []


def section(text: str, name: str) -> str | None:
    """Return the indented block under a heading such as `Args:`, or None if there is none."""
    match = re.search(rf"^{name}:\n((?:(?: {{4}}.*)?\n?)*)", text, re.MULTILINE)
    return match.group(1) if match else None


def args_faults(member: Any, text: str) -> list[str]:
    """Return which arguments of a function, method or class its docstring does not describe.

    A class may list them under `Attributes:` instead, which suits results that callers read and do not make.
    """
    wanted = arguments(member)
    if not wanted:
        return []
    found = section(text, "Args")
    if found is None and inspect.isclass(member):
        found = section(text, "Attributes")
        if found is not None:
            return []
    if found is None:
        return [f"takes arguments ({', '.join(wanted)}) and the docstring has no Args:"]
    described = {
        name.lstrip("*") for heads in ENTRY.findall(found) for name in heads.replace(" ", "").split(",")
    }
    return [f"Args: does not describe {name}" for name in wanted if name not in described]


def arguments(member: Any) -> list[str]:
    """Return the names of the arguments a caller can give, apart from `*args` and `**options`.

    A class that makes its own `__init__` counts; members of an enum are not made by callers.
    """
    if inspect.isclass(member):
        if issubclass(member, Enum) or "__init__" not in vars(member):
            return []
        parameters = list(inspect.signature(member.__init__).parameters.values())[1:]
    else:
        parameters = list(inspect.signature(member).parameters.values())
        if parameters and parameters[0].name in {"self", "cls"}:
            parameters = parameters[1:]
    return [
        each.name
        for each in parameters
        if each.kind not in {each.VAR_POSITIONAL, each.VAR_KEYWORD} and is_public(each.name)
    ]


def example_faults(member: Any, text: str) -> list[str]:
    """Return what is missing: a class or function has an `Example:` with code a reader can run.

    An error or warning that only gives a name has nothing to show, and the members of an enumeration are
    its example.
    """
    is_list_of_words = inspect.isclass(member) and issubclass(member, Enum) and not [*public_methods(member)]
    if (
        is_list_of_words
        or is_only_a_name(member)
        or any(">>>" in (section(text, name) or "") for name in ("Example", "Examples"))
    ):
        return []
    return ["the docstring has no Example: with a >>> line"]


def is_only_a_name(member: Any) -> bool:
    """Return whether this is an error or warning that adds nothing to the class it comes from."""
    return inspect.isclass(member) and issubclass(member, BaseException) and "__init__" not in vars(member)


def toy(text: str) -> types.ModuleType:
    """Return a toy module made from its source."""
    module = types.ModuleType("kpirag.toy")
    exec(textwrap.dedent(text), vars(module))  # noqa: S102 - the text stands in the test
    return module


class TestEveryModule:
    @pytest.mark.parametrize("name", NAMES)
    def test_public_names_are_listed_and_sorted(self, name):
        """Each module has a sorted `__all__`: names that exist, and all its public classes and functions."""
        assert [] == list_faults(importlib.import_module(name))

    @pytest.mark.parametrize("name", NAMES)
    def test_public_things_are_described_and_shown(self, name):
        """Each public thing has one plain first sentence, its arguments described, and an example."""
        assert [] == docstring_faults(importlib.import_module(name))


class TestTheFace:
    def test_dir_gives_the_public_names(self):
        """`dir(kpirag)` lists `__all__` and nothing else, so a notebook completes only what is public."""
        assert sorted(kpirag.__all__) == dir(kpirag)

    @pytest.mark.parametrize("name", CONTRACT)
    def test_the_names_programs_are_written_against_are_there(self, name):
        """The names of the first contract stay importable from `kpirag` itself."""
        assert name in kpirag.__all__
        assert getattr(kpirag, name) is not None

    def test_every_name_is_the_one_its_module_has(self):
        """A class or function of the face says that it lives in kpirag, and is the same object there."""
        for name in kpirag.__all__:
            member = getattr(kpirag, name)
            if inspect.isclass(member) or inspect.isroutine(member):
                assert member is getattr(importlib.import_module(member.__module__), name), name


class TestListFaults:
    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("x = 1", "has no __all__"),
            ("__all__ = ['b', 'a']\na = b = 1", "is not sorted"),
            ("__all__ = ['Bands', 'RAG']\nRAG = Bands = 1", "is not sorted"),
            ("__all__ = ['a', 'a']\na = 1", "names something twice"),
            ("__all__ = ['a']", "which is not there"),
            ("__all__ = []\ndef rate(): ...", "rate is public and not in __all__"),
            ("__all__ = []\nclass Rating: ...", "Rating is public and not in __all__"),
        ],
    )
    def test_a_wrong_list_is_found(self, text, fault):
        """A missing, unsorted, doubled, false or incomplete list is each a fault."""
        (found,) = list_faults(toy(text))

        assert fault in found

    def test_a_right_list_is_fine(self):
        """Constants come first, then classes, then functions; private and borrowed names stay out."""
        text = """
            from math import floor
            __all__ = ["BRAG", "RAG", "Bands", "Status", "compare", "rate"]
            BRAG = RAG = 1
            class Bands: ...
            class Status: ...
            def compare(): ...
            def rate(): ...
            def _settle(): ...
        """

        assert [] == list_faults(toy(text))


class TestDocstringFaults:
    @pytest.mark.parametrize(
        ("docstring", "fault"),
        [
            ("", "has no docstring"),
            ("Rate a value", "does not end in a full stop"),
            ("Rate a value. Say why.", "is more than one sentence"),
            ("Rate a value.\n\nExample:\n    >>> rate(1)", "has no Args:"),
            (
                "Rate a value.\n\nArgs:\n    valeu: It.\n\nExample:\n    >>> rate(1)",
                "does not describe value",
            ),
            ("Rate a value.\n\nArgs:\n    value: It.\n", "has no Example:"),
            ("Rate a value.\n\nArgs:\n    value: It.\n\nExample:\n    rate(1)\n", "has no Example:"),
        ],
    )
    def test_a_poor_docstring_is_found(self, docstring, fault):
        """A missing sentence, argument or example is each a fault."""
        module = toy("'''A toy.'''\n__all__ = ['rate']\ndef rate(value): ...")
        module.rate.__doc__ = docstring

        assert any(fault in found for found in docstring_faults(module)), docstring_faults(module)

    def test_a_good_docstring_is_fine(self):
        """One sentence, every argument and an example are all that is asked."""
        text = '''
            """A toy."""
            __all__ = ["Low", "rate"]
            class Low(ValueError):
                """A value that is too low."""
            def rate(low, high, *rest):
                """Rate a value.

                Args:
                    low, high: The bounds,
                        each as a number.
                    rest: The others.

                Example:
                    >>> rate(1, 2)
                """
        '''

        assert [] == docstring_faults(toy(text))

    def test_methods_are_read_too(self):
        """A public method needs a docstring with its arguments; a private or magic one does not."""
        text = '''
            """A toy."""
            __all__ = ["Bands"]
            class Bands:
                """Bands.

                Example:
                    >>> Bands()
                """
                def __len__(self): ...
                def _edge(self, x): ...
                @property
                def low(self):
                    """The lowest edge."""
                def status(self, value): ...
                @classmethod
                def of(cls, target):
                    """Return the bands of a target."""
        '''

        assert [
            "kpirag.toy.Bands.status: has no docstring",
            "kpirag.toy.Bands.status: takes arguments (value) and the docstring has no Args:",
            "kpirag.toy.Bands.of: takes arguments (target) and the docstring has no Args:",
        ] == docstring_faults(toy(text))

    def test_an_override_may_leave_its_arguments_to_the_method_it_overrides(self):
        """What a method takes is described once, where it is first defined."""
        text = '''
            """A toy."""
            __all__ = ["Fault"]
            class _Base:
                """A base."""
                def within(self, path):
                    """Return it inside a path.

                    Args:
                        path: The path.
                    """
            class Fault(_Base):
                """A fault.

                Example:
                    >>> Fault()
                """
                def within(self, path):
                    """Return the same fault inside a path."""
        '''

        assert [] == docstring_faults(toy(text))

    def test_a_private_module_needs_less(self):
        """In a module whose name begins with an underscore, a first sentence is enough."""
        module = toy("'''A toy.'''\n__all__ = ['settled']\ndef settled(x):\n    '''Return x settled.'''")

        assert 2 == len(docstring_faults(module))

        module.__name__ = module.settled.__module__ = "kpirag._toy"

        assert [] == docstring_faults(module)

    def test_an_enumeration_is_its_own_example(self):
        """A list of words needs no example; an enumeration with a method of its own does."""
        text = """
            '''A toy.'''
            from enum import StrEnum
            __all__ = ["Status", "Unit"]
            class Unit(StrEnum):
                '''A unit.'''
                DAYS = "days"
            class Status(StrEnum):
                '''A status.'''
                RED = "red"
                def letter(self):
                    '''Return the letter.'''
        """

        assert ["kpirag.toy.Status: the docstring has no Example: with a >>> line"] == docstring_faults(
            toy(text)
        )

    def test_inside_a_wing_only_what_its_face_lists_is_for_callers(self, monkeypatch):
        """What only the wing uses needs a first sentence; what callers use needs the rest as well."""
        monkeypatch.setitem(sys.modules, "kpirag.wing", toy("__all__ = ['wilson']"))
        text = """
            '''A toy.'''
            __all__ = ["bounds", "wilson"]
            def bounds(x):
                '''Return the bounds.'''
            def wilson(x):
                '''Return the interval.'''
        """
        inner = toy(text)
        inner.__name__ = inner.bounds.__module__ = inner.wilson.__module__ = "kpirag.wing.inner"

        assert [
            "kpirag.wing.inner.wilson: takes arguments (x) and the docstring has no Args:",
            "kpirag.wing.inner.wilson: the docstring has no Example: with a >>> line",
        ] == docstring_faults(inner)
