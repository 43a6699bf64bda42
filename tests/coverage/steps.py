"""The steps of an input, which are the history of a conversation."""

from __future__ import annotations

from google.genai._gaos.types import interactions
from pydantic import BaseModel

from tests.api import Json
from tests.coverage import sdk
from tests.coverage.asking import adds, creates, says
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, Shows, Stale, rows
from tests.coverage.tables import table

_HELLO = {"type": "text", "text": "Hello"}
SAID: Json = {"type": "user_input", "content": [_HELLO]}
ANSWERED: Json = {"type": "model_output", "content": [{"type": "text", "text": "Hi"}]}
CALL: Json = {"type": "function_call", "id": "c1", "name": "f", "arguments": {}}
RESULT: Json = {"type": "function_result", "call_id": "c1", "result": "sunny"}
_ASKING: Json = {"type": "user_input", "content": "What did I say?"}
_SIGNATURE = "CiQwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDA="
_THOUGHT: Json = {"type": "thought", "signature": _SIGNATURE}

# What each field of a call or result of the server's own tools can hold.
_VALUES: Json = {
    "id": "c1",
    "call_id": "c1",
    "name": "f",
    "server_name": "s",
    "arguments": {},
    "result": "done",
    "is_error": False,
    "search_type": "web_search",
    "retrieval_type": "rag_store",
    "signature": _SIGNATURE,
}
_RETURNED = says("The function f returned: sunny")


def tables(fakes: Fakes) -> tuple[str, str]:
    types = sdk.types_of(interactions.Step)
    described = {probe.name.partition(".")[0] for probe in _FIELDS}
    servers = [_of_server(kind, types[kind]) for kind in types if kind not in described]
    kinds = rows(types, (*_KINDS, *servers), fakes)
    fields = [f"{kind}.{name}" for kind in described for name in sdk.fields_of(types[kind])]
    return table("step", kinds), table("field of a step", rows(fields, _FIELDS, fakes))


def _of_server(kind: str, model: type[BaseModel]) -> Probe:
    names = sdk.fields_of(model)
    if unknown := [name for name in names if name not in _VALUES]:
        raise Stale(f"the step {kind} has the fields {unknown}: add values of them in {__name__}")
    step = {"type": kind, **{name: _VALUES[name] for name in names}}
    remark = "with all its fields, as history of a built-in tool; not looked into"
    return _after(kind, [SAID, step], [SAID], remark=remark)


def _after(
    name: str, steps: list[Json], without: list[Json], shows: Shows | None = None, remark: str = ""
) -> Probe:
    """Ask what was said, behind some steps and behind others."""
    asked, plain = ({"input": [*before, _ASKING]} for before in (steps, without))
    return adds(name, asked, plain, shows=shows, remark=remark)


def _returns(name: str, steps: list[Json], without: list[Json], remark: str = "") -> Probe:
    """Ask for the answer to what a function returned."""
    asked, plain = (creates(input=[SAID, *last]) for last in (steps, without))
    return Probe(name, asked, plain, _RETURNED, remark=remark)


_KINDS = (
    _after("user_input", [SAID], [], says('Earlier you said: "Hello"')),
    _after("model_output", [SAID, ANSWERED], [SAID], remark="part of the history"),
    _after("thought", [SAID, _THOUGHT], [SAID], remark="says nothing, as the words it led to do"),
    _returns(
        "function_call",
        [CALL, RESULT],
        [RESULT],
        remark="in the input or of the previous interaction; a result needs its call",
    ),
    _returns("function_result", [CALL, RESULT], [CALL], remark="its call is answered"),
)

_OTHER_CALL = {**CALL, "id": "c2"}
_FAILED = {**RESULT, "is_error": True}
_FIELDS = (
    _after("user_input.content", [SAID], [], says("Hello")),
    _after("model_output.content", [ANSWERED], [{"type": "model_output"}]),
    _after("model_output.error", [{**ANSWERED, "error": {"code": 13}}], [ANSWERED]),
    _after(
        "thought.signature",
        [_THOUGHT],
        [{"type": "thought"}],
        remark="must be base64, and whole when it is one of the fake's",
    ),
    _after("thought.summary", [{"type": "thought", "summary": [_HELLO]}], [{"type": "thought"}]),
    _returns("function_call.id", [CALL, RESULT], [_OTHER_CALL, RESULT]),
    _returns("function_call.name", [CALL, RESULT], [{**CALL, "name": "g"}, RESULT]),
    _after("function_call.arguments", [{**CALL, "arguments": {"a": 1}}], [CALL]),
    _returns("function_result.call_id", [CALL, RESULT], [CALL, {**RESULT, "call_id": "c2"}]),
    _returns(
        "function_result.result",
        [CALL, RESULT],
        [CALL, {**RESULT, "result": {}}],
        remark="text, an object, or a list of contents; quoted",
    ),
    Probe(
        "function_result.is_error",
        creates(input=[SAID, CALL, _FAILED]),
        creates(input=[SAID, CALL, RESULT]),
        says("The function f failed with: sunny"),
    ),
    Probe(
        "function_result.name",
        creates(input=[SAID, CALL, {**RESULT, "name": "g"}]),
        creates(input=[SAID, CALL, RESULT]),
        remark="the name in its call counts",
    ),
)
