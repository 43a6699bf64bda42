"""Functions: what may follow a call, and how its arguments are cut."""

from __future__ import annotations

from typing import Any

from ...api import CONFIG, LITTLE, Api
from ..question import question
from ..seen import Seen, seen

NOTE: dict[str, Any] = {
    "type": "function",
    "name": "note",
    "description": "Writes a note down.",
    "parameters": {
        "type": "object",
        "properties": {"text": {"type": "string"}},
        "required": ["text"],
    },
}
ASK = "Note that the quick brown fox jumps over the lazy dog, and that the dog does not mind."


@question(
    "I-10-35",
    candidates=("400", "accepted"),
    change="fake_gemini/services/answering.py _check_call_ids",
    requests=4,
    tokens=2500,
)
def unknown_call(api: Api) -> Seen:
    """What does the result of a call get that nobody made?"""
    result = {"type": "function_result", "call_id": "nonsense", "name": "note", "result": "done"}
    answer = api.create(
        [result], previous_interaction_id=_called(api), tools=[NOTE], generation_config=LITTLE
    )
    return seen("accepted" if answer.status == 200 else str(answer.status), answer)


@question(
    "I-10-36",
    candidates=("accepted", "400"),
    change="fake_gemini/services/answering.py _check_call_ids",
    requests=4,
    tokens=2500,
)
def text_instead_of_result(api: Api) -> Seen:
    """May the user say something else while a call waits for its result?"""
    answer = api.create(previous_interaction_id=_called(api), generation_config=LITTLE)
    return seen("accepted" if answer.status == 200 else str(answer.status), answer)


@question(
    "I-10-38",
    candidates=("one", "several"),
    change="fake_gemini/settings.py arguments_size (--arguments-size)",
    requests=2,
    tokens=1400,
)
def argument_deltas(api: Api) -> Seen:
    """In how many deltas do the arguments of a call come?"""
    stream = api.stream(ASK, tools=[NOTE], generation_config={**CONFIG, "tool_choice": "any"})
    deltas = [each["delta"] for each in stream.of("step.delta")]
    texts = [delta["arguments"].text for delta in deltas if delta["type"] == "arguments_delta"]
    assert texts, f"no arguments_delta came: {stream.types}"
    return Seen("one" if len(texts) == 1 else "several", f"arguments_delta: {texts}")


def _called(api: Api) -> str:
    """Return the id of an interaction that waits for the result of a call."""
    made = api.create(ASK, tools=[NOTE], generation_config={**CONFIG, "tool_choice": "any"}).ok
    status = made["status"].text
    assert status == "requires_action", f"the model calls nothing: its status is {status}"
    return made["id"].text
