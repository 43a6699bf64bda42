"""The shapes that an input has (docs/wire/interactions.md 2.3), and fields beside it (2.1)."""

from __future__ import annotations

from typing import Any

from ..answers import text_of
from ..api import Api
from ..clauses import Case, clause
from ..severity import Severity

SAY = "Reply with exactly: toucan"


def text(words: str) -> dict[str, str]:
    """A content that is text."""
    return {"type": "text", "text": words}


@clause(
    "interactions.input.shapes",
    facts=("I-2.1-4", "I-1.1-1"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1100,
    lies=("says-nothing",),
    cases={
        "string": Case(SAY, ("I-2.3-1",), ("refuses-input-strings",)),
        "content": Case(text(SAY), ("I-2.3-2", "I-2.4-1"), ("refuses-input-objects",)),
        "contents": Case([text(SAY)], ("I-2.3-3",), ("refuses-input-contents",)),
        "steps": Case(
            [{"type": "user_input", "content": [text(SAY)]}],
            ("I-2.3-4", "I-4.1-1"),
            ("refuses-lists-of-steps", "reads-no-steps"),
        ),
        "step-with-a-bare-string": Case(
            [{"type": "user_input", "content": SAY}],
            ("I-2.3-9",),
            ("refuses-bare-strings-in-steps",),
        ),
    },
)
def test_shapes(api: Api, case: Any) -> None:
    """The model reads an input of each shape."""
    assert "toucan" in text_of(api.create(case, store=False).ok).lower()


@clause(
    "interactions.input.several-contents",
    facts=("I-2.3-3", "I-2.4-1"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    lies=("reads-only-the-last-content", "reads-only-the-first-content"),
)
def test_several_contents(api: Api) -> None:
    """All contents of a list are read."""
    contents = [text("First word: lemur."), text("Second word: okapi."),
                text("Repeat both words in one sentence.")]  # fmt: skip
    told = text_of(api.create(contents, store=False).ok).lower()
    assert "lemur" in told
    assert "okapi" in told


@clause(
    "interactions.input.steps-of-both-sides",
    facts=("I-2.3-4", "I-4.1-2"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    lies=("refuses-model-output-steps", "reads-only-the-last-step", "reads-no-model-output"),
)
def test_steps_of_both_sides(api: Api) -> None:
    """A list of steps holds what both sides said, and the model reads its own part, too."""
    steps = [
        {"type": "user_input", "content": [text("Name an animal.")]},
        {"type": "model_output", "content": [text("axolotl")]},
        {"type": "user_input", "content": [text("Repeat your previous reply exactly.")]},
    ]
    assert "axolotl" in text_of(api.create(steps, store=False).ok).lower()


@clause(
    "interactions.input.system-instruction",
    facts=("I-2.1-7",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    lies=("ignores-the-instruction", "refuses-system-instruction"),
    smoke=True,
)
def test_instruction(api: Api) -> None:
    """A system instruction is obeyed."""
    ending = "End every reply with the word papaya."
    reply = api.create("Say hello.", system_instruction=ending, store=False).ok
    assert "papaya" in text_of(reply).lower()


@clause(
    "interactions.input.as-sdks-send-it",
    facts=("I-1.3-1", "I-1.3-2", "I-1.3-3", "I-1.3-4", "I-1.3-5", "I-1.3-6", "E-6-1", "E-6-2",
           "E-6-3", "E-6-5"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=66_000,
    cases={
        "python": Case(
            {"user-agent": "google-genai-sdk/3.4.0 gl-python/3.11.7",
             "x-goog-api-client": "google-genai-sdk/3.4.0 gl-python/3.11.7",
             "accept": "application/json", "accept-encoding": "gzip, deflate"},
            lies=("refuses-python",),
        ),
        "javascript": Case(
            {"user-agent": "google-genai-sdk/3.1.0 gl-node/v20.20.2",
             "x-goog-api-client": "google-genai-sdk/3.1.0 gl-node/v20.20.2",
             "accept": "application/json", "accept-encoding": "gzip, deflate",
             "accept-language": "*", "sec-fetch-mode": "cors", "cookie": ""},
            lies=("refuses-empty-cookies",),
        ),
    },
)  # fmt: skip
def test_as_sdks_send_it(api: Api, case: dict[str, str]) -> None:
    """The bytes that an SDK sends for a plain create are accepted."""
    body = {"model": api.model, "input": SAY}
    reply = api.send("POST", "/v1/interactions", json=body, headers=case).ok
    assert "toucan" in text_of(reply).lower()


@clause(
    "interactions.input.fields",
    facts=(),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    cases={
        "safety-settings": Case(
            {"safety_settings": [
                {"type": "hate_speech", "threshold": "block_low_and_above"},
                {"type": "sexually_explicit", "threshold": "block_medium_and_above"},
                {"type": "dangerous_content", "threshold": "block_only_high"},
                {"type": "harassment", "threshold": "block_none"},
                {"type": "civic_integrity", "threshold": "off"},
            ]},
            ("I-2.1-16", "I-2.8-1", "I-2.8-2"),
            ("refuses-safety-settings",),
        ),
        "safety-method": Case(
            {"safety_settings": [
                {"type": "harassment", "threshold": "block_none", "method": "severity"}
            ]},
            ("I-2.8-3",),
            ("refuses-safety-settings",),
        ),
        "response-modalities": Case(
            {"response_modalities": ["text"]}, ("I-2.1-14",), ("refuses-response-modalities",)
        ),
        "response-format": Case(
            {"response_format": {"type": "text", "mime_type": "text/plain"}},
            ("I-2.1-12", "I-2.7-1", "I-2.7-7"),
            ("refuses-response-format",),
        ),
        "response-formats": Case(
            {"response_format": [{"type": "text", "mime_type": "text/plain"}]},
            ("I-2.7-7",),
            ("refuses-lists-of-formats",),
        ),
    },
)  # fmt: skip
def test_fields(api: Api, case: dict[str, Any]) -> None:
    """A field of the body that asks for nothing unusual is accepted."""
    reply = api.send("POST", "/v1/interactions", json={**api.body(SAY, store=False), **case}).ok
    assert "toucan" in text_of(reply).lower()
