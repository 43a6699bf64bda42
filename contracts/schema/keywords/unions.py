"""Keywords that join schemas: alternatives, conditions, open enums."""

from __future__ import annotations

import json
from typing import Any

from ..findings import NONE, Finding, Findings, Kind, refused, shown, step_to, violation
from ..walk import Schema
from .compiling import Check, Compiler, Maker, all_of, valid


def _all_of(reader: Compiler, schema: Schema, partial: bool) -> Check:
    return all_of([reader.compiled(each, partial=True) for each in schema["allOf"]])


def _not(reader: Compiler, schema: Schema, partial: bool) -> Check:
    inner = reader.compiled(schema["not"], partial=True)
    accepted = f"anything but {json.dumps(schema['not'])}"
    return lambda value: refused(value, accepted) if valid(inner(value)) else NONE


def _if(reader: Compiler, schema: Schema, partial: bool) -> Check:
    condition = reader.compiled(schema["if"], partial=True)
    then = reader.compiled(schema.get("then", True), partial=True)
    otherwise = reader.compiled(schema.get("else", True), partial=True)

    def check(value: Any) -> Findings:
        return then(value) if valid(condition(value)) else otherwise(value)

    return check


def _any_of(reader: Compiler, schema: Schema, partial: bool) -> Check:
    if schema.get("x-open"):
        return _open_enum(schema)
    branches = [reader.compiled(each, partial=partial) for each in schema["anyOf"]]
    return _best(branches, exactly_one=False)


def _one_of(reader: Compiler, schema: Schema, partial: bool) -> Check:
    if "discriminator" in schema:
        return _discriminated(reader, schema["discriminator"], partial)
    branches = [reader.compiled(each, partial=partial) for each in schema["oneOf"]]
    return _best(branches, exactly_one=True)


def _open_enum(schema: Schema) -> Check:
    known = schema["anyOf"][0]["enum"]
    listed = ", ".join(json.dumps(value) for value in known)

    def check(value: Any) -> Findings:
        if not isinstance(value, str):
            return refused(value, f"one of {listed}, or another string")
        message = f"a value that the document does not know: {shown(value)}; known: {listed}"
        return NONE if value in known else (Finding("", message, Kind.ADDITIVE),)

    return check


def _best(branches: list[Check], *, exactly_one: bool) -> Check:
    """The branch that fits best: one without a violation, else the one that comes closest."""

    def check(value: Any) -> Findings:
        results = [branch(value) for branch in branches]
        fitting = [found for found in results if valid(found)]
        if exactly_one and len(fitting) > 1:
            return violation(f"found {shown(value)}, which {len(fitting)} alternatives accept")
        return min(fitting or results, key=_distance)

    return check


def _distance(findings: Findings) -> tuple[int, int]:
    """Another type is farther away than another variant, and that than wrong fields of the same."""
    wrong = [finding for finding in findings if finding.is_violation]
    farthest = max((2 if not each.path else int(each.of_tag) for each in wrong), default=0)
    return farthest, len(findings)


def _discriminated(reader: Compiler, discriminator: Schema, partial: bool) -> Check:
    key = discriminator["propertyName"]
    inner = {
        tag: reader.compiled({"$ref": target}, partial=partial)
        for tag, target in discriminator["mapping"].items()
    }
    accepted = "one of " + ", ".join(json.dumps(tag) for tag in inner)

    def check(value: Any) -> Findings:
        if not isinstance(value, dict):
            return refused(value, f"object with {key} {accepted}")
        if key not in value:
            return _of_tag(f"is missing; accepted: {accepted}", key)
        tag = value[key]
        if not isinstance(tag, str) or tag not in inner:
            return _of_tag(f"found {shown(tag)}; accepted: {accepted}", key)
        return inner[tag](value)

    return check


def _of_tag(message: str, key: str) -> Findings:
    return (Finding(step_to(key), message, of_tag=True),)


KEYWORDS: dict[str, Maker] = {
    "anyOf": _any_of,
    "oneOf": _one_of,
    "allOf": _all_of,
    "not": _not,
    "if": _if,
}
