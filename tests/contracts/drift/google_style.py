"""A document as Google publishes it: OpenAPI 3.0, other names, extensions, words everywhere."""

from __future__ import annotations

import json
from typing import Any

from contracts.schema import assemble, extract
from contracts.schema.walk import Schema, rewritten

PREFIX = "Google"


def published() -> dict[str, Any]:
    """Our document without what only the facts know, told in that style: no difference in it."""
    types = extract.read(extract.kept(extract.BASE))
    ours = assemble.document(types, assemble.read_overlay(), narrowing=False)
    schemas = {
        PREFIX + name: rewritten(each, _in_style)
        for name, each in ours["components"]["schemas"].items()
    }
    paths = {
        path.replace("{version}", "v1beta").replace("{id}", "{interaction_id}"): _item(item)
        for path, item in ours["paths"].items()
        if "interactions" in path
    }
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Interactions", "version": "v1beta", "x-google-revision": "0"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return json.loads(  # type: ignore[no-any-return]
        json.dumps(document).replace("#/components/schemas/", f"#/components/schemas/{PREFIX}")
    )


def _item(item: dict[str, Any]) -> dict[str, Any]:
    return {key: _operation(it) for key, it in item.items() if key != "parameters"}


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    kept = {key: operation[key] for key in ("operationId", "requestBody") if key in operation}
    in_query = [it for it in operation.get("parameters", ()) if it.get("in") == "query"]
    answer = dict(operation["responses"]["200"])
    answer.pop("links", None)
    answer["content"] = {
        media: {"schema": rewritten(each["schema"], _in_style)}
        for media, each in answer["content"].items()
    }
    return kept | {
        "parameters": in_query,
        "responses": {"200": answer, "default": {"description": "An error."}},
        "x-google-auth": "key",
    }


def _in_style(schema: Schema) -> Schema:
    made = {key: value for key, value in schema.items() if key not in ("x-facts",)}
    if made.get("x-open"):
        values = made["anyOf"][0]["enum"]
        made = {"type": "string", "enum": values, "x-google-enum-descriptions": ["?"] * len(values)}
    if "const" in made:
        made = {"type": "string", "enum": [made["const"]]}
    if "$ref" in made:
        # 3.0 allows nothing beside a reference, so it goes into an allOf.
        beside = {key: value for key, value in made.items() if key != "$ref"}
        return {"allOf": [{"$ref": made["$ref"]}], "description": "A reference.", **beside}
    for key in ("oneOf", "anyOf"):
        if key in made:
            made[key] = [_bare(each) for each in made[key]]
    if made.get("type") == "string" and "enum" not in made:
        made["nullable"] = True
    return made | {"description": "Words.", "x-google-visibility": "PUBLIC"}


def _bare(schema: Schema) -> Schema:
    """Variants of a union are plain references, or a discriminator could not map them."""
    parts = schema.get("allOf", ())
    return parts[0] if len(parts) == 1 and "$ref" in parts[0] else schema
