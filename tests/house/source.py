"""The source of kpirag as data: its modules and what each one imports.

The folder is found the way Python finds the package, so the same tests read the checkout's `src` when that is
what is installed, and the installed copy otherwise.
"""

import ast
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Module:
    """One module: its dotted name, its file, its text and its tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        """Whether this is the `__init__.py` of a folder."""
        return self.path.name == "__init__.py"


@dataclass(frozen=True)
class Import:
    """One imported module: its dotted name, the line, and the function it stands in ("" at the top).

    `for_types` is true under `if TYPE_CHECKING`: only type checkers follow that import.
    """

    target: str
    line: int
    function: str = ""
    for_types: bool = False


def package_folder() -> Path:
    """Return the folder that `import kpirag` reads."""
    spec = importlib.util.find_spec("kpirag")
    if spec is None or not spec.submodule_search_locations:
        message = "kpirag is not installed: run pip install '.[test]' first"
        raise ModuleNotFoundError(message)
    return Path(next(iter(spec.submodule_search_locations)))


@cache  # reading all of them takes about a second, and a folder is not changed once it is there to be read
def modules(folder: Path) -> tuple[Module, ...]:
    """Return every module below a package folder, in order of name."""
    found = []
    for path in folder.rglob("*.py"):
        parts = [folder.name, *path.relative_to(folder).with_suffix("").parts]
        if parts[-1] == "__init__":
            parts.pop()
        text = path.read_text(encoding="utf-8")
        found.append(Module(".".join(parts), path, text, ast.parse(text, filename=str(path))))
    return tuple(sorted(found, key=lambda module: module.name))


@cache
def imports(module: Module, known: frozenset[str]) -> tuple[Import, ...]:
    """Return what a module imports, also inside functions and `if TYPE_CHECKING`.

    `from package import name` counts as the module `package.name` where that is one of the known modules.
    """
    return tuple(_imports(module, module.tree, known))


def _imports(
    module: Module,
    node: ast.AST,
    known: frozenset[str],
    scope: tuple[str, ...] = (),
    *,
    for_types: bool = False,
) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import():
                for alias in child.names:
                    yield Import(alias.name, child.lineno, _function(scope), for_types)
            case ast.ImportFrom():
                base = _absolute(module, child)
                for target in dict.fromkeys(
                    whole if (whole := f"{base}.{alias.name}") in known else base for alias in child.names
                ):
                    yield Import(target, child.lineno, _function(scope), for_types)
            case ast.ClassDef():
                yield from _imports(module, child, known, (*scope, child.name), for_types=for_types)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _imports(module, child, known, (*scope, f"{child.name}()"), for_types=for_types)
            case ast.If(test=ast.Name("TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
                body = ast.Module(child.body, [])
                yield from _imports(module, body, known, scope, for_types=True)
                otherwise = ast.Module(child.orelse, [])
                yield from _imports(module, otherwise, known, scope, for_types=for_types)
            case _:
                yield from _imports(module, child, known, scope, for_types=for_types)


def _function(scope: tuple[str, ...]) -> str:
    """Return the dotted name of the function a scope is in, or "" for the top of a module or class."""
    return ".".join(scope).replace("()", "") if any(name.endswith("()") for name in scope) else ""


def _absolute(module: Module, statement: ast.ImportFrom) -> str:
    """Return the dotted name a `from` statement starts from, with leading dots worked out."""
    if not statement.level:
        return statement.module or ""
    parts = module.name.split(".")
    keep = len(parts) - statement.level + (1 if module.is_package else 0)
    return ".".join([*parts[:keep], *([statement.module] if statement.module else [])])
