"""A name is never passed over in silence, and no claim stands without its proof."""

from __future__ import annotations

import pytest
from google.genai._gaos.types import interactions

from tests.coverage import facts, sdk
from tests.coverage.asking import adds, creates, ends, says
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, Stale, Verdict, judged, rows

_HELLO = {"input": "Reply with exactly: hello"}


@pytest.mark.parametrize(
    ("probe", "verdict"),
    [
        (adds("input", _HELLO, shows=says("hello")), Verdict.IMITATED),
        (adds("store", {"store": False}), Verdict.NOTHING),
        (adds("seed", {"generation_config": {"seed": 7}}), Verdict.WORDS),
        (adds("agent", {"agent": "a"}), Verdict.REFUSED),
        (adds("environment", {"environment": "remote"}), Verdict.NOT_YET),
        (
            adds("tools", {"tools": [{"type": "function", "name": "hello"}]}),
            Verdict.IMITATED,
        ),
    ],
    ids=["shown", "same", "words", "refused", "not yet", "other form"],
)
def test_verdict_follows_from_the_replies(fakes: Fakes, probe: Probe, verdict: Verdict) -> None:
    assert judged(probe, fakes).here == verdict


def test_refusal_is_quoted(fakes: Fakes) -> None:
    row = judged(adds("user", {"user": "me"}, remark="a typo"), fakes)
    assert row.remark == "400 “Unknown parameter 'user'.”; a typo"


def test_thing_that_is_not_imitated_is_named_and_kept(fakes: Fakes) -> None:
    row = judged(adds("bash", {"tools": [{"type": "bash"}]}), fakes)
    assert (row.remark, fakes.things) == ("“tools of type bash”", ["tools of type bash"])


@pytest.mark.parametrize(
    "probe",
    [
        adds("input", _HELLO, shows=says("goodbye")),
        adds("input", _HELLO, shows=ends("completed")),
        Probe("input", creates(**_HELLO)),
    ],
    ids=["shown by neither", "shown by both", "nothing to tell by"],
)
def test_claim_without_a_proof_is_refused(fakes: Fakes, probe: Probe) -> None:
    with pytest.raises(Stale, match="the probe of input"):
        judged(probe, fakes)


def test_name_that_nobody_asks_for_is_an_error(fakes: Fakes) -> None:
    with pytest.raises(Stale, match="asks for new_field: add a probe"):
        rows(["input", "new_field"], [adds("input", _HELLO)], fakes)


def test_probe_of_a_name_that_is_gone_is_an_error(fakes: Fakes) -> None:
    with pytest.raises(Stale, match="asks for input, which nobody knows"):
        rows([], [adds("input", _HELLO)], fakes)


def test_names_of_the_sdk_are_found() -> None:
    assert {"text", "image"} < set(sdk.types_of(interactions.Content))
    assert {"model", "agent", "input"} < sdk.create_fields()
    assert "output_text" not in sdk.reply_fields()
    assert sdk.values_of(interactions.ThinkingSummaries) == ("auto", "none")
    assert ("POST", "/interactions") in list(sdk.operations())


@pytest.mark.parametrize("read", [sdk.types_of, sdk.values_of], ids=["types", "values"])
def test_another_form_of_the_sdk_is_an_error(read: object) -> None:
    assert callable(read)
    with pytest.raises(TypeError, match="has another form"):
        read(str)


def test_names_of_the_documents_are_found() -> None:
    assert "bash" in facts.tools()
    assert "invalid_request" in facts.error_codes()
    assert "NOT_FOUND" in facts.error_statuses()
    assert ("POST", "/upload/{v}/files") in facts.operations()
    assert facts.get_query() == ("stream", "last_event_id", "include_input")
