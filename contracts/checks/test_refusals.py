"""What the Interactions service refuses, and how (docs/wire/interactions.md 7)."""

from __future__ import annotations

from typing import Any

from ..api import LITTLE, Api, Wrong
from ..clauses import Case, clause
from ..severity import Severity
from ..values import Value

FORMATS = frozenset("string image text number integer video object audio array boolean".split())

OPEN = "an open enum to the SDK's types"


def refused(api: Api, *, wrong: Wrong = True, **fields: Any) -> Value:
    """Create what should be refused with 400, and return the error."""
    body = {**api.body(store=False, generation_config=LITTLE), **fields}
    return api.send("POST", "/v1/interactions", json=body, wrong=wrong).must(400).json["error"]


@clause(
    "interactions.refusals.envelope",
    facts=("I-7.1-1", "E-1-5", "I-7.2-1"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=100,
    lies=("wraps-errors-like-google-rpc", "wraps-errors-in-a-list", "adds-a-status-to-errors",
          "answers-422"),
    smoke=True,
)  # fmt: skip
def test_envelope(api: Api) -> None:
    """A refusal is an object with a message and a code, and nothing else."""
    error = refused(api, response_format={"type": "json"})
    assert sorted(error.fields) == ["code", "message"]
    assert error["message"].text
    assert error["code"] == "invalid_request"


@clause(
    "interactions.refusals.unknown-field",
    facts=("I-2.1-25",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=100,
    lies=("ignores-unknown-fields",),
    smoke=True,
)
def test_unknown_field(api: Api) -> None:
    """A field that does not exist is refused."""
    assert refused(api, nonsense_field=1)["message"].text


@clause(
    "interactions.refusals.bad-value",
    facts=("I-7.3-7", "I-7.2-1"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=100,
    lies=("takes-nonsense", "says-less-about-values"),
    cases={
        "type-of-a-tool": Case(
            ({"tools": [{"type": "nonsense"}]}, "tools[0]"), ("I-2.1-9", "I-2.6-12")
        ),
        "type-of-a-format": Case(
            ({"response_format": {"type": "nonsense"}}, "response_format"), ("I-7.3-8",)
        ),
    },
)
def test_bad_value(api: Api, case: tuple[dict[str, Any], str]) -> None:
    """A value outside its list is refused by name, with its place and what is accepted."""
    fields, place = case
    error = refused(api, **fields)
    words = f"The value 'nonsense' is not supported for 'type' at '{place}'. Supported values: "
    assert error["message"].text.startswith(words), error
    assert error["code"] == "invalid_request"


@clause(
    "interactions.refusals.unknown-value",
    facts=("I-7.3-7", "I-7.2-1"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=200,
    lies=("takes-nonsense",),
    cases={
        "tier": Case(({"service_tier": "nonsense"}, OPEN), ("I-2.1-17",)),
        "thinking-level": Case(
            ({"generation_config": {**LITTLE, "thinking_level": "nonsense"}}, OPEN), ("I-2.5-6",)
        ),
        "thinking-summaries": Case(
            ({"generation_config": {**LITTLE, "thinking_summaries": "nonsense"}}, OPEN),
            ("I-2.5-8",),
        ),
        "harm": Case(
            ({"safety_settings": [{"type": "nonsense", "threshold": "off"}]}, OPEN),
            ("I-2.8-1",),
        ),
        "threshold": Case(
            ({"safety_settings": [{"type": "harassment", "threshold": "nonsense"}]}, OPEN),
            ("I-2.8-2",),
        ),
        "content-or-step": Case(({"input": [{"type": "nonsense"}]}, True), ("I-2.1-4",)),
    },
)
def test_unknown_value(api: Api, case: tuple[dict[str, Any], Wrong]) -> None:
    """A value that its list does not have is refused."""
    fields, wrong = case
    error = refused(api, **fields, wrong=wrong)
    assert error["message"].text
    assert error["code"] == "invalid_request"


@clause(
    "interactions.refusals.formats-listed",
    facts=("I-2.7-8",),
    severity=Severity.COSMETIC,
    requests=1,
    tokens=100,
    lies=("lists-fewer-formats",),
)
def test_formats_listed(api: Api) -> None:
    """The refusal of a format lists exactly these."""
    message = refused(api, response_format={"type": "json"})["message"].text
    listed = message.partition("Supported values: ")[2].rstrip(".").split(",")
    assert {name.strip(" '") for name in listed} == FORMATS


@clause(
    "interactions.refusals.nested-value",
    facts=("I-7.3-5", "I-2.4-8", "I-2.4-4"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=1400,
    lies=("says-less-about-values", "ignores-processing"),
)
def test_nested_value(api: Api) -> None:
    """A bad value deep inside is refused with its path."""
    video = {"type": "video", "uri": "https://www.youtube.com/watch?v=9hE5-98ZeCg",
             "processing": {"type": "static", "start_offset": "soon"}}  # fmt: skip
    steps = [{"type": "user_input", "content": [video]}]
    error = refused(api, input=steps, wrong="an offset is any string to the SDK's types")
    path = "Invalid input at 'input[0].content[0].processing'."
    assert error["message"].text.startswith(path), error
    assert error["code"] == "invalid_request"


@clause(
    "interactions.refusals.thinking-level",
    facts=("I-7.3-9", "I-9.2-2", "I-2.5-6"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=100,
    lies=("every-model-thinks-minimally",),
)
def test_thinking_level(api: Api) -> None:
    """A level that a model lacks is refused."""
    config = {**LITTLE, "thinking_level": "minimal"}
    lacks = "which levels a model has is not said in its name"
    error = refused(api, model="gemini-3.8-flash", generation_config=config, wrong=lacks)
    assert "minimal" in error["message"].text.lower()
    assert error["code"] == "invalid_request"


@clause(
    "interactions.refusals.tool-choice-without-tools",
    facts=("I-7.3-13", "I-2.5-9"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=100,
    lies=("ignores-tool-choice",),
)
def test_tool_choice(api: Api) -> None:
    """A choice of tools without any function is refused with these words."""
    config = {**LITTLE, "tool_choice": "any"}
    error = refused(api, generation_config=config, wrong="each of the two fields is fine alone")
    words = "Function calling config is set without function_declarations."
    assert error["message"] == words
    assert error["code"] == "invalid_request"


@clause(
    "interactions.refusals.instruction-is-a-string",
    facts=("I-2.1-7",),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=100,
    lies=("takes-instructions-in-parts",),
)
def test_instruction_is_string(api: Api) -> None:
    """A system instruction is a plain string; an object is refused."""
    assert refused(api, system_instruction={"parts": [{"text": "Be brief."}]})["message"].text


@clause(
    "interactions.refusals.threshold-is-required",
    facts=("I-2.8-2",),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=100,
    lies=("adds-missing-thresholds",),
)
def test_threshold(api: Api) -> None:
    """A safety setting without its threshold is refused."""
    assert refused(api, safety_settings=[{"type": "harassment"}])["message"].text
