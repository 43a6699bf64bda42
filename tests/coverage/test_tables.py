"""Rows are joined where they say the same, and the text of others does not break a table."""

from __future__ import annotations

from tests.coverage.tables import Row, item, merged, prose, quoted, table


def test_rows_that_say_the_same_are_joined_where_the_first_stood() -> None:
    rows = [Row("a", "imitated"), Row("b", "refused", "400"), Row("c", "imitated")]
    assert merged(rows) == [Row("a, c", "imitated"), Row("b", "refused", "400")]


def test_rows_that_are_alike_are_joined_and_say_what_they_share() -> None:
    rows = [Row(name, "refused", f"no {name}'", alike="no …'") for name in "ab"]
    assert merged(rows) == [Row("a, b", "refused", "no …'")]


def test_row_that_is_like_no_other_keeps_its_remark() -> None:
    assert merged([Row("a", "refused", "no a'", alike="no …'")])[0].remark == "no a'"


def test_table_has_three_columns() -> None:
    lines = table("field", [Row("`a`", "imitated")]).splitlines()
    assert lines == ["| field | here | |", "| --- | --- | --- |", "| `a` | imitated | |"]


def test_message_stays_in_its_cell() -> None:
    assert quoted("a | <b>\n*c*") == "“a \\| \\<b> \\*c\\*”"


def test_long_message_is_cut() -> None:
    assert quoted("word " * 100).endswith("word…”")
    assert len(quoted("word " * 100)) <= 142


def test_prose_does_not_break_code() -> None:
    lines = prose("word " * 24 + "`GET /v1/models`").splitlines()
    assert lines[-1] == "`GET /v1/models`"


def test_lines_of_an_item_stand_below_each_other() -> None:
    first, second = item("word " * 30).splitlines()
    assert first.startswith("- word") and second.startswith("  word")
