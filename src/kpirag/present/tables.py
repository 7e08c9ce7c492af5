"""Tables of text: aligned for a terminal, or in Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from kpirag.errors import InputError, shown

__all__ = ["html_table", "html_text", "markdown_table", "markdown_text", "text_table"]


def text_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table aligned by spaces, for a terminal or a plain text file.

    Args:
        columns: The headings.
        rows: The cells of each row, as many as there are headings. A line break in a cell
            becomes a space.

    Raises:
        InputError: If a row has more or fewer cells than there are headings.

    Example:
        >>> print(text_table(["Ref", "Rating"], [["1", "Green"], ["25", "Amber"]]))
        Ref  Rating
        ---  ------
        1    Green
        25   Amber
    """
    table = _checked(columns, rows)
    widths = [max(_width(cell) for cell in column) for column in zip(*table, strict=True)]
    rule = ["-" * width for width in widths]
    lines = [table[0], rule, *table[1:]]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, with the signs that would break it escaped.

    Args:
        columns: The headings.
        rows: The cells of each row, as many as there are headings.

    Raises:
        InputError: If a row has more or fewer cells than there are headings.

    Example:
        >>> print(markdown_table(["Ref", "Rating"], [["1", "Green"]]))
        | Ref | Rating |
        | --- | --- |
        | 1 | Green |
    """
    table = [[markdown_text(cell) for cell in line] for line in _checked(columns, rows)]
    lines = [table[0], ["---"] * len(table[0]), *table[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def markdown_text(text: str) -> str:
    r"""Return text with the signs that Markdown would read as its own escaped.

    Args:
        text: The text, such as an indicator's name.

    Example:
        >>> markdown_text("% closed | <5 cases")
        '% closed \\| &lt;5 cases'
    """
    escaped = text.replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
    for sign in "|*_`[]":
        escaped = escaped.replace(sign, f"\\{sign}")
    return " ".join(escaped.split())


def html_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "") -> str:
    """Return a table in HTML, with every cell escaped and the first of each row as its heading.

    Args:
        columns: The headings.
        rows: The cells of each row, as many as there are headings.
        caption: What the table shows, for those who cannot see it; none if empty.

    Raises:
        InputError: If a row has more or fewer cells than there are headings.

    Example:
        >>> print(html_table(["Ref", "Rating"], [["1", "Green"]]))
        <table>
        <thead><tr><th scope="col">Ref</th><th scope="col">Rating</th></tr></thead>
        <tbody>
        <tr><th scope="row">1</th><td>Green</td></tr>
        </tbody>
        </table>
    """
    headings, *lines = [[html_text(cell) for cell in line] for line in _checked(columns, rows)]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in headings)
    body = [
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in lines
    ]
    told = [f"<caption>{html_text(caption)}</caption>"] if caption else []
    return "\n".join(
        ["<table>", *told, f"<thead><tr>{head}</tr></thead>", "<tbody>", *body, "</tbody>", "</table>"]
    )


def html_text(text: str) -> str:
    """Return text with the signs that HTML would read as its own escaped.

    Args:
        text: The text, such as an indicator's name.

    Example:
        >>> html_text('Visits <in> 10 & "15" days')
        'Visits &lt;in&gt; 10 &amp; &quot;15&quot; days'
    """
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(sign, entity)
    return text


def _checked(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[list[str]]:
    table = [[" ".join(str(cell).split()) for cell in line] for line in (columns, *rows)]
    for place, line in enumerate(table[1:]):
        if len(line) != len(table[0]):
            problem = f"must have {len(table[0])} cells, one for each heading"
            remedy = "Write an empty text for an empty cell."
            raise InputError(problem, path=f"rows[{place}]", got=shown(line), remedy=remedy)
    return table


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide signs take two, accents none."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)
