"""The names that google-genai knows, read from its generated types."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import partial
from importlib import import_module
from importlib.metadata import version
from typing import Any, Literal, get_args, get_origin

from google.genai._gaos.types import interactions as sdk
from pydantic import BaseModel

VERSION = version("google-genai")

# The modules with the operations of the family of `/interactions`.
_FAMILY = "interactions agents credentials decisions environments files triggers voices webhooks"
_OPERATION = re.compile(r'method="([A-Z]+)",\s+path="/\{api_version\}([^"]+)"')

# What the SDK makes up itself and never travels (docs/wire/interactions.md 3.1).
_COMPUTED = frozenset("continuation_ids output_audio output_image output_text output_video".split())


def types_of(union: Any) -> Mapping[str, type[BaseModel]]:
    """Return the variants of a union by their discriminator."""
    for metadata in get_args(union)[1:]:
        made_by = getattr(metadata, "func", None)
        if isinstance(made_by, partial) and "variants" in made_by.keywords:
            variants: Mapping[str, type[BaseModel]] = made_by.keywords["variants"]
            return variants
    raise TypeError(f"google-genai {VERSION} has another form of union: {union}")


def fields_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of a type as they travel, without its discriminator."""
    names = (field.alias or name for name, field in model.model_fields.items())
    return tuple(name for name in names if name not in ("type", "event_type"))


def values_of(enum: Any) -> tuple[str, ...]:
    """Return the values of an open enum."""
    found = [
        value for part in get_args(enum) if get_origin(part) is Literal for value in get_args(part)
    ]
    if not found:
        raise TypeError(f"google-genai {VERSION} has another form of enum: {enum}")
    return tuple(found)


def mime_types(kind: str) -> tuple[str, ...]:
    """Return the MIME types that contents of a kind may have."""
    return values_of(getattr(sdk, types_of(sdk.Content)[kind].__name__ + "MimeType"))


def create_fields() -> frozenset[str]:
    return frozenset(fields_of(sdk.CreateModelInteraction) + fields_of(sdk.CreateAgentInteraction))


def reply_fields() -> frozenset[str]:
    """Return the fields of an interaction that travel."""
    return frozenset(fields_of(sdk.Interaction)) - _COMPUTED


def format_types() -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield the kinds of `response_format` that are no JSON Schema."""
    for member in get_args(sdk.ResponseFormat.__value__):
        if isinstance(member, type) and issubclass(member, BaseModel):
            yield str(member.model_fields["type"].default), member


def operations() -> Iterator[tuple[str, str]]:
    """Yield (method, path) of each operation, the path without its version."""
    for name in _FAMILY.split():
        source = inspect.getsource(import_module(f"google.genai._gaos.{name}"))
        found = _OPERATION.findall(source)
        if not found:
            raise TypeError(f"google-genai {VERSION} has another form of operations: {name}")
        yield from dict.fromkeys(found)
