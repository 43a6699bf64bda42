"""Operations of two documents compared: which there are, their query, their bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..schema.walk import Schema, referred
from .compare import Comparison
from .difference import Differences, Sender
from .leaves import Leaf
from .published import normal_schema

METHODS = ("get", "put", "post", "delete", "patch")
JSON, EVENTS = "application/json", "text/event-stream"
# `/v1beta`, `/{version}` and the like before the path proper.
_VERSION = re.compile(r"^/(v[0-9][^/]*|\{[^/}]*version[^/}]*\})(?=/)", re.I | re.A)

Document = Mapping[str, Any]  # as published.normal returns it


@dataclass(frozen=True, slots=True)
class Operation:
    """`query` maps names to whether they are required; a body that is not there is None."""

    label: str
    family: str
    query: Mapping[str, bool]
    request: Schema | None
    reply: Schema | None
    event: Schema | None


def compare(before: Document, after: Document) -> Differences:
    """Only families of paths that both have are compared: a document may be about one of ours."""
    into = Differences()
    ours, theirs = ({it.label: it for it in _operations(each)} for each in (before, after))
    families = {each.family for each in theirs.values()}
    types = Comparison(before["schemas"], after["schemas"], into, exact=False)
    for label in sorted(ours.keys() | theirs.keys()):
        if label not in theirs:
            if ours[label].family in families:
                into.add("operation-removed", label, Sender.CLIENT, label)
        elif label not in ours:
            into.add("operation-added", label, Sender.CLIENT, "", label)
        else:
            _parameters(ours[label], theirs[label], into)
            _bodies(ours[label], theirs[label], types)
    return into


def _parameters(ours: Operation, theirs: Operation, into: Differences) -> None:
    for name in sorted(ours.query.keys() | theirs.query.keys()):
        place = f"{ours.label}?{name}"
        if name not in theirs.query:
            into.add("parameter-removed", place, Sender.CLIENT, name)
        elif theirs.query[name] and not ours.query.get(name, False):
            into.add("parameter-required", place, Sender.CLIENT, "", name)
        elif name not in ours.query:
            into.add("parameter-added", place, Sender.CLIENT, "", name)


def _bodies(ours: Operation, theirs: Operation, types: Comparison) -> None:
    for kind, sender in (
        ("request", Sender.CLIENT),
        ("reply", Sender.SERVER),
        ("event", Sender.SERVER),
    ):
        was, now = getattr(ours, kind), getattr(theirs, kind)
        if was is not None and now is not None:
            types.schemas(was, now, f"{ours.label} {kind}", sender)


def _operations(document: Document) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        bare = re.sub(r"\{[^}]*\}", "{}", _VERSION.sub("", path))
        for method in METHODS:
            if method in item:
                yield _operation(f"{method.upper()} {bare}", item, item[method], document)


def _operation(
    label: str, item: Mapping[str, Any], definition: Mapping[str, Any], document: Document
) -> Operation:
    listed = [*item.get("parameters", ()), *definition.get("parameters", ())]
    parameters = [_resolved(each, document["parameters"]) for each in listed]
    query = {it["name"]: it.get("required", False) for it in parameters if it.get("in") == "query"}
    answers = definition.get("responses", {})
    answer = answers.get("200", answers.get(200, {}))  # YAML may read a number
    content = _resolved(answer, document["responses"]).get("content", {})
    asked = _resolved(definition.get("requestBody", {}), document["requestBodies"])
    return Operation(
        label,
        re.split("[/:]", label.partition("/")[2])[0],
        query,
        _schema(asked.get("content", {}), JSON),
        _schema(content, JSON),
        _unwrapped(_schema(content, EVENTS), document["schemas"]),
    )


def _resolved(holder: Mapping[str, Any], named: Mapping[str, Any]) -> Mapping[str, Any]:
    name = referred(dict(holder))
    found: Mapping[str, Any] = named[name] if name else holder
    return found


def _schema(content: Mapping[str, Any], media: str) -> Schema | None:
    for name, each in content.items():
        if name.partition(";")[0] == media and "schema" in each:
            return normal_schema(each["schema"])
    return None


def _unwrapped(event: Schema | None, schemas: Mapping[str, Schema]) -> Schema | None:
    """Some generators describe a frame, which has the event under `data`; so do we."""
    if event is None:
        return None
    frame = schemas[name] if (name := referred(event)) else event
    variants = [schemas[str(referred(each))] for each in frame.get("oneOf", ()) if "$ref" in each]
    inner = [_data(each) for each in variants or [frame]]
    known = [each for each in inner if each is not None]
    if not known:
        return event
    return known[0] if len(known) == 1 else {"oneOf": known}


def _data(frame: Schema) -> Schema | None:
    data = frame.get("properties", {}).get("data")
    if not isinstance(data, dict):
        return None
    content: Schema = data.get("contentSchema", data)
    return None if Leaf(content).type == "string" else content  # text, such as [DONE]
