"""Whatever is constructed is valid, for an independent validator."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fake_gemini.schemas import Limits, SchemaError, TooComplex, read_schema
from tests.effort import tried
from tests.schemas.making import assert_valid, make
from tests.schemas.strategies import any_schemas, json_values, keyword_soup, possible_schemas

PROMPT = 'Book "The Ivy" in Paris for 4 people on 2026-05-01, mail ada@example.org'

GENERATING_TAKES_TIME = [HealthCheck.too_slow, HealthCheck.data_too_large]

examples = settings(max_examples=tried(200), suppress_health_check=GENERATING_TAKES_TIME)
fewer_examples = settings(max_examples=tried(60), suppress_health_check=GENERATING_TAKES_TIME)
prompts = st.sampled_from(["", PROMPT])
digests = st.binary(max_size=4)


def as_sent(schema: Any) -> Any:
    """Return the schema as it arrives, with no two places sharing an object."""
    return orjson.loads(orjson.dumps(schema))


def in_lower_case(schema: Any) -> Any:
    """Return the schema with the type names that the validator knows."""
    if isinstance(schema, list):
        return [in_lower_case(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: item.lower() if name == "type" and isinstance(item, str) else in_lower_case(item)
        for name, item in schema.items()
    }


@examples
@given(schema=possible_schemas(), prompt=prompts, digest=digests)
def test_possible_schema_gets_a_valid_value(
    schema: dict[str, Any], prompt: str, digest: bytes
) -> None:
    sent = as_sent(schema)

    value = make(sent, prompt, digest=digest)

    assert_valid(sent, value)
    assert read_schema(sent).accepts(value)
    assert orjson.loads(orjson.dumps(value)) == value


@examples
@given(schema=any_schemas(), digest=digests)
def test_any_schema_gets_a_valid_value_or_a_refusal(schema: dict[str, Any], digest: bytes) -> None:
    sent = as_sent(schema)

    try:
        value = make(sent, PROMPT, digest=digest)
    except SchemaError as refusal:
        assert refusal.reason.endswith(".")
    else:
        assert_valid(in_lower_case(sent), value)


@examples
@given(schema=json_values | keyword_soup)
def test_any_json_as_a_schema_gets_a_value_or_a_refusal(schema: Any) -> None:
    try:
        value = make(as_sent(schema))
    except SchemaError as refusal:
        assert isinstance(refusal.path, str)
    else:
        assert orjson.loads(orjson.dumps(value)) == value


@fewer_examples
@given(schema=possible_schemas(), prompt=prompts, digest=digests)
def test_equal_inputs_give_equal_bytes(schema: dict[str, Any], prompt: str, digest: bytes) -> None:
    first, again = (make(as_sent(schema), prompt, digest=digest) for _ in range(2))

    assert orjson.dumps(first) == orjson.dumps(again)


@fewer_examples
@given(schema=any_schemas(), effort=st.integers(0, 2_000))
def test_effort_that_runs_out_is_a_refusal(schema: dict[str, Any], effort: int) -> None:
    try:
        make(as_sent(schema), PROMPT, limits=Limits(effort=effort))
    except TooComplex as refusal:
        assert refusal.reason.endswith(".")
    except SchemaError as refusal:
        assert refusal.reason


RECORDED_SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "price": {"type": "number", "multipleOf": 0.05},
        "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{3}$"},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    },
}
RECORDED: dict[bytes, dict[str, Any]] = {
    b"a": {
        "title": "title candle",
        "price": 89.9,
        "code": "UX-272",
        "tags": ["tags bridge", "tags pebble"],
    },
    b"b": {
        "title": "title compass",
        "price": 34.35,
        "code": "MG-660",
        "tags": ["tags winter", "tags ribbon", "tags garden"],
    },
}


@pytest.mark.parametrize("digest, recorded", RECORDED.items(), ids=["a", "b"])
def test_values_are_the_same_in_every_version(digest: bytes, recorded: dict[str, Any]) -> None:
    assert make(RECORDED_SCHEMA, digest=digest) == recorded
