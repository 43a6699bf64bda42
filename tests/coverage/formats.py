"""The formats that a reply can be asked for, and the subset of JSON Schema."""

from __future__ import annotations

import json
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]

from fake_gemini.schemas.formats import FORMATS
from tests.api import Json
from tests.coverage import facts, sdk
from tests.coverage.asking import adds, answer, creates, says
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, Shows, rows
from tests.coverage.tables import code, prose, section, table

_JSON = {"type": "text", "mime_type": "application/json"}
_FREE = "free text, the default, or JSON"
_LISTED = "two formats in one list"
_META = "https://json-schema.org/draft/2020-12/"
_VOCABULARIES = (
    "meta/core meta/applicator meta/unevaluated meta/validation meta/meta-data"
    " meta/format-annotation meta/content schema"
)
# What only Google's dialect has.
_GOOGLES = ("nullable", "propertyOrdering")


def page(fakes: Fakes) -> str:
    types = (*facts.format_types(), _LISTED)
    text = sdk.fields_of(dict(sdk.format_types())["text"])
    return section(
        "response_format",
        table("type", rows(types, _TYPES, fakes)),
        table("field of type `text`", rows(text, _FIELDS, fakes)),
        _PROSE,
        table("keyword of JSON Schema", rows((*_keywords(), *_GOOGLES), _probes(), fakes)),
    )


def _keywords() -> set[str]:
    return {
        name
        for vocabulary in _VOCABULARIES.split()
        for name in REGISTRY.contents(_META + vocabulary).get("properties", ())
    }


_PROSE = prose(
    "The same subset holds for `parameters` of functions, where sizes of texts and objects,"
    " `uniqueItems` and `contains` refuse nothing. A keyword that is refused is a 400 that"
    " names its place, and so is a schema that nothing satisfies. Formats that are kept:"
    f" {', '.join(map(code, FORMATS))}; others say nothing. Patterns: characters, classes, groups,"
    " `|`, quantifiers, `^`, `$` and the usual escapes, lookahead at the beginning; no other"
    " lookaround and no back references."
)


def _asks(name: str, form: object, **more: Any) -> Probe:
    return adds(name, {"response_format": form}, **more)


def _older(kind: str) -> Probe:
    schema = {"type": kind}
    remark = "the older form: it is the JSON Schema itself"
    return _asks(kind, schema, shows=_valid(schema), remark=remark)


def _valid(schema: Json) -> Shows:
    """Whether the text is JSON that is valid against a schema."""
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

    def shows(reply: httpx.Response) -> bool:
        try:
            return validator.is_valid(json.loads(answer(reply)))
        except json.JSONDecodeError:
            return False

    return shows


_TYPES = (
    Probe("text", creates(response_format={"type": "text"}), shows=says("You said"), remark=_FREE),
    *(_asks(name, {"type": name}) for name in ("image", "audio", "video")),
    *map(_older, ("object", "array", "string", "number", "integer", "boolean")),
    _asks(_LISTED, [{"type": "text"}, {"type": "object"}], label=_LISTED),
)
_FIELDS = (
    _asks("mime_type", _JSON, shows=_valid({}), remark="without `schema` some JSON"),
    _asks(
        "schema",
        {**_JSON, "schema": {"const": 7}},
        shows=_valid({"const": 7}),
        remark="the text is valid against it, and filled from the input where it can be",
    ),
)

