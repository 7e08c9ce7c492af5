"""Tables of text."""

import pytest

from kpirag.present import html_table, markdown_table, markdown_text, text_table


class TestTextTable:
    def test_columns_are_as_wide_as_their_widest_cell(self) -> None:
        """Cells are aligned by spaces and no line ends in one."""
        assert "A    B\n---  -\nxyz  1\ny    2" == text_table(["A", "B"], [["xyz", "1"], ["y", "2"]])

    def test_a_line_break_in_a_cell_becomes_a_space(self) -> None:
        """A comment over two lines stays in its row."""
        assert "a b" in text_table(["A"], [["a\nb"]])

    def test_wide_and_combining_signs_keep_the_columns_straight(self) -> None:
        """A sign that takes two columns of a terminal is counted as two, a combining accent as none."""
        lines = text_table(["A", "B"], [["日本", "1"], ["e\u0301", "2"]]).splitlines()

        assert "----  -" == lines[1]
        assert "日本  1" == lines[2]
        assert "e\u0301     2" == lines[3]

    def test_no_rows_leave_the_headings(self) -> None:
        """An empty table has its headings and its rule."""
        assert "A  B\n-  -" == text_table(["A", "B"], [])

    @pytest.mark.parametrize("table", [text_table, markdown_table])
    @pytest.mark.parametrize("row", [["1"], ["1", "2", "3"]])
    def test_a_ragged_row_is_refused_with_its_place(self, table: object, row: list[str]) -> None:
        """A row with a cell too few or too many is a slip of the caller."""
        with pytest.raises(ValueError, match=r"rows\[1\]: must have 2 cells"):
            table(["A", "B"], [["1", "2"], row])


class TestMarkdown:
    def test_table(self) -> None:
        """A Markdown table has a row of dashes below its headings."""
        assert "| A | B |\n| --- | --- |\n| 1 | 2 |" == markdown_table(["A", "B"], [["1", "2"]])

    @pytest.mark.parametrize("sign", list("|*_`[]\\"))
    def test_signs_of_markdown_are_escaped(self, sign: str) -> None:
        """What Markdown would read as its own is printed as it is."""
        assert f"a\\{sign}b" == markdown_text(f"a{sign}b")

    def test_html_is_text(self) -> None:
        """A cell can hold no tag and no entity."""
        assert "&lt;script> &amp;amp;" == markdown_text("<script> &amp;")


class TestHtml:
    def test_a_table_says_what_its_headings_head(self) -> None:
        """Headings of columns and rows are marked as such, and a caption says what the table shows."""
        table = html_table(["Ref", "Rating"], [["1", "Green"]], caption="Q2")

        assert '<th scope="col">Ref</th>' in table
        assert '<th scope="row">1</th><td>Green</td>' in table
        assert "<caption>Q2</caption>" in table

    def test_no_cell_can_hold_a_tag(self) -> None:
        """What a sheet holds is text, never markup."""
        table = html_table(["<b>"], [["<script>alert('x')</script>"]], caption='"&"')

        assert "<script>" not in table
        assert "<b>" not in table
        assert "&quot;&amp;&quot;" in table

    def test_a_ragged_row_is_refused(self) -> None:
        """A row with a cell too many is a slip here too."""
        with pytest.raises(ValueError, match=r"rows\[0\]"):
            html_table(["A"], [["1", "2"]])
