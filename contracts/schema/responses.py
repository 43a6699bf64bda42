"""Holds an answer to what an operation says of it: status, headers, type and body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from . import frames
from .findings import NONE, Findings, refused, violation
from .keywords.compiling import Check, below
from .reader import Reader

JSON, EVENTS, TEXT, ANY = "application/json", "text/event-stream", "text/plain", "*/*"


@dataclass(frozen=True, slots=True)
class Response:
    """What may come with one HTTP status; types map to the check of what such a body holds."""

    types: Mapping[str, Check | None]
    headers: Mapping[str, tuple[bool, Check]]
    may_be_empty: bool
    is_error: bool

    def found_in(
        self, content_type: str | None, body: bytes, headers: Mapping[str, str] | None
    ) -> Findings:
        found = NONE if headers is None else self._in_headers(headers)
        if not body:
            return found if self.may_be_empty or not self.types else found + self._lacking()
        media = (content_type or "").partition(";")[0].strip().lower()
        if media in self.types:
            return found + self._in_body(media, body)
        if ANY in self.types:
            return found
        return found + violation(
            f"found {content_type or 'none'}; accepted: {', '.join(self.types) or 'none'}",
            "headers.content-type",
        )

    def _lacking(self) -> Findings:
        return violation(f"found an empty body; accepted: {', '.join(self.types)}", "$")

    def _in_body(self, media: str, body: bytes) -> Findings:
        check = self.types[media]
        if check is None:
            return NONE
        try:
            if media == TEXT:
                return below(check(body.decode("utf-8")), "$")
            if media == EVENTS and not self.is_error:
                return _in_events(check, body)
            return below(check(orjson.loads(body)), "$")
        except ValueError as error:  # JSONDecodeError and UnicodeDecodeError are
            return violation(f"found no {media}: {error}", "$")

    def _in_headers(self, headers: Mapping[str, str]) -> Findings:
        sent = {name.lower(): value for name, value in headers.items()}
        found = NONE
        for name, (required, check) in self.headers.items():
            place = f"headers.{name.lower()}"
            if name.lower() in sent:
                found += below(check(sent[name.lower()]), place)
            elif required:
                found += violation("is missing, and required", place)
        return found


def response(definition: Mapping[str, Any], status: str, reader: Reader) -> Response:
    """From a response object."""
    content = definition.get("content", {})
    types = {
        media: reader.compiled(each["schema"]) if "schema" in each else None
        for media, each in content.items()
    }
    headers = {
        name: (each.get("required", False), reader.compiled(each["schema"]))
        for name, each in definition.get("headers", {}).items()
    }
    may_be_empty = definition.get("x-may-be-empty", False)
    return Response(types, headers, may_be_empty, is_error=status >= "4")


def _in_events(check: Check, body: bytes) -> Findings:
    events, found = frames.split(body)
    for position, event in enumerate(events):
        found += below(check(event), f"events[{position}]")
    return found


def of_parameter(check: Check, schema: Mapping[str, Any], value: str) -> Findings:
    """A query parameter is text; one that is a number or a boolean is read as such."""
    try:
        read = orjson.loads(value) if schema.get("type") in ("integer", "boolean") else value
    except ValueError:
        return refused(value, str(schema["type"]))
    return check(read)