_ONE = {"type": "integer"}
_TWO = {"type": "object", "properties": {"a": _ONE, "b": _ONE}}
_LIST = {"type": "array", "items": _ONE}
_SIX = {"type": "array", "items": {"enum": [*range(6)]}, "minItems": 6}
# Without the keyword the reply is not valid against these.
_KEPT: Json = {
    "type": {"type": "null"},
    "const": {"const": 7},
    "enum": {"enum": [7, 8]},
    "multipleOf": {"type": "integer", "multipleOf": 1009},
    "maximum": {"type": "integer", "maximum": -5},
    "exclusiveMaximum": {"type": "integer", "exclusiveMaximum": -5},
    "minimum": {"type": "integer", "minimum": 100_000},
    "exclusiveMinimum": {"type": "integer", "exclusiveMinimum": 100_000},
    "maxLength": {"type": "string", "maxLength": 1},
    "minLength": {"type": "string", "minLength": 300},
    "pattern": {"type": "string", "pattern": "^[xyz]{9}$"},
    "format": {"type": "string", "format": "ipv4"},
    "maxItems": {**_LIST, "maxItems": 0},
    "minItems": {**_LIST, "minItems": 7},
    "uniqueItems": {**_SIX, "uniqueItems": True},
    "items": {"type": "array", "minItems": 2, "items": {"const": 7}},
    "prefixItems": {"type": "array", "minItems": 2, "prefixItems": [{"const": 7}, {"const": 8}]},
    "properties": {"type": "object", "required": ["a"], "properties": {"a": {"const": 7}}},
    "required": {**_TWO, "required": ["c"]},
    "additionalProperties": {
        "type": "object",
        "required": ["a"],
        "additionalProperties": {"const": 7},
    },
    "minProperties": {"type": "object", "minProperties": 3},
    "maxProperties": {**_TWO, "maxProperties": 1},
    "allOf": {"allOf": [{"const": 7}]},
    "anyOf": {"anyOf": [{"const": 7}]},
    "oneOf": {"oneOf": [{"const": 7}]},
    "$ref": {"$ref": "#/$defs/seven", "$defs": {"seven": {"const": 7}}},
    "$defs": {"$ref": "#/$defs/seven", "$defs": {"seven": {"const": 7}}},
    "definitions": {"$ref": "#/definitions/seven", "definitions": {"seven": {"const": 7}}},
}
# These are no rules, or none that a value here could break.
_SILENT: Json = {
    "title": "Seven",
    "description": "a number",
    "default": 7,
    "deprecated": True,
    "readOnly": True,
    "writeOnly": True,
    "examples": [7],
    "$comment": "seven",
    "$id": "https://example.com/seven",
    "$schema": f"{_META}schema",
    "$anchor": "seven",
    "$dynamicAnchor": "seven",
    "$recursiveAnchor": True,
    "$vocabulary": {},
    "contentEncoding": "base64",
    "contentMediaType": "text/plain",
    "contentSchema": {},
    "minContains": 1,
    "maxContains": 1,
}
_OUTSIDE: Json = {
    "not": {"const": 7},
    "if": {"const": 7},
    "then": {"const": 7},
    "else": {"const": 7},
    "patternProperties": {"^a": _ONE},
    "propertyNames": {"minLength": 2},
    "contains": _ONE,
    "dependentSchemas": {"a": _TWO},
    "dependentRequired": {"a": ["b"]},
    "dependencies": {"a": ["b"]},
    "unevaluatedItems": False,
    "unevaluatedProperties": False,
    "$dynamicRef": "#seven",
    "$recursiveRef": "#",
}


def _probes() -> list[Probe]:
    return [
        *(_kept(name, schema) for name, schema in _KEPT.items()),
        _schema("nullable", {"const": None, "nullable": True}, {"const": 7}, says("null")),
        _schema("propertyOrdering", {**_TWO, "propertyOrdering": ["b", "a"]}, _TWO, _b_first),
        *(_schema(name, {**_TWO, name: value}, _TWO) for name, value in _SILENT.items()),
        *(_schema(name, {**_TWO, name: value}, _TWO) for name, value in _OUTSIDE.items()),
    ]


def _kept(name: str, schema: Json) -> Probe:
    without = {key: value for key, value in schema.items() if key not in (name, "$ref")}
    return _schema(name, schema, without, _valid(schema))


def _schema(name: str, schema: Json, without: Json, shows: Shows | None = None) -> Probe:
    forms = [{**_JSON, "schema": asked} for asked in (schema, without)]
    with_, plain = (creates(response_format=form) for form in forms)
    return Probe(name, with_, plain, shows)


def _b_first(reply: httpx.Response) -> bool:
    return list(json.loads(answer(reply))) == ["b", "a"]
