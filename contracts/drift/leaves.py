"""A schema as the plain forms that a value may have, whatever unions and references make it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..schema.rules import TAGS
from ..schema.walk import Schema, referred

Schemas = Mapping[str, Schema]

ANYTHING = "anything"
_JOINED = ("type", "additionalProperties", "items", "format", "enum")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One form. `name` is that of its schema, `union` that of the innermost union with a name that
    it is a variant of, and `tag` what tells it apart there.
    """

    schema: Schema
    name: str | None = None
    union: str | None = None
    tag: str | None = None

    @property
    def type(self) -> str:
        """A JSON type, or ANYTHING."""
        if self.schema.get("x-open") or "enum" in self.schema or "const" in self.schema:
            return "string"
        implied = "object" if "properties" in self.schema else ANYTHING
        return str(self.schema.get("type", implied))

    @property
    def fields(self) -> dict[str, Any]:
        """What may be there; a field whose schema is `false` may not."""
        known = self.schema.get("properties", {})
        return {name: each for name, each in known.items() if each is not False}

    @property
    def required(self) -> set[str]:
        return set(self.schema.get("required", ()))


def leaves(schema: Any, schemas: Schemas) -> list[Leaf]:
    """All forms of a schema, which may be a boolean."""
    return list(_leaves(Leaf(schema if isinstance(schema, dict) else {}), schemas))


def _leaves(at: Leaf, schemas: Schemas) -> Iterator[Leaf]:
    if name := referred(at.schema):
        yield from _leaves(Leaf(schemas[name], name, at.union, at.tag), schemas)
        return
    schema = _merged(at.schema, schemas) if "allOf" in at.schema else at.schema
    variants = schema.get("oneOf") or schema.get("anyOf")
    if not variants or schema.get("x-open"):
        yield Leaf(schema, at.name, at.union, at.tag or _tag(schema))
        return
    tags = _tags(schema)
    for each in variants:
        tag = tags.get(each.get("$ref", ""), at.tag)
        yield from _leaves(Leaf(each, None, at.name or at.union, tag), schemas)


def _merged(schema: Schema, schemas: Schemas) -> Schema:
    """`allOf` as one object: all their fields, but none of the conditions between them."""
    made = {key: value for key, value in schema.items() if key != "allOf"}
    for each in schema["allOf"]:
        part = schemas[target] if (target := referred(each)) else each
        part = _merged(part, schemas) if "allOf" in part else part
        fields = {**part.get("properties", {}), **made.get("properties", {})}
        needed = {*part.get("required", ()), *made.get("required", ())}
        made = {**{key: part[key] for key in _JOINED if key in part}, **made}
        made |= {"properties": fields} if fields else {}
        made |= {"required": sorted(needed)} if needed else {}
    return made


def _tags(union: Schema) -> dict[str, str]:
    mapping = union.get("discriminator", {}).get("mapping", {})
    return {target: tag for tag, target in mapping.items()}


def _tag(schema: Schema) -> str | None:
    """The constant that tells an object apart; in OpenAPI 3.0 an enum of one value is one."""
    fields = schema.get("properties", {})
    for each in (fields[key] for key in TAGS if isinstance(fields.get(key), dict)):
        if "const" in each:
            return str(each["const"])
        if len(each.get("enum", ())) == 1:
            return str(each["enum"][0])
    return None
