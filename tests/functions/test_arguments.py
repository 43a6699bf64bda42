"""Arguments: valid against the declared parameters, and filled from the prompt."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, MODEL, Json, created, error_of, events, fold, post
from tests.effort import tried
from tests.functions.calling import INTEGER, STRING, asked, called, calls_of, declared, function
from tests.schemas.making import assert_valid
from tests.schemas.strategies import possible_schemas


def _arguments(client: httpx.Client, said: str, parameters: Any) -> Json:
    return called(asked(client, f"plan: {said}", declared("plan", parameters)))["plan"]


@pytest.mark.parametrize(
    ("said", "properties", "expected"),
    [
        ("A table in Paris for 4 people", {"city": STRING, "people": INTEGER}, ["Paris", 4]),
        ("From Oslo to Rome", {"origin": STRING, "destination": STRING}, ["Oslo", "Rome"]),
        ("on 2026-03-04", {"day": {"type": "string", "format": "date"}}, ["2026-03-04"]),
        ("in celsius", {"unit": {"enum": ["fahrenheit", "celsius"]}}, ["celsius"]),
        ("to ada@example.com", {"to": {"type": "string", "format": "email"}}, ["ada@example.com"]),
        ("say 'good night'", {"message": STRING}, ["good night"]),
        ("3 and 5 and 8", {"numbers": {"type": "array", "items": INTEGER}}, [[3, 5, 8]]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_prompt_fills_the_arguments(
    client: httpx.Client, said: str, properties: Json, expected: list[Any]
) -> None:
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    assert [*_arguments(client, said, parameters).values()] == expected


def test_nested_arguments_are_filled_as_well(client: httpx.Client) -> None:
    place = {"type": "object", "properties": {"city": STRING}, "required": ["city"]}
    parameters = {
        "type": "object",
        "properties": {"where": {"$ref": "#/$defs/place"}, "people": INTEGER},
        "required": ["where", "people"],
        "$defs": {"place": place},
    }
    made = _arguments(client, "4 people in Paris", parameters)
    assert made == {"where": {"city": "Paris"}, "people": 4}


def test_types_may_be_in_upper_case(client: httpx.Client) -> None:
    properties = {"city": {"type": "STRING"}, "people": {"type": "INTEGER", "nullable": True}}
    parameters = {"type": "OBJECT", "properties": properties, "required": ["city", "people"]}
    assert _arguments(client, "4 people in Paris", parameters) == {"city": "Paris", "people": 4}


def test_arguments_are_in_the_order_of_the_properties(client: httpx.Client) -> None:
    names = ["zulu", "alpha", "mike"]
    parameters = {"type": "object", "properties": dict.fromkeys(names, STRING)}
    assert list(_arguments(client, "it", parameters)) == names


def test_parallel_calls_of_like_functions_differ(client: httpx.Client) -> None:
    code = {"type": "string", "pattern": "^[a-z]{12}$"}
    made = called(asked(client, "paint", *(function(f"paint_{n}", code=code) for n in range(4))))
    assert len({arguments["code"] for arguments in made.values()}) == 4


@st.composite
def _parameters(draw: st.DrawFn) -> Json:
    """An object schema that has a value, with any schema of the subset inside."""
    inner = draw(possible_schemas())
    return {
        "type": "object",
        "properties": {"inner": {k: v for k, v in inner.items() if k != "$schema"}},
        "required": ["inner"],
        "$defs": inner["$defs"],
    }


@settings(max_examples=tried(60))
@given(st.lists(_parameters(), min_size=1, max_size=2), st.integers(0, 9))
def test_arguments_are_valid_in_every_rendering(schemas: list[Json], size: int) -> None:
    tools = [declared(f"plan_{at}", schema) for at, schema in enumerate(schemas)]
    body = {"input": "plan 4 people in Paris", "tools": tools, "store": False}
    transport: Any = SyncTransport(create_app(Settings(arguments_size=size)))
    with httpx.Client(transport=transport, base_url="http://fake", headers=_KEY) as client:
        unary = created(client, **body)
        streamed = fold(events(post(client, **body, stream=True).text))
    assert called(streamed) == called(unary)
    assert streamed["usage"] == unary["usage"]
    for schema, call in zip(schemas, calls_of(unary), strict=True):
        assert_valid(schema, call["arguments"])


_KEY = {"x-goog-api-key": KEY}
_FEW = {"type": "array", "items": {"type": "boolean"}, "minItems": 3}
_UNENFORCED: dict[str, Json] = {
    "contains": {"type": "array", "items": STRING, "contains": {"const": "a"}, "minContains": 2},
    "uniqueItems": {**_FEW, "uniqueItems": True},
    "minLength": {"type": "string", "minLength": 10**9},
    "no length": {"type": "string", "minLength": 5, "maxLength": 4},
    "minProperties": {"type": "object", "minProperties": 10**9},
    "maxProperties": {
        "type": "object",
        "properties": {"a": STRING},
        "required": ["a"],
        "maxProperties": 0,
    },
    "malformed": {"type": "string", "maxLength": "ten"},
}


@pytest.mark.parametrize("schema", _UNENFORCED.values(), ids=_UNENFORCED)
def test_keyword_that_is_not_looked_at_refuses_nothing(client: httpx.Client, schema: Json) -> None:
    # I-2.6-2
    parameters = {"type": "object", "properties": {"it": schema}, "required": ["it"]}
    ignored = {"minLength", "maxLength", "minProperties", "maxProperties", "uniqueItems"}
    left = {name: schema[name] for name in schema.keys() - ignored - {"contains", "minContains"}}
    assert_valid(left, _arguments(client, "it", parameters)["it"])


def test_size_that_can_be_kept_is_kept(client: httpx.Client) -> None:
    code = {"type": "string", "minLength": 7, "maxLength": 9}
    parameters = {"type": "object", "properties": {"code": code}, "required": ["code"]}
    assert 7 <= len(_arguments(client, "it", parameters)["code"]) <= 9


def test_property_may_be_called_like_a_keyword(client: httpx.Client) -> None:
    properties = {"contains": STRING, "maxLength": {"type": "string", "minLength": 10**9}}
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    assert list(_arguments(client, "it", parameters)) == ["contains", "maxLength"]


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "array", "minItems": 10**9}, "it.minItems'. At most 1000 is accepted."),
        ({"type": "integer", "minimum": 3, "maximum": 2}, "it'."),
        ({"type": "string", "pattern": "(?<=a)b"}, "it.pattern'."),
        ({"type": "string", "minLength": 10**9, "not": {}}, "it.not'. The keyword 'not' is not"),
    ],
    ids=["items", "range", "pattern", "keyword"],
)
def test_other_keyword_that_cannot_be_met_is_refused(
    client: httpx.Client, schema: Json, said: str
) -> None:
    tool = declared("plan", {"type": "object", "properties": {"it": schema}, "required": ["it"]})
    status, code, message = error_of(post(client, "plan", tools=[tool]))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(f"Invalid input at 'tools[0].parameters.properties.{said}")


@pytest.mark.parametrize("parameters", [{"type": "string"}, {"enum": [1]}], ids=str)
def test_parameters_that_are_no_object_are_refused(client: httpx.Client, parameters: Json) -> None:
    _, _, message = error_of(post(client, "plan", tools=[declared("plan", parameters)]))
    said = "Invalid input at 'tools[0].parameters'. The parameters of a function are an object."
    assert message == said


@pytest.mark.parametrize(
    ("schema", "low", "high"),
    [
        ({"type": "integer", "minimum": 2**62}, 2**62, 2**63),
        ({"type": "number", "minimum": 1e300}, 1e300, 1.8e308),
        ({"type": "integer", "exclusiveMinimum": 2**64 - 1}, 2**64 - 1, 2**70),
        ({"type": "integer", "maximum": -(10**30), "minimum": -(10**31)}, -(10**31), -(10**30)),
    ],
    ids=["62 bits", "large", "beyond 64 bits", "far below"],
)
def test_large_number_is_written_as_it_is(
    connect_json: Any, schema: Json, low: float, high: float
) -> None:
    text = connect_json(schema)
    assert low <= json.loads(text)["steps"][-1]["arguments"]["it"] <= high


@pytest.fixture
def connect_json(client: httpx.Client) -> Any:
    """Call a function with one parameter, and return the text of the answer."""

    def text(schema: Json) -> str:
        tool = function("plan", it=schema)
        body = {"model": MODEL, "input": "plan", "tools": [tool]}
        return client.post("/v1/interactions", content=json.dumps(body)).text

    return text
