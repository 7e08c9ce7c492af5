"""The reference page names everything public, and nothing that is not there; and what pages print is true."""

import contextlib
import doctest
import importlib
import io
import re
from pathlib import Path

import pytest

import kpirag
from kpirag import arrays
from tests.docs.test_docs_run import PAGES, RUN, blocks

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "api.md"
WINGS = (
    "kpirag",
    "kpirag.arrays",
    "kpirag.present",
    "kpirag.scorecards",
    "kpirag.statistics",
    "kpirag.timescales",
)


def first_cells(text: str) -> set[str]:
    """Return the names in the first column of the tables of a page."""
    return {name for line in text.splitlines() for name in names_in(line) if line.startswith("| `")}


def names_in(line: str) -> list[str]:
    """Return the names in backticks in the first cell of a table's line."""
    return re.findall(r"`([\w.]+)`", line.removeprefix("|").partition("|")[0])


def quoted(text: str) -> set[str]:
    """Return every dotted name in backticks on a page, such as `Rating.explain`."""
    return set(re.findall(r"`([A-Z]\w*\.\w+)`", text))


def missing_names(text: str, public: list[str]) -> list[str]:
    """Return the public names that no table of a page explains."""
    return sorted(set(public) - first_cells(text))


def headings(text: str) -> set[str]:
    """Return the anchors that the headings of a page give, as web pages make them."""
    lines = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def broken_links(path: Path) -> list[str]:
    """Return the links of a page that lead to no file of the project, or to no heading of a page."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        page = target.suffix == ".md" and target.is_file()
        if not target.exists() or (anchor and not (page and anchor in headings(target.read_text("utf-8")))):
            broken.append(link)
    return broken


def untrue_pages(path: Path) -> list[str]:
    """Return where a program of a page prints something else than the text block below it shows.

    A program is a Python block without `>>>`. If it prints, the next block must be text and show it.
    """
    names: dict[str, object] = {"__name__": "__main__"}
    faults = []
    printed = ""
    for block in blocks(path.read_text(encoding="utf-8"), path.name):
        shown = block.text.rstrip("\n") if block.language == "text" else ""
        if shown != printed:
            faults.append(f"{path.name}, line {block.line}: the program above prints\n{printed or 'nothing'}")
        printed = printed_by(block.text, names) if block.language in RUN else ""
    return [*faults, *([f"{path.name}: what the last program prints is not shown"] if printed else [])]


def printed_by(text: str, names: dict[str, object]) -> str:
    """Run a block in a set of names and return what a program prints; what a session prints stands in it."""
    if not re.search(r"^\s*>>> ", text, re.MULTILINE):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(text, names)  # noqa: S102 - the code stands in the documentation of this project
        return out.getvalue().rstrip("\n")
    test = doctest.DocTestParser().get_doctest(text, names, "session", None, 0)
    test.globs = names  # get_doctest takes a copy
    doctest.DocTestRunner(verbose=False).run(test, out=lambda _: None, clear_globs=False)
    return ""


class TestPublicNames:
    @pytest.mark.parametrize("wing", WINGS)
    def test_every_public_name_has_a_line(self, wing):
        """Each name that a wing lists as public is explained in a table of the page."""
        assert [] == missing_names(PAGE.read_text(encoding="utf-8"), importlib.import_module(wing).__all__)

    def test_a_name_that_is_left_out_is_found(self):
        """The check above can fail: a name that is only mentioned in passing does not count."""
        assert ["Target", "rate"] == missing_names(
            "Use `rate`.\n\n| Name | What |\n| --- | --- |\n| `Edge` | of a `Target` |",
            ["Edge", "Target", "rate"],
        )

    def test_nothing_is_named_that_is_not_there(self):
        """Each `Class.method` on the page exists."""
        text = PAGE.read_text(encoding="utf-8")

        assert 50 < len(quoted(text))
        for name in sorted(quoted(text)):
            owner, _, member = name.partition(".")
            assert hasattr(getattr(kpirag, owner), member), name

    def test_the_words_of_the_enumerations_are_the_real_ones(self):
        """The page lists the words of each enumeration, all of them and in their order."""
        lines = PAGE.read_text(encoding="utf-8").splitlines()

        for kind in (
            kpirag.Basis,
            kpirag.Comparator,
            kpirag.Direction,
            kpirag.Frequency,
            kpirag.Highlight,
            kpirag.Movement,
            kpirag.Polarity,
            kpirag.Quality,
            kpirag.Reason,
            kpirag.Rounding,
            kpirag.Status,
            kpirag.Unit,
        ):
            assert f"| `{kind.__name__}` | {', '.join(kind)} |" in lines

    @pytest.mark.parametrize(
        ("of", "codes"),
        [
            ("states", {str(state): kpirag.RAG.code(state) for state in kpirag.RAG.states}),
            ("reasons", arrays.REASON_CODES),
            ("directions", arrays.DIRECTION_CODES),
            ("movements", arrays.MOVEMENT_CODES),
            ("case states", arrays.CASE_STATE_CODES),
        ],
    )
    def test_the_codes_of_arrays_are_the_real_ones(self, of, codes):
        """The page gives the code of each word that a column of codes can stand for, in order."""
        told = ", ".join(f"{code} {word}" for word, code in codes.items() if code)
        (line,) = (each for each in PAGE.read_text("utf-8").splitlines() if each.startswith(f"| {of}: "))

        assert told == line.split("|")[3].strip().partition(";")[0]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
class TestPages:
    def test_links_lead_somewhere(self, path):
        """A link inside the project leads to a file that is there, and to a heading that it has."""
        assert [] == broken_links(path)

    def test_what_a_program_prints_is_what_the_page_shows(self, path, tmp_path, monkeypatch):
        """The text block below a program is what it prints, to the letter."""
        monkeypatch.chdir(tmp_path)  # a page may show how to write a file

        assert [] == untrue_pages(path)


class TestTheChecks:
    def test_a_broken_link_is_found(self, tmp_path):
        """A missing file and a missing heading are both found."""
        (tmp_path / "other.md").write_text("# Rules with dates\n")
        page = tmp_path / "page.md"
        page.write_text(
            "[a](other.md#rules-with-dates) [b](other.md#rules) [c](gone.md) [d](https://example.org)"
        )

        assert ["other.md#rules", "gone.md"] == broken_links(page)

    @pytest.mark.parametrize(
        "text",
        [
            "```python\nprint(1)\n```\n\n```text\n2\n```",
            "```python\nprint(1)\n```",
            "```python\nx = 1\n```\n\n```text\n1\n```",
            "```python\nprint(1)\n```\n\n```console\n1\n```",
        ],
    )
    def test_a_page_that_shows_something_else_is_found(self, tmp_path, text):
        """Other text, no text, and text that nothing prints are all found."""
        page = tmp_path / "page.md"
        page.write_text(text + "\n")

        assert 1 == len(untrue_pages(page))

    def test_a_program_sees_what_a_session_made(self, tmp_path):
        """Sessions and programs of a page share their names here too."""
        page = tmp_path / "page.md"
        page.write_text("```python\n>>> x = 1\n```\n\n```python\nprint(x + 1)\n```\n\n```text\n2\n```\n")

        assert [] == untrue_pages(page)
