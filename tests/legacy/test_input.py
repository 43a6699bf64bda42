"""What a request of that time sent as `input` (docs/wire/interactions.md 5.5)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, Connect, created, error_of, post, text_of
from tests.legacy.speaking import LEGACY, TODAY, legacy_client

_TEXT: Any = {"type": "text", "text": "Nice."}
_CALL: Any = {"type": "function_call", "id": "c1", "name": "f", "arguments": {"a": 1}}
_RESULT: Any = {"type": "function_result", "call_id": "c1", "result": "sunny"}
_THOUGHT: Any = {"type": "thought", "signature": "YWJj"}


@pytest.fixture
def client(connect: Connect) -> httpx.Client:
    return legacy_client(connect)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Hello", "Hello"),
        (_TEXT, _TEXT),
        ([_TEXT, _TEXT], [_TEXT, _TEXT]),
        ([{"role": "user", "content": "Hi"}], [{"type": "user_input", "content": "Hi"}]),
        ([{"role": "user", "content": [_TEXT]}], [{"type": "user_input", "content": [_TEXT]}]),
        (
            [{"role": "user", "content": "Hi"}, {"role": "model", "content": [_THOUGHT, _CALL]},
             {"role": "user", "content": [_RESULT, _TEXT]}],
            [{"type": "user_input", "content": "Hi"}, _THOUGHT, _CALL, _RESULT,
             {"type": "user_input", "content": [_TEXT]}],
        ),
        (
            [{"role": "user", "content": "Hi"}, {"role": "model", "content": "Ho"},
             {"role": "user", "content": "Hi again"}],
            [{"type": "user_input", "content": "Hi"},
             {"type": "model_output", "content": [{"type": "text", "text": "Ho"}]},
             {"type": "user_input", "content": "Hi again"}],
        ),
        ([_TEXT, _CALL, _RESULT], [{"type": "user_input", "content": [_TEXT]}, _CALL, _RESULT]),
        ([_CALL, _RESULT, _TEXT], [_CALL, _RESULT, {"type": "user_input", "content": [_TEXT]}]),
    ],
    ids=["text", "content", "contents", "turn", "turn-of-contents", "calls-in-turns",
         "model-turn", "call-among-contents", "content-behind-calls"],
)  # fmt: skip
def test_says_what_the_steps_of_today_say(
    client: httpx.Client, connect: Connect, before: Any, now: Any
) -> None:
    said = created(client, before)["outputs"][-1]["text"]

    assert said == text_of(created(connect(), now))


_ROLES = st.sampled_from(["user", "model"])
_CONTENTS = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
    st.lists(
        st.builds(lambda text: {"type": "text", "text": text}, st.text("ab ", max_size=5)),
        min_size=1,
        max_size=3,
    ),
)
_TURNS = st.lists(st.fixed_dictionaries({"role": _ROLES, "content": _CONTENTS}), min_size=1)


@given(_TURNS)
def test_turns_are_kept_as_steps(turns: list[dict[str, Any]]) -> None:
    transport: Any = SyncTransport(create_app(Settings(revision=LEGACY)))
    headers = {"x-goog-api-key": KEY}
    with httpx.Client(transport=transport, base_url="http://x", headers=headers) as client:
        name = created(client, turns)["id"]
        steps = client.get(f"/v1/interactions/{name}", headers=TODAY).json()["steps"]

    roles = {"user_input": "user", "model_output": "model"}
    said = [step for step in steps[: len(turns)] if step["type"] in roles]
    assert [roles[step["type"]] for step in said] == [turn["role"] for turn in turns]
    assert [_text(step["content"]) for step in said] == [_text(turn["content"]) for turn in turns]


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(it["text"] for it in content)


@pytest.mark.parametrize(
    ("input", "place"),
    [
        ([], "'input' is empty"),
        ("", "'input' is empty"),
        (5, "'input'. A string, a content, a list of contents or turns is expected."),
        ([5], "'input[0]'"),
        ([{"role": "tool", "content": "a"}], "'tool' is not supported for 'role' at 'input[0]'"),
        ([{"role": 1, "content": "a"}], "'input[0].role'"),
        ([{"role": "user"}], "'input[0].content'"),
        ([{"role": "user", "content": ""}], "'input[0].content'"),
        ([{"role": "user", "content": []}], "'input[0].content'"),
        ([{"role": "user", "content": "a", "parts": []}], "'input[0].parts'"),
        ([{"role": "user", "content": [{"type": "text"}]}], "'input[0].content[0].text'"),
        ([{"role": "user", "content": "a"}, _TEXT], "'input[1].type'"),
        ([_TEXT, {"role": "user", "content": "a"}], "'input[1].type'"),
        ([{"role": "user", "content": "a"}, "b"], "'input[1]'. A turn is expected"),
        ([{"type": "user_input", "content": "a"}], "'user_input' is not supported for 'type'"),
        ({"role": "user", "content": "a"}, "'input.type'"),
        ([{"type": "thought", "signature": "?"}], "Corrupted thought signature."),
        ([_RESULT], "call_id 'c1'"),
    ],
    ids=str,
)
def test_wrong_input_is_refused_with_its_place(
    client: httpx.Client, input: Any, place: str
) -> None:
    status, code, message = error_of(post(client, input))

    assert (status, code) == (400, "invalid_request")
    assert place in message


def test_too_many_turns_are_refused(client: httpx.Client) -> None:
    turns = [{"role": "user", "content": "a"}] * 10_001

    assert "At most 10000" in error_of(post(client, turns))[2]


def test_turns_are_refused_today(connect: Connect) -> None:
    assert post(connect(), [{"role": "user", "content": "Hello"}]).status_code == 400


def test_turns_are_refused_by_who_opts_in(client: httpx.Client) -> None:
    client.headers.update(TODAY)

    assert post(client, [{"role": "user", "content": "Hello"}]).status_code == 400


def test_structured_output_is_asked_for_as_then(client: httpx.Client) -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}

    reply = created(client, response_format=schema, response_mime_type="application/json")

    assert reply["outputs"][-1]["text"].startswith('{"n":')
