"""The names that docs/wire lists, read from its facts."""

from __future__ import annotations

import re
from functools import cache

from contracts.facts import read_facts

_CODE = re.compile(r"`([^`]+)`")


@cache
def _texts() -> dict[str, str]:
    return {fact.id: fact.text for fact in read_facts().facts}


def tools() -> tuple[str, ...]:
    """Return the tools that a real refusal lists (docs/wire/interactions.md 2.6)."""
    listed = _CODE.search(_texts()["I-2.6-12"])
    assert listed is not None, "I-2.6-12 lists the tools of a real refusal"
    return tuple(listed[1].split(", "))


def format_types() -> tuple[str, ...]:
    """Return the types of `response_format` that a real refusal lists (2.7)."""
    return tuple(re.findall(r"'([a-z]+)'", _texts()["I-2.7-8"].split("exactly")[1]))


def agents() -> tuple[str, ...]:
    """Return the agents of docs/wire/interactions.md 2.2."""
    return _names("I-2.2-3", "deep-research-", "antigravity-")


def models() -> tuple[str, ...]:
    """Return the models that only samples have (docs/wire/interactions.md 2.2)."""
    return _names("I-2.2-2", "gemini-")


def _names(fact: str, *beginnings: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z][a-z0-9.-]*[a-z0-9]", _texts()[fact])
    return tuple(word for word in words if word.startswith(beginnings))


def operations() -> tuple[tuple[str, str], ...]:
    """Return (method, path) of the operations of the three documents, as they are written."""
    tables = [text for id, text in _texts().items() if re.fullmatch(r"I-1\.1-[1-4]|F-1-[1-7]", id)]
    models = [_texts()[id] for id in ("E-8.1-1", "E-8.1-4", "E-8.2-1")]
    listed = (re.search(r"`([A-Z]+) (/[^`?]+)", text) for text in (*tables, *models))
    return tuple((found[1], found[2]) for found in listed if found)


def get_query() -> tuple[str, ...]:
    """Return what the query of a GET of an interaction may hold (docs/wire/interactions.md 1.1)."""
    query = _texts()["I-1.1-2"].split(" | ")[2]
    return tuple(_CODE.findall(query))


def error_codes() -> tuple[str, ...]:
    """Return the codes of docs/wire/interactions.md 7.2."""
    rows = (text for id, text in _texts().items() if id.startswith("I-7.2-"))
    listed = (words for row in rows for words in _CODE.findall(row.split(" Open: ")[0]))
    return tuple(code for words in listed for code in words.split())


def error_statuses() -> tuple[str, ...]:
    """Return the statuses of docs/wire/errors-auth-siblings.md 1.1."""
    rows = (text for id, text in _texts().items() if id.startswith("E-1.1-"))
    return tuple(status for row in rows for status in re.findall(r"`([A-Z_]+)`", row))


def reply_headers() -> tuple[str, ...]:
    """Return the headers of docs/wire/errors-auth-siblings.md 5, in lower case."""
    rows = (text for id, text in _texts().items() if re.fullmatch(r"E-5-\d", id))
    more = (text for id, text in _texts().items() if re.fullmatch(r"E-5-1[0-4]", id))
    names = (re.findall(r"`([A-Za-z-]+)", row.split(" | ")[0]) for row in (*rows, *more))
    return tuple(dict.fromkeys(name.lower() for listed in names for name in listed))
