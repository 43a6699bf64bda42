"""The part of the document that a target can be asked with generated requests."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from ..schema.walk import referred
from ..schema.yaml_text import loaded

Json = dict[str, Any]

PATH = Path(__file__).parent / "affordable.yaml"
# What bounds the price of one request.
BOUND: Mapping[str, Any] = {"max_output_tokens": 64}
_VERSION = "v1"


def narrowed(openapi: Mapping[str, Any], model: str, part: str) -> Json:
    """Return the document with the operations and bodies of a part of `affordable.yaml` only.

    `part` is `links` or `bodies`. Replies are described as before. The only parameter that is left
    is the id of an interaction or a file, and there is no key: the client has its own.
    """
    operations = _affordable()[part]
    document = deepcopy(dict(openapi))
    document["paths"] = {
        _filled(path, model): item
        for path, whole in document["paths"].items()
        if (item := _item(whole, operations, model))
    }
    document["components"].pop("securitySchemes")
    document.pop("security")
    return document


def _filled(path: str, model: str) -> str:
    return path.replace("{version}", _VERSION).replace("/models/{id}", f"/models/{model}")


def _item(whole: Json, operations: Mapping[str, Any], model: str) -> Json:
    """A path with what is asked there; empty when that is nothing."""
    shared = [each for each in whole["parameters"] if referred(each) not in ("Version", "ModelId")]
    asked = {
        method: _operation(operation, operations[operation["operationId"]], model)
        for method, operation in whole.items()
        if method != "parameters" and operation["operationId"] in operations
    }
    return {"parameters": shared, **asked} if asked else {}


def _operation(operation: Json, body: Json | None, model: str) -> Json:
    operation.pop("parameters", None)
    operation.pop("security", None)
    if body is not None:
        content = {"application/json": {"schema": _with_model(body, model)}}
        operation["requestBody"] = {"required": True, "content": content}
    for response in operation["responses"].values():
        for link in response.get("links", {}).values():
            link["parameters"].pop("version")
            if "requestBody" in link:
                link["requestBody"] |= {"model": model, "generation_config": dict(BOUND)}
    return operation


def _with_model(schema: Json, model: str) -> Json:
    if "model" not in schema["properties"]:
        return schema
    return {**schema, "properties": {**schema["properties"], "model": {"const": model}}}


@cache
def _affordable() -> Json:
    read: Json = loaded(PATH.read_text(encoding="utf-8"))
    return read
