"""A scorecard as a page of text, Markdown or HTML, from its plain records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpirag.present import html_table, html_text, markdown_table, markdown_text, text_table

__all__ = ["COLUMNS", "cells", "html_page", "markdown_page", "text_page"]

#: The headings of the table.
COLUMNS = ("Ref", "Indicator", "Outturn", "Target", "Rating", "Last period", "Last year")

#: A title and its entries: the ref and the sentence of each.
Lists = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def cells(record: Mapping[str, Any]) -> list[str]:
    """Return the cells of a row's record, one for each of the columns."""
    rating = (
        f"{record['letter']} {record['word']}"
        if record["reason"] is None
        else f"{record['letter']} {record['reason']}"
    )
    return [
        record["ref"],
        record["name"],
        record["value_text"],
        record["target"] or "none",
        rating,
        _travel(record, "since_last_period"),
        _travel(record, "since_last_year"),
    ]


def _travel(record: Mapping[str, Any], column: str) -> str:
    if record[column] == "not comparable":
        reason = record[f"{column}_reason"]
        return "not reported" if reason == "not reported" else "not comparable"
    return f"{record[f'{column}_arrow']} {record[f'{column}_meaning']}"


def text_page(
    heading: tuple[str, str], records: Sequence[Mapping[str, Any]], sentence: str, lists: Lists
) -> str:
    """Return the page as plain text.

    Args:
        heading: The title and the line below it.
        records: The records of the rows.
        sentence: The summary sentence.
        lists: The lists below the table.
    """
    title, below = heading
    parts = [f"{title}\n{'=' * len(title)}\n{below}"]
    if records:
        parts.append(text_table(COLUMNS, [cells(record) for record in records]))
    parts.append(sentence)
    parts += [
        "\n".join([name, "-" * len(name), *(f"{ref}  {' '.join(text.split())}" for ref, text in entries)])
        for name, entries in lists
    ]
    return "\n\n".join(parts) + "\n"


def markdown_page(
    heading: tuple[str, str], records: Sequence[Mapping[str, Any]], sentence: str, lists: Lists
) -> str:
    """Return the page in Markdown.

    Args:
        heading: The title and the line below it.
        records: The records of the rows.
        sentence: The summary sentence.
        lists: The lists below the table.
    """
    title, below = heading
    parts = [f"# {markdown_text(title)}\n\n{markdown_text(below)}"]
    if records:
        parts.append(markdown_table(COLUMNS, [cells(record) for record in records]))
    parts.append(markdown_text(sentence))
    parts += [
        "\n".join(
            [f"## {name}\n", *(f"- **{markdown_text(ref)}** {markdown_text(text)}" for ref, text in entries)]
        )
        for name, entries in lists
    ]
    return "\n\n".join(parts) + "\n"


def html_page(
    heading: tuple[str, str], records: Sequence[Mapping[str, Any]], sentence: str, lists: Lists
) -> str:
    """Return the page in HTML, as a notebook shows it; letter and word tell each status without colour."""
    title, below = heading
    parts = [f"<h2>{html_text(title)}</h2>", f"<p>{html_text(below)}</p>"]
    if records:
        parts.append(html_table(COLUMNS, [cells(record) for record in records], caption=title))
    parts.append(f"<p>{html_text(sentence)}</p>")
    for name, entries in lists:
        items = [f"<li><b>{html_text(ref)}</b> {html_text(text)}</li>" for ref, text in entries]
        parts += [f"<h3>{html_text(name)}</h3>", "<ul>", *items, "</ul>"]
    return "\n".join(parts) + "\n"
