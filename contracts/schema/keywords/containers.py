"""Keywords about what is inside an object or an array."""

from __future__ import annotations

from typing import Any

from ..findings import NONE, Finding, Findings, Kind, shown, step_to, violation
from ..walk import Schema
from .compiling import Check, Compiler, Maker, below


def _properties(reader: Compiler, schema: Schema, partial: bool) -> Check:
    fields = {
        name: (step_to(name), reader.compiled(each, partial=partial))
        for name, each in schema["properties"].items()
    }
    reports = not partial and "additionalProperties" not in schema

    def check(value: Any) -> Findings:
        if not isinstance(value, dict):
            return NONE
        found = NONE
        for name, each in value.items():
            if name in fields:
                step, inner = fields[name]
                if more := inner(each):
                    found += below(more, step)
            elif reports:
                message = f"a field that the document does not know: {shown(each)}"
                found += (Finding(step_to(name), message, Kind.ADDITIVE),)
        return found

    return check


def _additional(reader: Compiler, schema: Schema, partial: bool) -> Check:
    known = schema.get("properties", {})
    rest = schema["additionalProperties"]
    accepted = ", ".join(known) or "none"
    inner = reader.compiled(rest, partial=partial)

    def check(value: Any) -> Findings:
        found = NONE
        for name, each in value.items() if isinstance(value, dict) else ():
            if name not in known:
                if rest is False:
                    message = f"found {shown(each)}; accepted fields: {accepted}"
                    found += violation(message, step_to(name))
                elif more := inner(each):
                    found += below(more, step_to(name))
        return found

    return check


def _required(reader: Compiler, schema: Schema, partial: bool) -> Check:
    names = schema["required"]

    def check(value: Any) -> Findings:
        if not isinstance(value, dict):
            return NONE
        message = "is missing, and required"
        missing = [name for name in names if name not in value]
        return tuple(Finding(step_to(name), message) for name in missing)

    return check


def _items(reader: Compiler, schema: Schema, partial: bool) -> Check:
    inner = reader.compiled(schema["items"], partial=partial)

    def check(value: Any) -> Findings:
        found = NONE
        for position, each in enumerate(value if isinstance(value, list) else ()):
            if more := inner(each):
                found += below(more, f"[{position}]")
        return found

    return check


KEYWORDS: dict[str, Maker] = {
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
}
