"""Schemas that ask for too much: what they cost, and the settings that bound them."""

from __future__ import annotations

from typing import Any

import httpx
import orjson
import pytest

from fake_gemini import Settings
from fake_gemini.settings import SettingsError
from tests.api import MODEL, Connect, Json, error_of, post
from tests.functions.calling import STRING, asked, called, declared, function, result
from tests.schemas.making import cpu, record

_MANY = record(**{f"property_{i}": {"type": "string", "title": str(i)} for i in range(10_000)})
_DEMANDING: dict[str, Json] = {
    "catastrophic pattern": record(q={"type": "string", "pattern": "(a+)+$"}),
    "required recursion": record(next={"$ref": "#"}),
    "billion items": record(q={"type": "array", "minItems": 10**9}),
    "10000 properties": _MANY,
    "10000 optional properties": {**_MANY, "required": []},
}


@pytest.mark.parametrize(("functions", "seconds"), [(1, 0.25), (16, 1)])
@pytest.mark.parametrize("schema", _DEMANDING.values(), ids=_DEMANDING)
def test_demanding_parameters_are_answered_soon(
    client: httpx.Client, schema: Json, functions: int, seconds: float
) -> None:
    asked(client, "paint 4 people in Paris", function("paint", city=STRING))
    tools = [declared(f"paint_{at}", schema) for at in range(functions)]
    body = orjson.dumps({"model": MODEL, "input": "paint 4 people in Paris", "tools": tools})
    answers: list[httpx.Response] = []

    def ask() -> None:
        answers.append(client.post("/v1/interactions", content=body))

    assert min(cpu(ask), cpu(ask)) < seconds
    assert {answer.status_code for answer in answers} <= {200, 400}


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param(record(q={"type": "array", "minItems": 600, "items": STRING}), id="items"),
        pytest.param(
            record(
                q={"type": "array", "minItems": 300, "items": {"type": "string", "minLength": 30}},
                z={"type": "array", "items": {"type": "boolean"}, "minItems": 3,
                   "uniqueItems": True},
            ),
            id="made twice",
        ),
        pytest.param(
            record(**{f"p{i}": {"pattern": f"^[a-z]{{3,{20 + i}}}$"} for i in range(14)}),
            id="patterns",
        ),
    ],
)  # fmt: skip
def test_effort_is_shared_by_the_functions(client: httpx.Client, schema: Json) -> None:
    tools = [declared(f"paint_{at}", schema) for at in range(16)]
    assert cpu(lambda: post(client, "paint", tools=tools)) < 1


def test_many_tools_with_long_descriptions_are_read_soon(client: httpx.Client) -> None:
    described = [{**function(f"f{at}"), "description": "red " * 5_000} for at in range(1_000)]

    def ask() -> None:
        post(client, "blue then " * 100, tools=described)

    assert min(cpu(ask), cpu(ask), cpu(ask)) < 1


def test_many_results_are_read_soon(client: httpx.Client) -> None:
    made = {"type": "function_call", "name": "paint", "arguments": {}}
    calls = [{**made, "id": f"c{at}"} for at in range(1_000)]
    rows = {"rows": [{"id": f"id-{at}", "name": "Ada"} for at in range(200)]}
    said = {"type": "user_input", "content": "paint then paint"}
    history = [said, *calls, *(result(call, rows) for call in calls)]
    tools = [function("paint", colour=STRING)]
    assert cpu(lambda: post(client, history, tools=tools)) < 1.5


def _nested(levels: int) -> Json:
    """Return the schema of so many objects inside one another."""
    schema: Json = record(leaf=STRING)
    for _ in range(levels - 1):
        schema = record(inner=schema)
    return schema


def _depth(value: Any) -> int:
    return 1 + max(map(_depth, value.values())) if isinstance(value, dict) else 0


@pytest.mark.parametrize("depth", [1, 3, 32])
def test_schema_depth_bounds_the_value(connect: Connect, depth: int) -> None:
    client = connect(schema_depth=depth)
    made = called(asked(client, "plan", declared("plan", _nested(depth))))["plan"]
    assert _depth(made) == depth
    deeper = post(client, "plan", tools=[declared("plan", _nested(depth + 1))])
    assert f"A value would be nested deeper than {depth}." in error_of(deeper)[2]


@pytest.mark.parametrize("nodes", [2, 5, 50])
def test_schema_nodes_bound_the_schema(connect: Connect, nodes: int) -> None:
    client = connect(schema_nodes=nodes)
    properties = {f"p{at}": STRING for at in range(nodes)}
    # The object itself counts as well.
    fitting = record(**dict(list(properties.items())[1:]))
    assert post(client, "plan", tools=[declared("plan", fitting)]).status_code == 200
    more = post(client, "plan", tools=[declared("plan", record(**properties))])
    assert f"At most {nodes} schemas are accepted in one." in error_of(more)[2]


@pytest.mark.parametrize("refs", [1, 2, 5])
def test_schema_refs_bound_what_comes_back(connect: Connect, refs: int) -> None:
    client = connect(schema_refs=refs)
    tree = {"type": "object", "properties": {"name": STRING, "next": {"$ref": "#"}}}
    made = called(asked(client, "plan", declared("plan", tree)))["plan"]
    assert _depth(made) == 1 + refs


@pytest.mark.parametrize("name", ["schema_depth", "schema_nodes", "schema_refs"])
def test_setting_bounds_structured_output_too(connect: Connect, name: str) -> None:
    tree: Json = {"type": "object", "properties": {"a": _nested(3), "next": {"$ref": "#"}}}
    narrow, roomy = (_connected(connect, name, value) for value in (1, 10))
    assert len(post(narrow, response_format=tree).text) < len(
        post(roomy, response_format=tree).text
    )


def _connected(connect: Connect, name: str, value: Any) -> httpx.Client:
    return connect(**{name: value})


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("schema_depth", 1, 100), ("schema_nodes", 1, 100_000), ("schema_refs", 1, 10)],
)
def test_setting_has_its_range(name: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(Settings(**{name: value}), name) == value  # type: ignore[arg-type]
    for value in (low - 1, high + 1):
        with pytest.raises(SettingsError, match=f"{name} is {value}; accepted: a whole number"):
            Settings(**{name: value})  # type: ignore[arg-type]
