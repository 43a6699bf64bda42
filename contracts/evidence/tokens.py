"""What is another value each time, as a numbered token: equal values get the same one everywhere.

So two recordings can be compared value by value, and it stays visible which values belong together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# The kind of token by the name of the field.
_KINDS: Mapping[str, str] = {
    "id": "id",
    "interaction_id": "id",
    "previous_interaction_id": "id",
    "call_id": "id",
    "event_id": "event",
    "signature": "signature",
    "continuation_token": "continuation",
    "text": "words",
    "arguments": "words",
    "data": "data",
    "nextPageToken": "page",
}
# The two times that are equal when nothing took time.
_TIMES = ("created", "updated")
# Kinds whose tokens say which things are the same.
REFERENCES = ("id", "file", "time")

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", re.A)
_HOST = re.compile(r"https?://[^/\s]+")
_FILE = re.compile(r"\bfiles/([a-z0-9][a-z0-9-]*)", re.A)
_UPLOAD = re.compile(r"(?<=upload_id=)[^&\s]+")
# Tokens that a model used, and tokens that it could: nobody promises the number.
_UNCOUNTED = re.compile(r"tokens$", re.I)

UNCOUNTED = "<number>"
# What kind a token is of, without its number.
_NUMBERED = re.compile(r"<(\w+):\d+>", re.A)


class Tokens:
    """Numbers for one recording; `model` is the one that was asked, which is a token as well."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._known: dict[tuple[str, str], str] = {}
        self._count: dict[str, int] = {}

    def normal(self, value: Any, name: str = "") -> Any:
        """Return a JSON value with tokens; `name` is that of the field which holds it."""
        if isinstance(value, dict):
            return {key: self.normal(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [self.normal(item, name) for item in value]
        if isinstance(value, str):
            return self._text(value, name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return UNCOUNTED if is_number and _UNCOUNTED.search(name) else value

    def _text(self, text: str, name: str) -> str:
        if not text:
            return text
        if _TIME.fullmatch(text):
            return self._token("time" if name in _TIMES else "moment", text)
        if name in _KINDS:
            return self._token(_KINDS[name], text)
        if self._model:
            text = re.sub(rf"\b{re.escape(self._model)}(?![\w.-])", "<model>", text)
        if name == "message":
            return self._with_known(text)
        text = _HOST.sub("<host>", text)
        text = _UPLOAD.sub(lambda match: self._token("upload", match[0]), text)
        return _FILE.sub(lambda match: f"files/{self._token('file', match[1])}", text)

    def _with_known(self, text: str) -> str:
        """A message with tokens for the ids that it repeats."""
        for (kind, known), token in self._known.items():
            if kind in ("id", "file"):
                text = text.replace(known, token)
        return text

    def _token(self, kind: str, text: str) -> str:
        known = self._known.get((kind, text))
        if known is None:
            self._count[kind] = self._count.get(kind, 0) + 1
            known = self._known[kind, text] = f"<{kind}:{self._count[kind]}>"
        return known


def kind_of(value: object) -> str:
    """Return the kind of the token in a value, "" where there is none."""
    match = _NUMBERED.search(value) if isinstance(value, str) else None
    return match[1] if match else ""


def without_numbers(text: str) -> str:
    """Return a text with tokens as the form that it has: `files/<file:3>` is `files/<file>`."""
    return _NUMBERED.sub(r"<\1>", text)
