"""Strings from plain records: tables as text, in Markdown and in HTML. The caller writes them."""

from __future__ import annotations

from kpirag.present.tables import html_table, html_text, markdown_table, markdown_text, text_table

__all__ = ["html_table", "html_text", "markdown_table", "markdown_text", "text_table"]
