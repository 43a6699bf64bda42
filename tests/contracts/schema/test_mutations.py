"""The document refuses what was spoilt: types, constants, required fields, closed enums."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contracts.schema.document import Document
from tests.contracts.schema.mutations import Kind, Mutant, mutants
from tests.contracts.schema.samples import LEGACY, exchanges, others, streams

DOCUMENT = Document.load()
PAGE = Path(__file__).parents[3] / "docs" / "contracts" / "document.md"
AT_LEAST = 0.95

# Fields that are always there, by docs/wire and not by the document.
REQUIRED = {
    "reply": """
        status object usage usage.total_tokens usage.total_input_tokens
        usage.total_cached_tokens usage.input_tokens_by_modality
        usage.input_tokens_by_modality.#.modality usage.input_tokens_by_modality.#.tokens
        usage.total_output_tokens usage.total_tool_use_tokens usage.total_thought_tokens
        service_tier continuation_token model steps.#.type steps.#.signature
        steps.#.content.#.type steps.#.content.#.text steps.#.summary.#.text steps.#.id
        steps.#.name steps.#.arguments error error.code error.message error.status #.error
        #.error.code #.error.message #.error.status #.error.details.#.@type file file.name
        file.mimeType file.sizeBytes file.createTime file.updateTime file.expirationTime
        file.sha256Hash file.uri file.state file.source files.#.name files.#.state
        files.#.source files.#.createTime files.#.updateTime name createTime updateTime
        expirationTime sha256Hash uri mimeType state source version displayName~model
        inputTokenLimit outputTokenLimit supportedGenerationMethods models totalTokens
        promptTokensDetails promptTokensDetails.#.modality promptTokensDetails.#.tokenCount
    """,
    "event": """
        event_type interaction interaction.id interaction.status interaction.object
        interaction.model interaction.usage interaction.created interaction.updated
        interaction.service_tier interaction_id status index step step.type step.id step.call_id
        step.name delta delta.type delta.text delta.annotations delta.content delta.arguments
        delta.result error error.code error.message
    """,
    "request": """
        model input input.#.type input.#.call_id input.#.result input.#.content.#.type
        input.#.content.#.text input.#.result.#.type input.#.result.#.text tools.#.type uris
        continuation_token
    """,
}

# What passes all the same, and why. docs/contracts/document.md has this table.
NOT_REFUSED = {
    ("request", "input", Kind.RETYPED): "a string is input as well as a list is",
    ("request", "input.#.content", Kind.RETYPED): "a bare string is content, too (I-2.3-9)",
    ("request", "input.#.result", Kind.RETYPED): "an object and a string are results, too",
    ("event", "interaction.usage.grounding_tool_count.#.type", Kind.CONSTANT): "an open enum",
    ("reply", "steps.#.arguments.city", Kind.RETYPED): "arguments have the caller's own schema",
}


def replies() -> Iterator[tuple[str, Mutant, bool]]:
    for each in (*exchanges(), *others()):
        if each.response is None or each.place == f"{LEGACY}-0":
            continue
        for mutant in mutants(each.response):
            raw = json.dumps(mutant.value).encode()
            found = DOCUMENT.check_answer(
                each.method, each.path, each.status, "application/json", raw
            )
            yield each.place, mutant, any(finding.is_violation for finding in found)


def requests() -> Iterator[tuple[str, Mutant, bool]]:
    for each in (*exchanges(), *others()):
        if each.request is None or _refused(each.method, each.path, each.request):
            continue
        for mutant in mutants(each.request):
            yield each.place, mutant, _refused(each.method, each.path, mutant.value)


def _refused(method: str, path: str, body: Any) -> bool:
    return any(each.is_violation for each in DOCUMENT.check_request(method, path, body))


def events() -> Iterator[tuple[str, Mutant, bool]]:
    for name, stream in streams().items():
        frames = stream.decode().strip().split("\n\n")
        for position, frame in enumerate(frames[:-1] if LEGACY not in name else []):
            line, data = frame.split("\ndata: ")
            for mutant in mutants(json.loads(data)):
                spoilt = f"{line}\ndata: {json.dumps(mutant.value)}"
                sent = "\n\n".join([*frames[:position], spoilt, *frames[position + 1 :], ""])
                found = DOCUMENT.check_answer(
                    "POST", "/v1/interactions", 200, "text/event-stream", sent.encode()
                )
                yield name, mutant, any(finding.is_violation for finding in found)


CORPUS = {"reply": replies, "request": requests, "event": events}


@cache
def tried(what: str) -> list[tuple[Mutant, bool]]:
    """All mutants that have to be refused, and whether they were."""
    required = REQUIRED[what].split()
    return [
        (mutant, refused)
        for place, mutant, refused in CORPUS[what]()
        if mutant.kind is not Kind.DROPPED
        or mutant.place in required
        or f"{mutant.place}~{place}" in required
    ]


@pytest.mark.parametrize("what", CORPUS)
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name.lower())
def test_at_least_95_percent_of_each_kind_are_refused(what: str, kind: Kind) -> None:
    results = [refused for mutant, refused in tried(what) if mutant.kind is kind]

    if (what, kind) != ("request", Kind.ENUM):  # no closed enum stands in a request
        assert results
        assert sum(results) / len(results) >= AT_LEAST


@pytest.mark.parametrize("what", CORPUS)
def test_what_is_not_refused_has_a_reason(what: str) -> None:
    passed = {(what, mutant.place, mutant.kind) for mutant, refused in tried(what) if not refused}

    assert passed == {key for key in NOT_REFUSED if key[0] == what}


def test_every_field_that_is_said_to_be_required_occurs() -> None:
    for what, names in REQUIRED.items():
        places = {mutant.place for mutant, _ in tried(what)}
        assert {name.partition("~")[0] for name in names.split()} <= places


def test_page_says_what_is_not_refused_and_how_much_is() -> None:
    page = PAGE.read_text()
    for (what, place, kind), reason in NOT_REFUSED.items():
        assert f"| {what} | `{place}` | {kind.value} | {reason} |" in page
    for what in CORPUS:
        results = [refused for _, refused in tried(what)]
        assert f"| {what} | {len(results)} | {sum(results)} |" in page
