"""The documentation is true: each Python block of README and guides runs, and each docstring example.

The blocks of one file share their names, from top to bottom, as a reader would type them. A block with
`>>>` is a session and must print exactly what it shows; any other Python block must run. An example that
cannot show its output in full says so on its line with `# doctest: +ELLIPSIS`.
"""

import doctest
import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from tests.house.source import modules, package_folder

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]

RUN = {"python", "pycon"}
SHOWN = {"bash", "console", "csv", "html", "json", "markdown", "mermaid", "sql", "svg", "text", "toml"}

FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,}|~{3,})(?P<info>[^`]*)$")


class PageError(AssertionError):
    """A page of the documentation that is not true, or cannot be read."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the line on which the text begins."""

    language: str
    text: str
    line: int


def blocks(text: str, name: str) -> list[Block]:
    """Return the fenced blocks of a Markdown page, in order."""
    found: list[Block] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        opening = FENCE.match(lines[at])
        at += 1
        if opening is None:
            continue
        start = at
        ticks, indent = opening["ticks"], len(opening["indent"])
        while at < len(lines) and not is_closing(lines[at], ticks):
            at += 1
        if at == len(lines):
            message = f"{name}, line {start}: the block that opens here is never closed"
            raise PageError(message)
        language = opening["info"].strip().partition(" ")[0]
        if language not in RUN | SHOWN:
            message = f"{name}, line {start}: name the language of the block, one of {sorted(RUN | SHOWN)}"
            raise PageError(message)
        body = "".join(f"{line[min(indent, len(line) - len(line.lstrip())) :]}\n" for line in lines[start:at])
        found.append(Block(language, body, start + 1))
        at += 1
    return found


def is_closing(line: str, ticks: str) -> bool:
    """Return whether a line closes a block that was opened with these ticks."""
    line = line.strip()
    return len(line) >= len(ticks) and set(line) == {ticks[0]}


def run_page(path: Path, name: str) -> int:
    """Run the Python blocks of a page and return how many there were; raise if one is not true."""
    if not path.is_file():
        message = f"{name} is missing"
        raise PageError(message)
    names: dict[str, object] = {"__name__": "__main__"}
    count = 0
    for block in blocks(path.read_text(encoding="utf-8"), name):
        if block.language not in RUN:
            continue
        count += 1
        if re.search(r"^\s*>>> ", block.text, re.MULTILINE):
            check(block.text, names, name, block.line)
        else:
            # Empty lines before the code make a traceback name the line of the page.
            code = compile("\n" * (block.line - 1) + block.text, str(path), "exec", dont_inherit=True)
            exec(code, names)  # noqa: S102 - the code stands in the documentation of this project
    return count


def check(text: str, names: dict[str, object], name: str, line: int) -> None:
    """Run one session in a set of names, which keeps what the session adds."""
    test = doctest.DocTestParser().get_doctest(text, names, name, name, line - 1)
    test.globs = names  # get_doctest takes a copy
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=report.append, clear_globs=False)
    if report:
        raise PageError("".join(report))


def run_docstrings(module: ModuleType) -> int:
    """Run the examples in the docstrings of a module and return how many; raise if one is not true."""
    report: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(module, module.__name__):
        runner.run(test, out=report.append)
    if report:
        raise PageError("".join(report))
    return runner.summarize(verbose=False).attempted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_block_of_the_page_runs(path, tmp_path, monkeypatch):
    """The Python blocks of a page run from top to bottom and print what the page says they print."""
    monkeypatch.chdir(tmp_path)  # a page may show how to write a file

    run_page(path, path.relative_to(ROOT).as_posix())


def test_the_readme_has_something_to_run():
    """The README shows the library at work, in code that runs."""
    assert 1 <= run_page(README, "README.md")


@pytest.mark.parametrize("name", [module.name for module in modules(package_folder())])
def test_every_docstring_example_runs(name):
    """The examples in the docstrings of a module print what they say."""
    run_docstrings(importlib.import_module(name))


def test_there_are_docstring_examples_to_run():
    """The test above would pass on modules without examples: the errors have some."""
    assert 5 <= run_docstrings(importlib.import_module("kpirag.errors"))


def page(folder: Path, text: str) -> Path:
    """Write a toy page and return its path."""
    path = folder / "page.md"
    path.write_text(dedent(text).strip() + "\n", encoding="utf-8")
    return path


class TestRunPage:
    def test_blocks_share_their_names(self, tmp_path):
        """A later block, a session or not, sees what an earlier one made."""
        path = page(
            tmp_path,
            """
            # A page

            ```python
            target = 60
            ```

            Words between.

            ```python
            >>> shortfall = target - 55
            >>> shortfall
            5
            ```

            ```python
            assert shortfall == 5
            ```

            1. In a list:

               ```pycon
               >>> target + shortfall
               65
               ```
            """,
        )

        assert 4 == run_page(path, "page.md")

    def test_a_session_that_prints_something_else_fails(self, tmp_path):
        """The message names the page and the line, what was expected and what came."""
        path = page(
            tmp_path,
            """
            # A page

            ```python
            >>> 60 - 55
            6
            ```
            """,
        )

        with pytest.raises(PageError, match=r'(?s)page\.md", line 4.*Expected:\n    6\nGot:\n    5'):
            run_page(path, "page.md")

    def test_spaces_and_dots_are_compared_as_they_stand(self, tmp_path):
        """Neither ... nor other spacing passes for the real output, unless the example asks for it."""
        loose = "```python\n>>> print('a  b c')\na b ...\n```"
        asked = "```python\n>>> print('a b c')  # doctest: +ELLIPSIS\na ...\n```"

        with pytest.raises(PageError):
            run_page(page(tmp_path, loose), "page.md")
        assert 1 == run_page(page(tmp_path, asked), "page.md")

    def test_a_block_that_raises_fails_at_its_line(self, tmp_path):
        """The traceback points into the page."""
        path = page(tmp_path, "# A page\n\n```python\nx = 1\nx / 0\n```")

        with pytest.raises(ZeroDivisionError) as caught:
            run_page(path, "page.md")

        assert 5 == caught.traceback[-1].lineno + 1
        assert path == Path(caught.traceback[-1].path)

    def test_a_session_that_raises_fails(self, tmp_path):
        """An error that the page does not show is a failure, not an end."""
        with pytest.raises(PageError, match="ZeroDivisionError"):
            run_page(page(tmp_path, "```python\n>>> 1 / 0\n```"), "page.md")

    def test_text_and_commands_are_not_run(self, tmp_path):
        """Only Python is run; output, commands and other languages are shown."""
        path = page(tmp_path, "```text\n1 / 0\n```\n\n```console\n$ false\n```\n\n```python\nx = 1\n```")

        assert 1 == run_page(path, "page.md")

    @pytest.mark.parametrize("opening", ["```", "```pyhton", "~~~"])
    def test_a_block_has_a_known_language(self, tmp_path, opening):
        """A block without a language, or with a misspelt one, would not run unnoticed: it fails."""
        with pytest.raises(PageError, match=r"page\.md, line 1: name the language"):
            run_page(page(tmp_path, f"{opening}\nx = 1\n{opening[:3]}"), "page.md")

    def test_a_block_that_is_not_closed_fails(self, tmp_path):
        """A forgotten fence would swallow the rest of the page."""
        with pytest.raises(PageError, match=r"page\.md, line 1: .* never closed"):
            run_page(page(tmp_path, "```python\nx = 1\n"), "page.md")

    def test_a_fence_inside_a_longer_fence_is_text(self, tmp_path):
        """A page can show a block by opening with more ticks."""
        assert 0 == run_page(page(tmp_path, "````markdown\n```python\n1 / 0\n```\n````"), "page.md")

    def test_a_missing_page_fails(self, tmp_path):
        """A README that is not there is a failure, not nothing to do."""
        with pytest.raises(PageError, match=r"README\.md is missing"):
            run_page(tmp_path / "README.md", "README.md")


class TestRunDocstrings:
    def test_examples_are_counted_and_run(self):
        """Examples of functions, classes and methods are found."""
        module = ModuleType("toy")
        exec(TOY, vars(module))  # noqa: S102 - the text stands below

        assert 2 == run_docstrings(module)

    def test_a_false_example_fails(self):
        """An example that prints something else is reported with the name of what it belongs to."""
        module = ModuleType("toy")
        exec(TOY.replace("2\n", "3\n"), vars(module))  # noqa: S102 - the text stands below

        with pytest.raises(PageError, match=r"toy\.double"):
            run_docstrings(module)


TOY = '''
def double(x):
    """Double it.

    >>> double(1)
    2
    """
    return 2 * x

class Thing:
    def name(self):
        """Name it.

        >>> Thing().name()
        'thing'
        """
        return "thing"
'''
