"""More than one turn (docs/wire/interactions.md 6)."""

from __future__ import annotations

import re
from typing import Any

from ..answers import text_of
from ..api import Api
from ..clauses import clause
from ..severity import Severity
from ..values import Value

TELL = "Remember this word: quokka. Reply with exactly: noted"
ASK = "Which word did I ask you to remember? Reply with that word."


def said(text: str) -> dict[str, Any]:
    """A step in which the user says something."""
    return {"type": "user_input", "content": [{"type": "text", "text": text}]}


@clause(
    "interactions.history.recall",
    facts=("I-6-1", "I-2.1-6"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3300,
    lies=("forgets-history",),
    smoke=True,
)
def test_recall(api: Api) -> None:
    """A turn with previous_interaction_id knows what was said before."""
    first = api.create(TELL).ok
    second = api.create(ASK, previous_interaction_id=first["id"].text).ok
    assert "quokka" in text_of(second).lower()


@clause(
    "interactions.history.recall-from-the-first-turn",
    facts=("I-6-1", "I-2.1-6"),
    severity=Severity.BREAKING,
    requests=6,
    tokens=6600,
    lies=("remembers-one-turn", "forgets-history"),
)
def test_recall_over_turns(api: Api) -> None:
    """A third turn knows what was said in the first."""
    id = api.create(TELL).ok["id"].text
    id = api.create("Reply with exactly: go on", previous_interaction_id=id).ok["id"].text
    assert "quokka" in text_of(api.create(ASK, previous_interaction_id=id).ok).lower()


@clause(
    "interactions.history.recall-in-a-stream",
    facts=("I-6-1", "I-2.1-6", "I-5.1-9"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3300,
    lies=("forgets-history", "forgets-history-in-streams"),
)
def test_recall_in_stream(api: Api) -> None:
    """A streamed turn goes on from a streamed one."""
    first = api.stream(TELL).folded
    second = api.stream(ASK, previous_interaction_id=first["id"].text)
    assert "quokka" in second.text.lower()


@clause(
    "interactions.history.recall-of-outputs",
    facts=("I-6-1", "I-2.1-6"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3300,
    lies=("remembers-only-inputs", "forgets-history"),
)
def test_recall_of_outputs(api: Api) -> None:
    """A turn knows what the model itself said before, and not only the user."""
    first = api.create("Name three animals in one line, and nothing else.").ok
    again = "Repeat your previous reply exactly."
    second = api.create(again, previous_interaction_id=first["id"].text).ok
    assert _words(text_of(second)) == _words(text_of(first))


@clause(
    "interactions.history.new-id",
    facts=("I-6-2",),
    severity=Severity.BREAKING,
    requests=5,
    tokens=3300,
    lies=("goes-on-under-the-same-id",),
)
def test_new_id(api: Api) -> None:
    """Each turn is an interaction of its own; the one before stays as it is."""
    first = api.create().ok
    second = api.create(previous_interaction_id=first["id"].text).ok
    assert second["id"].text != first["id"].text
    assert api.get(first["id"].text).ok["usage"] == first["usage"]


@clause(
    "interactions.history.config-is-not-inherited",
    facts=("I-6-1", "I-2.1-10"),
    severity=Severity.BEHAVIOUR,
    requests=4,
    tokens=3300,
    lies=("inherits-the-config",),
)
def test_config_is_not_inherited(api: Api) -> None:
    """Stop sequences of a turn do not stop the next one."""
    count = "Count from 1 to 20, separated by commas."
    config = {"stop_sequences": ["7"]}
    first = api.create(count, generation_config=config).ok
    second = api.create(count, previous_interaction_id=first["id"].text).ok
    assert "20" in text_of(second)


@clause(
    "interactions.history.instruction-is-not-inherited",
    facts=("I-6-1", "I-2.1-7"),
    severity=Severity.BEHAVIOUR,
    requests=4,
    tokens=3300,
    lies=("inherits-the-instruction",),
)
def test_instruction_is_not_inherited(api: Api) -> None:
    """A system instruction holds for its own turn only."""
    ending = "End every reply with the word papaya."
    first = api.create("Reply with exactly: yes", system_instruction=ending).ok
    second = api.create("Reply with exactly: no", previous_interaction_id=first["id"].text).ok
    assert "papaya" not in text_of(second).lower()


@clause(
    "interactions.history.stateless",
    facts=("I-6-13", "I-2.3-4", "I-2.1-19"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=2300,
    lies=("reads-only-the-last-step", "refuses-its-own-thoughts", "refuses-lists-of-steps"),
)
def test_stateless(api: Api) -> None:
    """Without a store, all steps sent back unchanged are the history."""
    first = api.create([said(TELL)], store=False).ok
    steps = [said(TELL), *_raw(first["steps"]), said(ASK)]
    second = api.create(steps, store=False).ok
    assert "quokka" in text_of(second).lower()
    assert "id" not in second


@clause(
    "interactions.history.stateless-usage",
    facts=("I-6-17", "I-9.1-2"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=2300,
    lies=("counts-only-the-last-step",),
)
def test_stateless_usage(api: Api) -> None:
    """The input of a stateless turn is the whole history."""
    first = api.create([said(TELL)], store=False).ok
    steps = [said(TELL), *_raw(first["steps"]), said("Reply with exactly: yes")]
    second = api.create(steps, store=False).ok
    before, now = (each["usage"]["total_input_tokens"].whole for each in (first, second))
    assert now > before


def _words(told: str) -> list[str]:
    return re.findall(r"\w+", told.lower())


def _raw(steps: Value) -> list[Any]:
    return [step.raw for step in steps]
