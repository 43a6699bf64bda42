"""A union like another one, for a place where some of its variants have more or fewer fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .amend import amended
from .walk import REF, Schema, referred, rewritten

SOURCE = "derive"


def derived(
    name: str, entry: Mapping[str, Any], schemas: Mapping[str, Schema], *, narrowing: bool = True
) -> dict[str, Schema]:
    """The union `name`, and those variants that differ from the source's.

    `entry` names the source under `derive`, amendments of variants under `members`, and under
    `optional` fields that no variant needs. A variant that differs is called after both: the
    ThoughtStep of a GivenStep, derived from Step, is a GivenThoughtStep.
    """
    source = schemas[entry[SOURCE]]
    prefix = name.removesuffix(entry[SOURCE])
    variants = [str(referred(each)) for each in source["oneOf"]]
    changed = {each: _changed(schemas[each], each, entry, narrowing) for each in variants}
    own = {each: schema for each, schema in changed.items() if schema != schemas[each]}
    union = _renamed(source, {REF + each: REF + prefix + each for each in own})
    made = {name: union | {"x-facts": entry["facts"]}}
    return made | {prefix + each: schema for each, schema in own.items()}


def _changed(schema: Schema, name: str, entry: Mapping[str, Any], narrowing: bool) -> Schema:
    amendments = entry.get("members", {}).get(name, ())
    made = amended(schema, amendments, narrowing=narrowing)
    optional = entry.get("optional", ()) if narrowing else ()
    if not set(optional) & set(made.get("required", ())):
        return made
    needed = [field for field in made["required"] if field not in optional]
    return made | {"required": needed, "x-facts": entry["facts"]}


def _renamed(union: Schema, names: Mapping[str, str]) -> Schema:
    def change(schema: Schema) -> Schema:
        if "$ref" in schema:
            return schema | {"$ref": names.get(schema["$ref"], schema["$ref"])}
        by_tag = schema["discriminator"]["mapping"].items()
        tags = {tag: names.get(target, target) for tag, target in by_tag}
        return schema | {"discriminator": schema["discriminator"] | {"mapping": tags}}

    return rewritten(union, change)
