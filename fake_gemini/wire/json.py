"""JSON bytes in and out: strict reading, and the two ways the real API writes."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import Any

import orjson

from fake_gemini.errors import InvalidRequest

# Deeper than any request that means something, and well inside what can be written again.
MAX_DEPTH = 100

_CONTAINERS = (dict, list)
_INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE

# From here on not every whole number is a double.
_EXACT = 2.0**53


def read(raw: bytes) -> Any:
    """Return the value of a strict JSON text, or raise `InvalidRequest` saying what is wrong."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise InvalidRequest(f"Invalid JSON payload received. {_fault(raw, error)}") from None
    # Most bodies are flat, and quickly seen to be.
    if (b"[" in raw or raw.find(b"{", 1) > 0) and _is_too_deep(raw, value):
        raise InvalidRequest(f"Invalid JSON payload received. Nested deeper than {MAX_DEPTH}.")
    return value


def pretty(value: Any) -> bytes:
    """Two spaces and a final newline, as replies are sent (docs/wire/interactions.md 12)."""
    return orjson.dumps(value, option=_INDENTED)


def compact(value: Any) -> bytes:
    """One line, as event data is sent; the buffer holds no more than the text."""
    # orjson keeps its work buffer alive behind the result (8 kB for the smallest text).
    return bytes(memoryview(orjson.dumps(value)))


def canonical(value: Any) -> bytes:
    """One spelling for equal values: compact, keys sorted."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def writable(value: Any) -> bool:
    """Say whether a value can be written: numbers may have 64 bits, and no more."""
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError:
        return False
    return True


def plain(value: Any) -> Any:
    """Return a value as every client spells it: no nulls, and no fraction in a whole number.

    Python writes 1.0 where JavaScript writes 1.
    """
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value


def plainly(value: Any) -> bytes:
    """Return the canonical spelling of what `plain` makes of a value."""
    spelled = canonical(value)
    # Long values are mostly plain already, and quickly seen to be.
    return canonical(plain(value)) if b"null" in spelled or b".0" in spelled else spelled


def _fault(raw: bytes, error: orjson.JSONDecodeError) -> str:
    """Say what is wrong; not in the parser's own words, which change with its versions."""
    if raw.startswith(BOM_UTF8):
        return "It begins with a byte order mark, which JSON has none of."
    try:
        raw.decode()
    except UnicodeDecodeError as undecoded:
        return f"It is no UTF-8 at byte {undecoded.start}."
    place = f"line {error.lineno}, column {error.colno}"
    begun = raw[: error.pos]
    # The parser gives up as well; brackets may stand in a text, so it is not certain.
    depth = sum(map(begun.count, (b"[", b"{"))) - sum(map(begun.count, (b"]", b"}")))
    deep = f", or nested deeper than {MAX_DEPTH}" if depth > MAX_DEPTH else ""
    return f"It is no JSON at {place}{deep}."


def _is_too_deep(raw: bytes, value: Any) -> bool:
    return raw.count(b"[") + raw.count(b"{") > MAX_DEPTH and _deeper_than(value, MAX_DEPTH)


def _deeper_than(value: Any, limit: int) -> bool:
    # In one expression, because bodies of some megabytes are walked here, too.
    level = [value] if type(value) in _CONTAINERS else []
    for _ in range(limit):
        if not level:
            return False
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) in _CONTAINERS
        ]
    return bool(level)
