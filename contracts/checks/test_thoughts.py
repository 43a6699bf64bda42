"""Thought steps (docs/wire/interactions.md 4.1 and 9.2)."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from ..answers import text_of
from ..api import Api
from ..clauses import Case, clause
from ..severity import Severity
from ..values import Value

_PLACEHOLDER = re.compile(rb"\n\$[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@clause(
    "interactions.thoughts.first",
    facts=("I-4.1-16", "I-4.1-3"),
    severity=Severity.BEHAVIOUR,
    requests=3,
    tokens=1100,
    lies=("thinks-afterwards", "never-shows-a-thought"),
)
def test_thought_is_first(api: Api) -> None:
    """A model that thinks puts a thought step before its text."""
    reply = api.create().ok
    assert text_of(reply)
    if thinks(api):
        assert [step["type"] for step in reply["steps"]][:1] == ["thought"]
        assert "thought" not in [step["type"].raw for step in reply["steps"]][1:]


@clause(
    "interactions.thoughts.signed",
    facts=("I-4.1-18", "I-4.1-15", "I-4.1-3"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("does-not-sign", "signs-in-plain-text"),
)
def test_signature(api: Api) -> None:
    """Every thought has a signature, which is base64."""
    for thought in _thoughts(api.create().ok):
        assert base64.b64decode(_base64(thought["signature"]))


@clause(
    "interactions.thoughts.no-summary-unless-asked",
    facts=("I-9.2-5", "I-2.5-8"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    cases={
        "by-default": Case({}, lies=("summarises-unasked",)),
        "when-told": Case({"thinking_summaries": "none"},
                          lies=("summarises-always", "refuses-thinking-summaries")),
    },
)  # fmt: skip
def test_no_summary(api: Api, case: dict[str, str]) -> None:
    """A thought holds nothing but its signature unless summaries are asked for."""
    for thought in _thoughts(api.create("Count from 1 to 5.", generation_config=case).ok):
        assert sorted(thought.fields) == ["signature", "type"]


@clause(
    "interactions.thoughts.summary",
    facts=("I-4.1-3", "I-2.5-8"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1200,
    lies=("summarises-in-a-string", "refuses-thinking-summaries"),
)
def test_summary(api: Api) -> None:
    """A summary that is asked for is a list of contents."""
    ask = "Which is larger, 9.11 or 9.9? Think about it, then reply with the number."
    reply = api.create(ask, generation_config={"thinking_summaries": "auto"}).ok
    for thought in _thoughts(reply):
        for content in thought["summary"] if "summary" in thought else ():
            assert content["type"].text in ("text", "image")
            assert content["type"] != "text" or content["text"].text


@clause(
    "interactions.thoughts.placeholder",
    facts=("I-4.1-17", "I-2.5-6"),
    severity=Severity.COSMETIC,
    requests=2,
    tokens=1100,
    lies=("signs-what-was-not-thought",),
)
def test_placeholder(api: Api) -> None:
    """The signature of a thought that cost no token is a placeholder with a UUID."""
    answer = api.create(generation_config={"thinking_level": "minimal"})
    if answer.status == 400:  # a level that this model lacks
        assert "minimal" in answer.refused(400)["message"].text.lower()
        return
    if answer.ok["usage"]["total_thought_tokens"] == 0:
        for thought in _thoughts(answer.ok):
            signature = base64.b64decode(_base64(thought["signature"]))
            assert _PLACEHOLDER.fullmatch(signature), thought


@clause(
    "interactions.thoughts.level",
    facts=("I-2.5-6",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=4100,
    lies=("refuses-thinking-level",),
    cases={"low": Case("low"), "high": Case("high")},
)
def test_level(api: Api, case: str) -> None:
    """A level that every thinking model has is accepted."""
    config = {"thinking_level": case, "max_output_tokens": 4000}
    assert text_of(api.create(generation_config=config, store=False).ok)


@clause(
    "interactions.thoughts.level-of-some",
    facts=("I-2.5-6", "I-7.3-9"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=4100,
    lies=("refuses-thinking-level",),
    cases={"minimal": Case("minimal"), "medium": Case("medium")},
)
def test_level_of_some(api: Api, case: str) -> None:
    """A level that some models lack is accepted, or refused by its name."""
    config = {"thinking_level": case, "max_output_tokens": 4000}
    answer = api.create(generation_config=config, store=False)
    if answer.status == 400:
        assert case in answer.refused(400)["message"].text.lower()
    else:
        assert text_of(answer.ok)


def thinks(api: Api) -> bool:
    """Whether the model says of itself that it thinks."""
    model = api.send("GET", f"/v1/models/{api.model}").ok
    return "thinking" in model and model["thinking"] == True  # noqa: E712


def _thoughts(reply: Value) -> Sequence[Value]:
    return [step for step in reply["steps"] if step["type"] == "thought"]


def _base64(signature: Value) -> str:
    return signature.matches(r"[A-Za-z0-9+/]+={0,2}")[0]
