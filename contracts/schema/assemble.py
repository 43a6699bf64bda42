"""The document: the types of an extract, amended, and what the overlay adds to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import derive, errors
from .amend import Amendment, amended
from .extract import Extract
from .walk import Schema, rewritten
from .yaml_text import loaded

OVERLAY = Path(__file__).parent / "overlay"
REPLACE = "replace"

_ORDER = ("openapi", "info", "jsonSchemaDialect", "servers", "security", "paths", "components")
_KEYS_FIRST = ("$ref", "type", "const", "enum", "required", "properties", "additionalProperties")
_Overlay = Mapping[str, Any]  # YAML


class OverlayError(ValueError):
    """Files of the overlay contradict each other, or the types."""


def read_overlay(folder: Path = OVERLAY) -> dict[str, Any]:
    """All files of the overlay as one; the same key in two of them is an OverlayError."""
    overlay: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        _join(overlay, loaded(path.read_text(encoding="utf-8")), path.name)
    return overlay


def document(extract: Extract, overlay: _Overlay, *, narrowing: bool = True) -> dict[str, Any]:
    """The OpenAPI document as JSON; without `narrowing`, types say no more than the SDK's do."""
    table = overlay["errors"]
    made = {key: overlay[key] for key in _ORDER}
    made["info"] = made["info"] | {"x-sdk": f"google-genai {extract.release}"}
    made["paths"] = {path: _path(item, table) for path, item in overlay["paths"].items()}
    made["components"] = made["components"] | {
        "responses": overlay["components"]["responses"] | errors.responses(table),
        "schemas": _schemas(extract, overlay, narrowing),
    }
    return made if narrowing else _without_siblings(made)


def _without_siblings(value: Any) -> Any:
    """A reference says what the type says; what stands beside it refuses more."""
    if isinstance(value, list):
        return [_without_siblings(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return {"$ref": value["$ref"]}
    return {key: _without_siblings(each) for key, each in value.items()}


def _join(into: dict[str, Any], more: _Overlay, where: str) -> None:
    for key, value in more.items():
        if key not in into:
            into[key] = value
        elif isinstance(value, dict) and isinstance(into[key], dict):
            _join(into[key], value, f"{where}: {key}")
        else:
            raise OverlayError(f"{where}: {key} is there already")


def _schemas(extract: Extract, overlay: _Overlay, narrowing: bool) -> dict[str, Schema]:
    types = amended_types(extract.schemas, overlay["amendments"], narrowing=narrowing)
    others = overlay["components"]["schemas"]
    if twice := types.keys() & others.keys():
        raise OverlayError(f"{', '.join(sorted(twice))}: both a type and in the overlay")
    return {name: _tidy((types | others)[name]) for name in sorted(types | others)}


def amended_types(
    types: Mapping[str, Schema],
    amendments: Mapping[str, Sequence[Amendment]],
    *,
    narrowing: bool = True,
) -> dict[str, Schema]:
    """`types` and what is made of them; unions are derived last, from what was amended."""
    made = dict(types)
    for name, entries in amendments.items():
        if REPLACE in entries[0]:
            if name in made and not narrowing:
                continue
            made[name] = entries[0][REPLACE] | {"x-facts": entries[0]["facts"]}
        elif derive.SOURCE not in entries[0]:
            if name not in made:
                raise OverlayError(f"{name} is no type; {REPLACE} or {derive.SOURCE} makes one")
            made[name] = amended(made[name], entries, narrowing=narrowing)
    for name, entries in amendments.items():
        if derive.SOURCE in entries[0]:
            made |= derive.derived(name, entries[0], made, narrowing=narrowing)
    return made


def _tidy(schema: Schema) -> Schema:
    def place(key: str) -> int:
        return _KEYS_FIRST.index(key) if key in _KEYS_FIRST else len(_KEYS_FIRST)

    return rewritten(schema, lambda each: {key: each[key] for key in sorted(each, key=place)})


def _path(item: _Overlay, table: list[errors.Row]) -> dict[str, Any]:
    return {key: _operation(it, table) if "errors" in it else it for key, it in item.items()}


def _operation(operation: _Overlay, table: list[errors.Row]) -> dict[str, Any]:
    kept = {key: value for key, value in operation.items() if key != "errors"}
    known = errors.references(operation["errors"], table)
    return kept | {"responses": operation["responses"] | known}
