"""Whole recordings compared: of broken fakes, of another seed, of anything at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.evidence import bodies
from contracts.evidence.findings import compared
from contracts.severity import Severity
from fake_gemini import Settings, create_app
from tests.contracts.evidence.taking import (
    found,
    of_legacy,
    of_liar,
    of_today,
    recording,
    reply,
    taken,
)

_LIES = {
    "sizes-are-numbers": "type-changed:File.sizeBytes",
    "hashes-wrongly": "value-changed:File.sha256Hash",
    "never-expires": "field-removed:File.expirationTime",
    "file-times-in-seconds": "format-changed:File.createTime",
    "knows-unknown-files": "now-accepted:refusals/unknown-file",
    "answers-404-to-unknown-files": "status-changed:refusals/unknown-file",
    "has-its-own-uris": "now-refused:files/use",
    "get-shows-less-of-files": "field-removed:File.displayName",
    "starts-without-a-url": "field-removed:Upload.headers.x-goog-upload-url",
    "ends-active": "value-changed:Upload.headers.x-goog-upload-status=final->active",
    "takes-any-key": "now-accepted:refusals/bad-key",
    "models-without-limits": "field-removed:Model.inputTokenLimit",
    "lists-without-next-page": "field-removed:Models.nextPageToken",
    "counts-in-strings": "type-changed:TokenCount.totalTokens",
    "wraps-errors-like-google-rpc": "type-changed:InteractionError.error.code",
    "ignores-unknown-fields": "now-accepted:refusals/unknown-field",
    "says-less-about-values": "message-changed:refusals/unknown-tool",
    "has-no-id": "field-removed:Interaction.id",
    "updates-later": "reference-changed:Interaction.updated",
    "times-have-fractions": "format-changed:Interaction.created",
    "adds-output-text": "required-field-added:Interaction.output_text",
    "answers-with-bare-strings": "type-changed:Interaction.steps[]/model_output.content[]",
    "refuses-system-instruction": "now-refused:instruction/create",
    "deletes-nothing": "now-accepted:text/get-deleted",
    "ignores-store-false": "value-changed:Event/interaction.created.interaction.id",
    "omits-the-status-update": "variant-removed:Event/interaction.status_update",
    "completes-first": "events-changed:stream/create",
    "created-is-flat": "field-removed:Event/interaction.created.interaction",
    "counts-steps-from-one": "value-changed:Event/step.start.index=0->1",
    "text-under-another-name": "field-removed:Event/step.delta.delta/text.text",
    "frames-without-event-line": "framing-changed:Event",
    "omits-done": "events-changed:stream/create",
    "breaks-off": "body-changed:Event",
    "streams-as-json": "media-type-changed:Event",
    "completes-another": "reference-changed:Event/interaction.completed.interaction.id",
    "wants-a-key-for-bytes": "step-cut-short:files",
}


@pytest.mark.parametrize(("lie", "id"), _LIES.items(), ids=_LIES)
def test_broken_fake_is_told_by_name(lie: str, id: str) -> None:
    assert id in found(of_today(), of_liar(lie))


@pytest.mark.parametrize("seed", [1, 2**63 - 1])
def test_other_words_and_ids_are_no_difference(seed: int) -> None:
    assert found(of_today(), taken(create_app(Settings(seed=seed)))) == {}


@pytest.mark.parametrize("size", [1, 7, 400])
def test_other_pieces_are_no_difference(size: int) -> None:
    assert found(of_today(), taken(create_app(Settings(chunk_size=size, arguments_size=3)))) == {}


def test_system_clock_is_no_difference() -> None:
    assert found(of_today(), taken(create_app(Settings(clock="system")))) == {}


def test_most_severe_comes_first() -> None:
    ranks = [it.difference.severity.rank for it in compared(of_legacy(), of_today()).findings]

    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] == Severity.BREAKING.rank


def test_exchange_of_one_side_is_not_compared() -> None:
    both = compared(recording(reply({})), recording(reply({}), reply({}, "more")))

    assert (both.alone, both.pairs, both.findings) == (["made/more"], 1, [])


def test_same_difference_is_told_once_with_all_its_places() -> None:
    before = recording(*(reply({"a": "x"}, name) for name in ("one", "two", "three")))
    after = recording(*(reply({"a": "y"}, name) for name in ("one", "two", "three")))

    (finding,) = compared(before, after).findings
    assert finding.where == ("made/one", "made/two", "made/three")


def test_step_that_comes_to_its_end_again() -> None:
    cut = recording(reply({}), cut_short={"made": "after create: nothing"})
    whole = recording(reply({}), reply({}, "get"))

    assert found(cut, whole) == {"step-completed:made": "behaviour"}
    assert found(whole, cut) == {"step-cut-short:made": "breaking"}


_KEYS = st.sampled_from(["type", "event_type", "id", "text", "created", "error", "message", "a"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
    | st.just("2026-01-01T00:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=10,
)  # fmt: skip
_FRAMES = st.lists(
    st.fixed_dictionaries({"event": st.none() | st.text(max_size=3)}, optional={"data": _JSON})
    | st.fixed_dictionaries({"lines": st.lists(st.text(max_size=5))}, optional={"data": _JSON})
)
_BODIES = st.one_of(
    st.none(),
    st.builds(lambda value: {"json": value}, _JSON),
    st.builds(lambda value: {"frames": value}, _FRAMES),
    st.builds(lambda value: {"text": value}, st.text(max_size=5)),
    st.just(bodies.kept(b"\xff")),
)
_REPLIES = st.builds(
    lambda body, status, url: (body, status, url),
    _BODIES,
    st.sampled_from([200, 404, 500]),
    st.sampled_from(["/v1/interactions", "/v1/files/a", "/nowhere", "", "http://elsewhere/x"]),
)


@given(st.lists(st.tuples(_REPLIES, _REPLIES), min_size=1, max_size=4))
def test_whatever_was_answered_can_be_compared(pairs: list[tuple[Any, Any]]) -> None:
    sides = [
        recording(*(reply(None, f"n{at}", status, url=url, reply=body)
                    for at, (body, status, url) in enumerate(side)))
        for side in zip(*pairs, strict=True)
    ]  # fmt: skip

    for finding in compared(*sides).findings:
        assert finding.id and finding.difference.severity
    assert not compared(sides[0], sides[0]).findings
