"""Which operation of the document a method and a path belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .walk import Schema, referred

_METHODS = ("get", "post", "put", "patch", "delete")
_ANY = "[^/:]+"


@dataclass(frozen=True, slots=True)
class Operation:
    """`definition` is the operation object; `parameters` are those of its path as well."""

    method: str
    template: str
    definition: Mapping[str, Any]
    parameters: tuple[Schema, ...]

    @property
    def id(self) -> str:
        return str(self.definition["operationId"])


@dataclass(frozen=True, slots=True)
class Route:
    pattern: re.Pattern[str]
    operations: Mapping[str, Operation]


class Routes:
    """The paths of a document, where a path may have a query and may be a whole URL."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._routes = list(_routes(document))

    def __iter__(self) -> Iterator[Operation]:
        for route in self._routes:
            yield from route.operations.values()

    def find(self, method: str, path: str) -> Operation | None:
        bare = urlsplit(path).path
        for route in self._routes:
            if route.pattern.fullmatch(bare):
                return route.operations.get(method.lower())
        return None


def _routes(document: Mapping[str, Any]) -> Iterator[Route]:
    named = document["components"]["parameters"]
    for template, item in document["paths"].items():
        shared = _parameters(item, named)
        operations = {
            method: Operation(
                method, template, item[method], shared + _parameters(item[method], named)
            )
            for method in _METHODS
            if method in item
        }
        yield Route(_pattern(template, shared), operations)


def _parameters(holder: Mapping[str, Any], named: Mapping[str, Schema]) -> tuple[Schema, ...]:
    listed = holder.get("parameters", ())
    return tuple(named[name] if (name := referred(each)) else each for each in listed)


def _pattern(template: str, parameters: tuple[Schema, ...]) -> re.Pattern[str]:
    enums = {
        each["name"]: each["schema"].get("enum") for each in parameters if each["in"] == "path"
    }
    parts = re.split(r"\{(\w+)\}", template)  # literal, name, literal, ...
    for position, part in enumerate(parts):
        if position % 2:
            values = enums.get(part)
            parts[position] = f"({'|'.join(map(re.escape, values))})" if values else _ANY
        else:
            parts[position] = re.escape(part)
    return re.compile("".join(parts), re.A)
