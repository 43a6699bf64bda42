"""Tool loops, structured output and thinking with @google/genai under Node, in one program."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.api import Json
from tests.functions.calling import TOOLS
from tests.sdk.loops import LOOPS, VALUES, answer, plainly
from tests.sdk.programs import Fake, node

pytestmark = [pytest.mark.sdk, pytest.mark.node]

_SCHEMA: Json = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
    "required": ["city", "people"],
}
_FORMAT = {"type": "text", "mime_type": "application/json", "schema": _SCHEMA}
_PROMPT = "A table for 4 people in Paris"
_FORMS: dict[str, Json] = {
    "object": {"response_format": _FORMAT},
    "list": {"response_format": [_FORMAT]},
    "schema": {"response_format": _SCHEMA, "response_mime_type": "application/json"},
}
_THINKING = {"thinking_level": "low", "thinking_summaries": "auto"}
_CREATES: dict[str, Json] = {
    **{name: {"input": _PROMPT, **form} for name, form in _FORMS.items()},
    "thinking": {"input": "Hi", "generation_config": _THINKING},
    "limit": {"input": "Hi", "generation_config": {"max_output_tokens": 5}},
    "any": {"input": "Hi", "tools": TOOLS, "generation_config": {"tool_choice": "any"}},
    "unknown call": {"input": [answer("nobody", "send_mail")], "tools": TOOLS},
    "no functions": {"input": "Hi", "generation_config": {"tool_choice": "auto"}},
    "level": {
        "model": "gemini-3.8-flash",
        "input": "Hi",
        "generation_config": {"thinking_level": "minimal"},
    },
}


@pytest.fixture(scope="module")
def told(fake: Fake) -> Any:
    """What became of all of it."""
    arguments = map(json.dumps, (LOOPS, VALUES, _CREATES))
    return node("functions.mjs", *arguments, env=fake.env("js-functions"))


@pytest.mark.parametrize("how", ["unary", "stream", "stateless", "stateless stream"])
@pytest.mark.parametrize("name", LOOPS)
def test_loop_goes_as_over_plain_http(told: Any, raw: httpx.Client, name: str, how: str) -> None:
    loop = plainly(raw, LOOPS[name])
    rounds = [[list(call) for call in made] for made in loop.rounds]
    assert told["answers"][name][how] == {"rounds": rounds, "text": loop.text}


@pytest.mark.parametrize("form", _FORMS)
def test_schema_is_filled(told: Any, form: str) -> None:
    made = told["others"][form]
    assert json.loads(made["output_text"]) == {"city": "Paris", "people": 4}
    assert made["stream"] == made["output_text"]


def test_thought_has_a_summary_when_asked_for(told: Any) -> None:
    thought = told["others"]["thinking"]["steps"][0]
    assert thought["type"] == "thought"
    assert thought["summary"][0]["type"] == "text"


def test_small_limit_ends_incomplete(told: Any) -> None:
    made = told["others"]["limit"]
    assert made["status"] == "incomplete"
    assert not made["steps"]


def test_call_is_forced(told: Any) -> None:
    made = told["others"]["any"]
    assert made["status"] == "requires_action"
    assert [step["type"] for step in made["steps"]] == ["thought", "function_call"]


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("unknown call", "no function_call before it has that id"),
        ("no functions", "Function calling config is set without function_declarations."),
        ("level", "Thinking level THINKING_LEVEL_MINIMAL is not supported"),
    ],
    ids=["unknown call", "no functions", "level"],
)
def test_refusal_is_understood(told: Any, what: str, message: str) -> None:
    refused = told["others"][what]
    assert refused["error"] == 400
    assert message in refused["message"]
