"""Strings from plain records: tables as text and as Markdown. The caller writes them where they belong."""

from __future__ import annotations

from kpirag.present.tables import markdown_table, markdown_text, text_table

__all__ = ["markdown_table", "markdown_text", "text_table"]
