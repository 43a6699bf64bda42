"""Google's reader of JSON: strict texts, and single quotes and trailing commas besides.

docs/wire/errors-auth-siblings.md 2 has the leniency and the words of its refusals.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import orjson

from fake_gemini.errors import InvalidRequest
from fake_gemini.wire.json import MAX_DEPTH

_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:
        (?P<mark>[{}\[\],:])
      | (?P<plain>(?:true|false|null|-?[0-9][0-9.eE+-]*+)(?![A-Za-z0-9_]))
      | (?P<double>"(?:[^"\\]++|\\.)*+")
      | (?P<single>'(?:[^'\\]++|\\.)*+')
      | (?P<end>\Z)
    )""",
    re.A | re.S | re.X,
)
_REQUOTED = re.compile(r"\\.|\"", re.S)

# A text may have so many bytes: the reader is slow, and nobody writes long ones by hand.
MAX_LENIENT = 256 * 1024

# Characters of the text that a refusal shows on each side of the place.
_CONTEXT = 20


def read_lenient(raw: bytes) -> Any:
    """Return the value of a JSON text, or raise `InvalidRequest` with Google's complaint."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise InvalidRequest("Invalid JSON payload received. The text is not UTF-8.") from None
    return _Reader(text).whole()


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._next = 0
        self._kind: str | None = None
        self._token = ""
        self._advance()

    def whole(self) -> Any:
        value = self._value(0)
        if self._kind != "end":
            self._refuse("Parsing terminated before end of input.")
        return value

    def _value(self, depth: int) -> Any:
        if depth > MAX_DEPTH:
            self._refuse(f"Nested deeper than {MAX_DEPTH}.")
        if self._token == "{":
            return self._object(depth)
        if self._token == "[":
            return self._array(depth)
        if self._kind in ("plain", "single", "double"):
            return self._scalar()
        self._refuse("Expected a value." if self._kind != "end" else "Unexpected end of string.")

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self._advance()
        while self._token != "}":
            if self._kind not in ("single", "double"):
                self._refuse("Expected an object key or }.")
            key = self._scalar()
            if self._token != ":":
                self._refuse("Expected : between key:value pair.")
            self._advance()
            found[key] = self._value(depth + 1)
            self._comma("}", "Expected , or } after key:value pair.")
        self._advance()
        return found

    def _array(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self._advance()
        while self._token != "]":
            found.append(self._value(depth + 1))
            self._comma("]", "Expected , or ] after array value.")
        self._advance()
        return found

    def _comma(self, end: str, complaint: str) -> None:
        if self._token == ",":
            self._advance()
        elif self._token != end:
            self._refuse(complaint)

    def _scalar(self) -> Any:
        token = self._token
        if self._kind == "single":
            token = f'"{_REQUOTED.sub(_requoted, token[1:-1])}"'
        try:
            value = orjson.loads(token)
        except orjson.JSONDecodeError:
            self._refuse("Unexpected token.")
        self._advance()
        return value

    def _advance(self) -> None:
        match = _TOKEN.match(self._text, self._next)
        if match is None:
            self._at = self._next
            self._refuse("Unexpected token.")
        self._kind = match.lastgroup
        self._token = match[self._kind or 0]
        self._at = match.start(self._kind or 0)
        self._next = match.end()

    def _refuse(self, complaint: str) -> NoReturn:
        before = self._text[max(0, self._at - _CONTEXT) : self._at]
        after = self._text[self._at : self._at + _CONTEXT]
        excerpt = re.sub(r"[\x00-\x1f]", " ", before + after)
        raise InvalidRequest(
            f"Invalid JSON payload received. {complaint}\n{excerpt}\n{' ' * len(before)}^"
        )


def _requoted(match: re.Match[str]) -> str:
    """One piece of a single-quoted string as it is spelled between double quotes."""
    return {"\\'": "'", '"': '\\"'}.get(match[0], match[0])
