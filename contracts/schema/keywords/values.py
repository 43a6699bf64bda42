"""Keywords about one value: its type, its form, its size."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson

from ..findings import NONE, Findings, refused, shown, type_name
from ..walk import Schema
from .compiling import Check, Compiler, Maker, SchemaError


def _type(reader: Compiler, schema: Schema, partial: bool) -> Check:
    expected = schema["type"]
    numbers = expected == "number"

    def check(value: Any) -> Findings:
        name = type_name(value)
        if name == expected or (numbers and name == "integer"):
            return NONE
        return refused(value, expected)

    return check


def _const(reader: Compiler, schema: Schema, partial: bool) -> Check:
    expected = schema["const"]

    def check(value: Any) -> Findings:
        if _same(value, expected):
            return NONE
        (wrong,) = refused(value, shown(expected))
        return (replace(wrong, of_tag=True),)  # a constant is what tells variants apart

    return check


def _enum(reader: Compiler, schema: Schema, partial: bool) -> Check:
    values = schema["enum"]
    accepted = "one of " + ", ".join(json.dumps(value) for value in values)

    def check(value: Any) -> Findings:
        return NONE if any(_same(value, each) for each in values) else refused(value, accepted)

    return check


def _same(value: Any, other: Any) -> bool:
    return type_name(value) == type_name(other) and bool(value == other)


def _size(
    keyword: str, kind: type | tuple[type, ...], measure: Callable[[Any], float], *, most: bool
) -> Maker:
    def make(reader: Compiler, schema: Schema, partial: bool) -> Check:
        limit = schema[keyword]
        accepted = f"{keyword} {limit}"

        def check(value: Any) -> Findings:
            if not isinstance(value, kind) or isinstance(value, bool):
                return NONE
            size = measure(value)
            return NONE if (size <= limit if most else size >= limit) else refused(value, accepted)

        return check

    return make


def _pattern(reader: Compiler, schema: Schema, partial: bool) -> Check:
    # The patterns of the document use no class that depends on Unicode; `$` is the very end.
    found_in = re.compile(schema["pattern"].replace("$", r"\Z"), re.A).search
    accepted = f"a string that matches {schema['pattern']}"

    def check(value: Any) -> Findings:
        if not isinstance(value, str) or found_in(value):
            return NONE
        return refused(value, accepted)

    return check


def _content(reader: Compiler, schema: Schema, partial: bool) -> Check:
    if schema["contentMediaType"] != "application/json":
        raise SchemaError(f"no reader for the content of {schema['contentMediaType']}")
    inner = reader.compiled(schema["contentSchema"])

    def check(value: Any) -> Findings:
        if not isinstance(value, str):
            return NONE
        try:
            return inner(orjson.loads(value))
        except ValueError as error:
            return refused(value, f"JSON ({error})")

    return check


KEYWORDS: dict[str, Maker] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "minItems": _size("minItems", list, len, most=False),
    "maxItems": _size("maxItems", list, len, most=True),
    "minLength": _size("minLength", str, len, most=False),
    "maxLength": _size("maxLength", str, len, most=True),
    "maxProperties": _size("maxProperties", dict, len, most=True),
    "minimum": _size("minimum", (int, float), float, most=False),
    "pattern": _pattern,
    "contentMediaType": _content,
}
