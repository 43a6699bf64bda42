"""An OpenAPI document that somebody else wrote, in our dialect: 3.0 or 3.1, with vendor extensions.

- `nullable` and null branches go, as with the SDK's types: nothing on the wire is null.
- An enum lists what is known, so it is open, unless it has one value: that is a constant.
- Words and extensions (`description`, `x-google-*`, ...) go.
- `allOf` around one reference, which 3.0 needs to say something beside it, is that reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..schema.walk import Schema, rewritten

_OPEN = "x-open"
_WORDS = ("description", "title", "default", "example", "examples", "nullable", "readOnly")


class NoDocumentError(Exception):
    """What was read is no OpenAPI document."""


def normal(document: Any) -> dict[str, Any]:
    """`paths` and named `schemas`, `parameters`, `responses` and `requestBodies`."""
    if not isinstance(document, Mapping) or not isinstance(document.get("paths"), Mapping):
        raise NoDocumentError("it has no `paths`")
    version = str(document.get("openapi", ""))
    if not version.startswith("3."):
        raise NoDocumentError(f"it says `openapi: {version}`; 3.0 and 3.1 are read")
    if lost := sorted(set(_lost(document, document))):
        raise NoDocumentError(f"{lost[0]} leads nowhere in it")
    named = document.get("components", {})
    schemas = {name: normal_schema(each) for name, each in named.get("schemas", {}).items()}
    others = {key: named.get(key, {}) for key in ("parameters", "responses", "requestBodies")}
    return {"paths": document["paths"], "schemas": schemas, **others}


def normal_schema(schema: Any) -> Schema:
    return rewritten(schema, _normal) if isinstance(schema, dict) else {}


def _normal(schema: Schema) -> Schema:
    made = {key: value for key, value in schema.items() if not _says_nothing(key)}
    made = _without_null(made)
    parts = made.get("allOf", ())
    if len(parts) == 1 and "properties" not in made:
        rest = {key: value for key, value in made.items() if key != "allOf"}
        made = {**parts[0], **rest}
    return _opened(made)


def _lost(value: Any, document: Mapping[str, Any]) -> Iterator[str]:
    """References to what is not a component of the document."""
    if isinstance(value, list):
        for each in value:
            yield from _lost(each, document)
    elif isinstance(value, Mapping):
        target = value.get("$ref", "")
        if isinstance(target, str) and target and not _leads_somewhere(target, document):
            yield target
        for each in value.values():
            yield from _lost(each, document)


def _leads_somewhere(target: str, document: Mapping[str, Any]) -> bool:
    match target.split("/"):
        case ["#", "components", kind, name]:
            return name in document.get("components", {}).get(kind, {})
    return False


def _says_nothing(key: str) -> bool:
    return key in _WORDS or (key.startswith("x-") and key != _OPEN)


def _without_null(schema: Schema) -> Schema:
    made = dict(schema)
    if isinstance(made.get("type"), list):
        types = [name for name in made.pop("type") if name != "null"]
        if len(types) == 1:
            made["type"] = types[0]
        else:
            made["anyOf"] = [{"type": name} for name in types]
    for key in ("anyOf", "oneOf"):
        if key in made:
            left = [each for each in made[key] if each.get("type") != "null"]
            made[key] = left
            if len(left) == 1:
                del made[key]
                made = {**left[0], **made}
    return made


def _opened(schema: Schema) -> Schema:
    if schema.get(_OPEN):
        return _open_again(schema)
    values = [each for each in schema.get("enum", ()) if each is not None]
    if schema.get("type", "string") != "string" or len(values) < 2:
        return schema
    beside = {key: value for key, value in schema.items() if key not in ("enum", "type")}
    known = {"type": "string", "enum": values}
    return {**beside, "anyOf": [known, {"type": "string"}], _OPEN: True}


def _open_again(schema: Schema) -> Schema:
    """Our own open enum, in which the list of values was just opened as well."""
    known = (schema.get("anyOf") or [{}])[0]
    if known.get(_OPEN):
        known = known["anyOf"][0]
    if "enum" not in known:
        return {key: value for key, value in schema.items() if key != _OPEN}
    return {**schema, "anyOf": [known, {"type": "string"}]}
