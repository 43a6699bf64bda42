"""Tables of Markdown: what says the same stands in one row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import fill

_LONGEST = 140
_WIDTH = 128
_CODE = re.compile(r"`[^`]*`")


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of a name. All three are Markdown; rows that are `alike` may stand together."""

    label: str
    here: str
    remark: str = ""
    alike: str = ""


def table(head: str, rows: Iterable[Row], here: str = "here") -> str:
    """Return a table of three columns, of which two have a name."""
    lines = [f"| {head} | {here} | |", "| --- | --- | --- |"]
    lines += (_line(row) for row in merged(rows))
    return "\n".join(lines)


def merged(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with equal ones joined, each where the first of them stood."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.here, row.alike or row.remark), []).append(row)
    return [_joined(group) for group in groups.values()]


def _joined(group: list[Row]) -> Row:
    first = group[0]
    remarks = {row.remark for row in group}
    labels = ", ".join(row.label for row in group)
    return Row(labels, first.here, first.remark if len(remarks) == 1 else first.alike)


def _line(row: Row) -> str:
    return f"| {row.label} | {row.here} | {row.remark} |".replace("|  |", "| |")


def section(title: str, *parts: str) -> str:
    """Return a section: its heading, then prose and tables."""
    return "\n\n".join((f"## {title}", *parts))


def prose(text: str, indent: str = "") -> str:
    """Return a paragraph with lines of the usual length; code is not broken."""
    whole = _CODE.sub(lambda span: span[0].replace(" ", "\0"), text)
    lines = fill(
        whole, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return lines.replace("\0", " ")


def item(text: str) -> str:
    """Return an item of a list."""
    return prose(f"- {text}", "  ")


def code(text: str) -> str:
    return f"`{text}`"


def quoted(message: str) -> str:
    """Return a message as it can stand in a table, its end left out where it is long."""
    line = " ".join(message.split())
    short = line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
    return f"“{short}”".replace("|", "\\|").replace("<", "\\<").replace("*", "\\*")
