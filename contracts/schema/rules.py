"""From the raw schema of the SDK's types to what travels: the rules, in the order they apply.

1. Words go: descriptions, titles, defaults.
2. `null` goes: the SDK's None means "left out", and nothing that was recorded is null.
3. Unions get names: the `UnknownX` beside the variants of a union says that it is called X.
4. Unions tell their variants apart by the constant that each has under the same key.
5. Enums beside "any string" are open: `x-open`.
6. Constants are required: pydantic gives them a default, the wire has no defaults.
7. Objects with known fields say nothing about others; `additionalProperties` is for free maps.
8. What only the SDK adds goes (`SDK_ONLY`, docs/wire/interactions.md I-3.1-21).

Each is a function of its own, tested on its own. Only rule 8 knows names of the API, and rule 4 the
keys under which to look (`TAGS`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .walk import REF, Schema, ref, referred, rewritten

Schemas = dict[str, Schema]
Rule = Callable[[Schemas], Schemas]

SDK_ONLY = {
    "Interaction": (
        "continuation_ids",
        "output_audio",
        "output_image",
        "output_text",
        "output_video",
    )
}
_WORDS = ("description", "title", "default")
_UNKNOWN = "Unknown"
TAGS = ("type", "event_type")


def without_words(schemas: Schemas) -> Schemas:
    def change(schema: Schema) -> Schema:
        return {key: value for key, value in schema.items() if key not in _WORDS}

    return _each(schemas, change)


def without_null(schemas: Schemas) -> Schemas:
    def change(schema: Schema) -> Schema:
        if not any(each.get("type") == "null" for each in schema.get("anyOf", ())):
            return schema
        left = [each for each in schema["anyOf"] if each.get("type") != "null"]
        beside = {key: value for key, value in schema.items() if key != "anyOf"}
        return {**left[0], **beside} if len(left) == 1 else {**beside, "anyOf": left}

    return _each(schemas, change)


def with_named_unions(schemas: Schemas) -> Schemas:
    """Each union with an `UnknownX` becomes the schema X, and the `Unknown*` schemas go."""
    unions: Schemas = {}

    def change(schema: Schema) -> Schema:
        name = _union_name(schema)
        if name is None:
            return schema
        unknown, variants = _UNKNOWN + name, schema["anyOf"]
        members = [each for each in variants if referred(each) != unknown and _tag(each, schemas)]
        union = {"anyOf": members}
        if unions.setdefault(name, union) != union:
            raise ValueError(f"{name} has different variants in different places")
        others = [each for each in variants if "$ref" not in each or not _tag(each, schemas)]
        return {"anyOf": [ref(name), *others]} if others else ref(name)

    known = {name: each for name, each in schemas.items() if not name.startswith(_UNKNOWN)}
    changed = _each(known, change)
    return changed | unions


def with_discriminators(schemas: Schemas) -> Schemas:
    def change(schema: Schema) -> Schema:
        members: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or []
        tags = [_tag(each, schemas) for each in members]
        keys = {tag[0] for tag in tags if tag}
        if len(members) < 2 or not all(tags) or len(keys) != 1:
            return schema
        targets = [each["$ref"] for each in members]
        pairs = sorted((tag[1], to) for tag, to in zip(tags, targets, strict=True) if tag)
        union = {"propertyName": keys.pop(), "mapping": dict(pairs)}
        return {"oneOf": [{"$ref": target} for _, target in pairs], "discriminator": union}

    return _each(schemas, change)


def with_open_enums(schemas: Schemas) -> Schemas:
    def change(schema: Schema) -> Schema:
        members = schema.get("anyOf", [])
        listed = [each for each in members if _is_listed(each)]
        if len(listed) != 1 or {"type": "string"} not in members:
            return schema
        values = listed[0].get("enum") or [listed[0]["const"]]
        enum = {"anyOf": [{"type": "string", "enum": values}, {"type": "string"}], "x-open": True}
        others = [each for each in members if each not in (listed[0], {"type": "string"})]
        beside = {key: value for key, value in schema.items() if key != "anyOf"}
        return {**beside, "anyOf": [*others, enum]} if others else {**beside, **enum}

    return _each(schemas, change)


def with_constants_required(schemas: Schemas) -> Schemas:
    def change(schema: Schema) -> Schema:
        fields = schema.get("properties", {})
        constants = {name for name, each in fields.items() if "const" in each}
        needed = sorted(constants | set(schema.get("required", ())))
        return {**schema, "required": needed} if needed else schema

    return _each(schemas, change)


def with_free_maps_only(schemas: Schemas) -> Schemas:
    def change(schema: Schema) -> Schema:
        fields = schema.get("properties")
        unwanted = "additionalProperties" if fields else "properties"
        return {key: value for key, value in schema.items() if key != unwanted}

    return _each(schemas, change)


def without_sdk_only(schemas: Schemas) -> Schemas:
    def kept(name: str, schema: Schema) -> Schema:
        gone = SDK_ONLY.get(name, ())
        fields = schema.get("properties", {})
        return {**schema, "properties": {k: v for k, v in fields.items() if k not in gone}}

    return schemas | {name: kept(name, schemas[name]) for name in SDK_ONLY if name in schemas}


RULES: tuple[Rule, ...] = (
    without_words,
    without_null,
    with_named_unions,
    with_discriminators,
    with_open_enums,
    with_constants_required,
    with_free_maps_only,
    without_sdk_only,
)


def applied(raw: dict[str, Any]) -> Schemas:
    """The schemas of `sdk.read_types()` after every rule, in the order of their names."""
    roots = {name: each for name, each in raw["roots"].items() if referred(each) != name}
    schemas: Schemas = _each(raw["schemas"] | roots, _at_home)
    for rule in RULES:
        schemas = rule(schemas)
    return {name: schemas[name] for name in sorted(schemas)}


def _at_home(schema: Schema) -> Schema:
    """Definitions live under `components` in OpenAPI."""
    name = referred(schema)
    return {**schema, "$ref": REF + name} if name else schema


def _each(schemas: Schemas, change: Callable[[Schema], Schema]) -> Schemas:
    return {name: rewritten(schema, change) for name, schema in schemas.items()}


def _union_name(schema: Schema) -> str | None:
    names = [referred(each) or "" for each in schema.get("anyOf", ())]
    return next((name.removeprefix(_UNKNOWN) for name in names if name.startswith(_UNKNOWN)), None)


def _is_listed(schema: Schema) -> bool:
    return schema.get("type") == "string" and ("enum" in schema or "const" in schema)


def _tag(schema: Schema, schemas: Schemas) -> tuple[str, str] | None:
    """Key and value of the constant that tells the variant apart."""
    fields = schemas.get(referred(schema) or "", {}).get("properties", {})
    found = [key for key in TAGS if "const" in fields.get(key, {})]
    return (found[0], fields[found[0]]["const"]) if found else None
