"""Run a walk through the public API with every door to the outside shut.

    python sealed.py FOLDER WALK

FOLDER holds the package kpirag; WALK is a file with a function `walk()` that returns a list of text. What to
load first comes in on standard input, one name a line: for a walk through kpirag that is all of kpirag, with
the standard modules its functions import when they need them. Then the functions of the clock, the
environment, randomness and the locale are replaced by ones that raise, an audit hook raises on files, sockets
and processes, and the walk runs. What it returned is printed as JSON.

`date.today` and `datetime.now` are written in C, where nothing can be replaced; `test_purity.py` looks for
them by name in the source.
"""

import builtins
import importlib
import importlib.util
import json
import locale
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

# Not every installation has these, and the package loads without them.
OPTIONAL = {"holidays", "hypothesis", "narwhals", "pandas", "polars", "pytest"}

# Loaded by C code or by other modules when a function is first called.
LOADED_LATE = ["_strptime", "copy", "numpy.ma", "numpy.random", "pickle", "unicodedata"]

REFUSED_EVENTS = ("builtins.input", "open")
REFUSED_PREFIXES = (
    "ctypes.",
    "fcntl.",
    "ftplib.",
    "glob.",
    "http.",
    "mmap.",
    "os.",
    "pathlib.",
    "shutil.",
    "signal.",
    "smtplib.",
    "socket.",
    "sqlite3.",
    "subprocess.",
    "syslog.",
    "tempfile.",
    "time.",
    "urllib.",
    "webbrowser.",
    "winreg.",
)


class DoorOpenedError(BaseException):
    """Something reached outside; not an Exception, so that no `except Exception` can hide it."""


class Doors:
    """Whether the doors are shut, and which of them were tried."""

    def __init__(self) -> None:
        self.shut = False
        self.tried: list[str] = []

    def refuse(self, what: str) -> NoReturn:
        """Note a door that was tried, and raise."""
        self.tried.append(what)
        raise DoorOpenedError(what)

    def raiser(self, what: str) -> Callable[..., NoReturn]:
        """Return a function that refuses whatever it is called with."""

        def refused(*_: object, **__: object) -> NoReturn:
            self.refuse(what)

        return refused

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        """Refuse audit events of files, sockets, processes and the like while the doors are shut."""
        if self.shut and (event in REFUSED_EVENTS or event.startswith(REFUSED_PREFIXES)):
            self.refuse(f"{event} {args[:1]!r}")

    def shut_all(self) -> None:
        """Replace what can be replaced, and start listening to the rest."""
        for module in (locale, os, random, sys.modules["numpy.random"], time):
            for name, member in list(vars(module).items()):
                if callable(member) and not isinstance(member, type):
                    setattr(module, name, self.raiser(f"{module.__name__}.{name}"))
        for name in ("input", "open", "print"):
            setattr(builtins, name, self.raiser(name))
        outside = Outside(self)
        vars(os).update(environ=outside, environb=outside)
        vars(sys).update(stdin=outside, stdout=outside, stderr=outside)
        sys.addaudithook(self.hook)
        self.shut = True


class Outside:
    """Stands for the environment and the standard streams: everything asked of it is refused."""

    def __init__(self, doors: Doors) -> None:
        object.__setattr__(self, "doors", doors)

    def __getattribute__(self, name: str) -> NoReturn:
        object.__getattribute__(self, "doors").refuse(f"the environment or a standard stream: {name}")

    def __getitem__(self, name: str) -> NoReturn:
        object.__getattribute__(self, "doors").refuse(f"os.environ[{name!r}]")

    def __contains__(self, name: str) -> NoReturn:
        object.__getattribute__(self, "doors").refuse(f"{name!r} in os.environ")

    def __iter__(self) -> NoReturn:
        object.__getattribute__(self, "doors").refuse("iter(os.environ)")


def load(names: set[str]) -> None:
    """Import the modules named, and what other modules import when their functions are called."""
    for name in sorted({*names, *LOADED_LATE}):
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as missing:
            if (missing.name or "").partition(".")[0] not in OPTIONAL:
                raise


def main(folder: str, walk_file: str) -> int:
    """Run the walk and print what it returned; return 1, and say why, if a door was tried."""
    sys.path.insert(0, folder)
    load(set(sys.stdin.read().split()))
    spec = importlib.util.spec_from_file_location(Path(walk_file).stem, walk_file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(walk_file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # what a walk pickles is looked up by the name of its module
    spec.loader.exec_module(module)

    out, err, show = sys.stdout, sys.stderr, print
    doors = Doors()
    doors.shut_all()
    failure: BaseException | None = None
    lines: list[str] = []
    try:
        lines = module.walk()
    except BaseException as error:  # noqa: BLE001 - a refused door is not an Exception, on purpose
        failure = error
    doors.shut = False
    sys.stdout, sys.stderr = out, err

    for what in doors.tried:
        show(f"outside was reached: {what}", file=err)
    if failure is not None:
        at: list[str] = []
        step = failure.__traceback__
        while step is not None:
            at.append(f"  {step.tb_frame.f_code.co_filename}, line {step.tb_lineno}")
            step = step.tb_next
        show("\n".join([*at, f"{type(failure).__name__}: {failure}"]), file=err)
    if doors.tried or failure is not None:
        return 1
    show(json.dumps(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
