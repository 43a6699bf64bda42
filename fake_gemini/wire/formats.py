"""`response_format`: free text, or JSON by a schema (docs/wire/interactions.md 2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_gemini.errors import InvalidInput, NotImitated
from fake_gemini.turn import Json
from fake_gemini.wire.checks import discriminated, one_of, refuse_unknown_keys

# As a real refusal lists them.
_TYPES = (
    "audio",
    "text",
    "number",
    "integer",
    "object",
    "image",
    "array",
    "video",
    "string",
    "boolean",
)
_MEDIA = frozenset({"audio", "image", "video"})
_MIME_TYPES = ("application/json", "text/plain")


@dataclass(frozen=True, slots=True)
class Structure:
    """The answer is JSON: by `schema` as it was sent, any where that is None.

    `path` is where the schema stands in the body.
    """

    schema: Any
    path: str


def read_format(formats: Any, mime_type: str | None) -> Structure | None:
    """Return how the text is structured, None for free text, or raise the documented refusal.

    `mime_type` is the deprecated `response_mime_type`, which goes with the older form of a format.
    """
    if mime_type is not None:
        one_of(mime_type, _MIME_TYPES, "response_mime_type", "")
    structure = _read_formats(formats)
    if mime_type == "application/json":
        return structure or Structure(None, "response_format")
    if mime_type is not None and structure is not None:
        hint = "A schema needs 'application/json'."
        raise InvalidInput("response_mime_type", hint=hint)
    return structure


def _read_formats(formats: Any) -> Structure | None:
    if formats is None:
        return None
    listed = formats if isinstance(formats, list) else [formats]
    places = [f"response_format[{at}]" for at in range(len(listed))]
    found = [
        _read(item, place if isinstance(formats, list) else "response_format")
        for item, place in zip(listed, places, strict=True)
    ]
    if len(found) > 1:
        raise InvalidInput("response_format", hint="Only one format of text is accepted.")
    return found[0] if found else None


def _read(item: Any, path: str) -> Structure | None:
    kind = discriminated(item, _TYPES, path)
    if kind in _MEDIA:
        raise NotImitated(f"response_format of type {kind}")
    # The other types are those of JSON Schema: the older form is a schema by itself.
    return _text(item, path) if kind == "text" else Structure(item, path)


def _text(item: Json, path: str) -> Structure | None:
    refuse_unknown_keys(item, ("type", "mime_type", "schema"), path)
    mime_type, schema = item.get("mime_type"), item.get("schema")
    if mime_type is not None:
        one_of(mime_type, _MIME_TYPES, "mime_type", path)
    if mime_type == "application/json":
        return Structure(schema, f"{path}.schema")
    if schema is not None:
        raise InvalidInput(f"{path}.schema", hint="It needs 'mime_type': 'application/json'.")
    return None
