"""Results of functions, and what the model makes of them (docs/wire/interactions.md 4.1 and 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..answers import calls_of, text_of
from ..api import LITTLE, Api
from ..clauses import Case, clause
from ..severity import Severity
from ..values import Value
from .test_functions import MUST, TIME, WEATHER, function, some_calls
from .test_history import said

CODE_WORD = function("get_code_word", "Get the code word of a room.", room={"type": "integer"})
PERSON = function("find_person", "Find where somebody is.", name={"type": "string"})
ASK = "What is the code word of room 12? Look it up and reply with it."


def result(call: Value, value: Any, **more: Any) -> dict[str, Any]:
    """The step that answers a call."""
    return {"type": "function_result", "call_id": call["id"].text, "result": value, **more}


@clause(
    "interactions.results.read",
    facts=("I-4.1-5", "I-6-8", "I-3.2-3"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3700,
    lies=("reads-no-results",),
    cases={
        "object": Case(({"code_word": "marmoset"}, {"name": "get_code_word"}),
                       lies=("refuses-results-that-are-objects",)),
        "string": Case(("marmoset", {"name": "get_code_word"}),
                       lies=("refuses-results-that-are-strings",)),
        "contents": Case(([{"type": "text", "text": "It is marmoset."}], {"name": "get_code_word"}),
                         lies=("refuses-results-that-are-lists",)),
        "without-a-name": Case(("marmoset", {}), lies=("wants-names-of-results",)),
    },
)  # fmt: skip
def test_read(api: Api, case: tuple[Any, dict[str, Any]]) -> None:
    """A result in each shape is read, in a new interaction behind the call."""
    value, more = case
    first = api.create(ASK, tools=[CODE_WORD], generation_config=MUST).ok
    results = [result(call, value, **more) for call in some_calls(first)]
    parent = first["id"].text
    second = api.create(results, tools=[CODE_WORD], previous_interaction_id=parent).ok
    assert second["status"] == "completed"
    assert "marmoset" in text_of(second).lower()


@clause(
    "interactions.results.failed",
    facts=("I-4.1-5",),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3700,
    lies=("refuses-results-of-failures", "reads-no-results"),
)
def test_failed(api: Api) -> None:
    """A function that failed may say so."""
    ask = "What is the code word of room 12? If there is an error, reply with its number."
    first = api.create(ask, tools=[CODE_WORD], generation_config=MUST).ok
    results = [result(call, "Error 4711: the door is locked.", name="get_code_word", is_error=True)
               for call in some_calls(first)]  # fmt: skip
    parent = first["id"].text
    second = api.create(results, tools=[CODE_WORD], previous_interaction_id=parent).ok
    assert "4711" in text_of(second)


@clause(
    "interactions.results.in-a-new-interaction",
    facts=("I-3.2-3", "I-3.2-13", "I-6-2"),
    severity=Severity.BREAKING,
    requests=5,
    tokens=3700,
    lies=("goes-on-under-the-same-id", "results-complete-the-call"),
)
def test_new_interaction(api: Api) -> None:
    """What answers a call is an interaction of its own; the one that called stays as it is."""
    first = api.create(ASK, tools=[CODE_WORD], generation_config=MUST).ok
    results = [result(call, "marmoset", name="get_code_word") for call in some_calls(first)]
    parent = first["id"].text
    second = api.create(results, tools=[CODE_WORD], previous_interaction_id=parent).ok
    assert second["id"].text != parent
    stored = api.get(parent).ok
    assert stored["status"] == "requires_action"
    assert [call.raw for call in some_calls(stored)] == [call.raw for call in some_calls(first)]


@clause(
    "interactions.results.streamed",
    facts=("I-4.1-5", "I-6-8", "I-5.3-1"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3700,
    lies=("reads-no-results", "completes-without-usage"),
)
def test_streamed(api: Api) -> None:
    """Both turns, the call and what answers it, can be streamed."""
    first = api.stream(ASK, tools=[CODE_WORD], generation_config=MUST).folded
    results = [result(call, "marmoset", name="get_code_word") for call in some_calls(first)]
    parent = first["id"].text
    second = api.stream(results, tools=[CODE_WORD], previous_interaction_id=parent)
    assert second.folded["status"] == "completed"
    assert second.folded["usage"]["total_tokens"].whole > 0
    assert "marmoset" in second.text.lower()


@clause(
    "interactions.results.stateless",
    facts=("I-6-13", "I-4.1-4", "I-4.1-5", "I-2.3-4"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=2700,
    lies=("reads-no-results", "refuses-its-own-thoughts", "refuses-its-own-calls"),
)
def test_stateless(api: Api) -> None:
    """Without a store the call goes back with all other steps, and its result behind them."""
    first = api.create([said(ASK)], tools=[CODE_WORD], generation_config=MUST, store=False).ok
    results = [result(call, "marmoset", name="get_code_word") for call in some_calls(first)]
    steps = [said(ASK), *(step.raw for step in first["steps"]), *results]
    second = api.create(steps, tools=[CODE_WORD], store=False).ok
    assert "marmoset" in text_of(second).lower()


@clause(
    "interactions.results.parallel",
    facts=("I-4.1-24", "I-6-13"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=4100,
    lies=("calls-share-an-id", "thinks-between-calls", "reads-only-the-first-result"),
)
def test_parallel(api: Api) -> None:
    """Calls of one turn stand in a row, each with its id, and are answered by a list of results."""
    ask = "Get the weather in Paris and the time in Tokyo, both at once. Reply with both."
    known = {"get_weather": "a sandstorm", "get_time": "a quarter past nine (09:15)"}
    steps: list[Any] = [said(ask)]
    names: set[str] = set()
    for _ in range(3):
        reply = api.create(steps, tools=[WEATHER, TIME], store=False).ok
        if reply["status"] != "requires_action":
            break
        calls = _in_a_row(reply)
        names |= {call["name"].text for call in calls}
        steps += [step.raw for step in reply["steps"]]
        steps += [result(call, _of(known, call), name=call["name"].text) for call in calls]
    assert names == set(known)
    told = text_of(reply).lower()
    assert "sandstorm" in told
    assert "quarter past nine" in told or "9:15" in told


@clause(
    "interactions.results.rounds",
    facts=("I-3.2-3", "I-6-8", "I-6-1", "I-4.1-4"),
    severity=Severity.BREAKING,
    requests=6,
    tokens=7800,
    lies=("reads-no-results", "calls-once-only", "calls-for-ever"),
)
def test_rounds(api: Api) -> None:
    """A result can lead to another call, which is filled from it, and at last to text."""
    ask = "Find the person Ada, then get the code word of her room and reply with that word."
    known: dict[str, Any] = {"find_person": {"room": 12}, "get_code_word": "marmoset"}
    input: Any = ask
    parent: dict[str, Any] = {}
    seen: list[Value] = []
    for _ in range(3):
        reply = api.create(input, tools=[PERSON, CODE_WORD], **parent).ok
        if reply["status"] != "requires_action":
            break
        calls = some_calls(reply)
        seen += calls
        input = [result(call, _of(known, call), name=call["name"].text) for call in calls]
        parent = {"previous_interaction_id": reply["id"].text}
    assert [call["name"].text for call in seen] == ["find_person", "get_code_word"]
    assert "ada" in seen[0]["arguments"]["name"].text.lower()
    assert seen[1]["arguments"]["room"] == 12
    assert reply["status"] == "completed"
    assert "marmoset" in text_of(reply).lower()


@clause(
    "interactions.results.required",
    facts=(),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=200,
    lies=("takes-steps-that-lack-something",),
    cases={
        "call-id": Case({"type": "function_result", "name": "get_code_word", "result": "x"},
                        ("I-4.1-5",)),
        "result": Case({"type": "function_result", "name": "get_code_word", "call_id": "c1"},
                       ("I-4.1-5",)),
        "id": Case({"type": "function_call", "name": "get_code_word", "arguments": {"room": 12}},
                   ("I-4.1-4",)),
        "name": Case({"type": "function_call", "id": "c1", "arguments": {"room": 12}},
                     ("I-4.1-4",)),
        "arguments": Case({"type": "function_call", "id": "c1", "name": "get_code_word"},
                          ("I-4.1-4",)),
    },
)  # fmt: skip
def test_required(api: Api, case: dict[str, Any]) -> None:
    """A call or a result that lacks what it needs is refused."""
    steps = [said(ASK), case]
    answer = api.create(steps, tools=[CODE_WORD], store=False, generation_config=LITTLE, wrong=True)
    answer.refused(400)


def _in_a_row(reply: Value) -> list[Value]:
    """Return the calls of a turn, with nothing between them, and an id for each."""
    kinds = [step["type"].text for step in reply["steps"]]
    calls = calls_of(reply)
    assert kinds[-len(calls) :] == ["function_call"] * len(calls), kinds
    assert len({call["id"].text for call in calls}) == len(calls)
    return calls


def _of(known: Mapping[str, Any], call: Value) -> Any:
    name = call["name"].text
    assert name in known, f"{call.path} calls {name}, which nobody declared"
    return known[name]
