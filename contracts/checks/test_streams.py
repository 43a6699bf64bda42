"""The events of a stream, and their order (docs/wire/interactions.md 5.2 and 5.3)."""

from __future__ import annotations

import re

from ..api import Api
from ..clauses import clause
from ..severity import Severity
from ..stopping import Skipped
from .test_usage import check_sum

COUNT = "Count from 1 to 20, separated by commas."
_ORDER = re.compile(
    r"interaction\.created interaction\.status_update"
    r"( step\.start( step\.delta)* step\.stop)+ interaction\.completed"
)


@clause(
    "interactions.stream.order",
    facts=("I-5.3-1", "I-5.2-3", "I-5.2-5"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1100,
    lies=(
        "omits-the-status-update", "creates-twice", "never-stops-a-step", "never-starts-a-step",
        "omits-completed", "completes-first", "adds-an-unknown-event",
    ),
    smoke=True,
)  # fmt: skip
def test_order(api: Api) -> None:
    """Created, one status update, start, deltas and stop of each step, completed."""
    types = " ".join(api.stream(COUNT, store=False).types)
    assert _ORDER.fullmatch(types), types


@clause(
    "interactions.stream.indexes",
    facts=("I-5.3-4",),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("counts-steps-from-one", "interleaves-steps"),
)
def test_indexes(api: Api) -> None:
    """Steps are counted from 0, in order, and never interleaved."""
    indexes = [event["index"].whole for event in api.stream(COUNT).events if "index" in event]
    assert indexes == sorted(indexes)
    assert set(indexes) == set(range(len(set(indexes))))


@clause(
    "interactions.stream.created",
    facts=("I-5.2-1", "I-3.2-2"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("created-without-id", "created-completed", "created-without-model", "created-is-flat"),
)
def test_created(api: Api) -> None:
    """The first event holds the id, the model and the status in_progress."""
    created = api.stream().events[0]
    assert created["event_type"] == "interaction.created"
    interaction = created["interaction"]
    assert interaction["id"].text
    assert interaction["status"] == "in_progress"
    assert interaction["object"] == "interaction"
    assert interaction["model"] == api.model


@clause(
    "interactions.stream.status-update",
    facts=("I-5.2-2", "I-3.2-2"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("updates-another-interaction", "updates-to-completed"),
)
def test_status_update(api: Api) -> None:
    """The status update says in_progress, of the interaction that was created."""
    stream = api.stream()
    update = stream.one("interaction.status_update")
    assert update["interaction_id"] == stream.one("interaction.created")["interaction"]["id"]
    assert update["status"] == "in_progress"


@clause(
    "interactions.stream.completed",
    facts=("I-5.2-6", "I-5.2-10"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("completes-another", "completes-without-model", "completes-with-steps",
          "completes-without-tier", "says-done"),
)  # fmt: skip
def test_completed(api: Api) -> None:
    """The last event holds the interaction without its steps."""
    stream = api.stream()
    interaction = stream.one("interaction.completed")["interaction"]
    assert interaction["id"] == stream.one("interaction.created")["interaction"]["id"]
    assert interaction["status"] == "completed"
    assert interaction["object"] == "interaction"
    assert interaction["model"] == api.model
    assert interaction["service_tier"].text
    assert interaction["created"] == interaction["updated"]
    assert "steps" not in interaction


@clause(
    "interactions.stream.usage",
    facts=("I-9.1-16", "I-9.1-15", "I-5.2-6"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("lacks-usage", "usage-does-not-add-up", "completes-without-usage"),
)
def test_usage(api: Api) -> None:
    """The last event says what was used, and that adds up."""
    check_sum(api.stream().one("interaction.completed")["interaction"]["usage"])


@clause(
    "interactions.stream.text",
    facts=("I-4.3-1", "I-5.2-4"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("drops-a-delta", "repeats-a-delta", "swaps-deltas", "merges-deltas-into-the-start",
          "text-under-another-name"),
)  # fmt: skip
def test_text(api: Api) -> None:
    """The text deltas, put together in order, are the whole text."""
    told = re.findall(r"\d+", api.stream(COUNT).text)
    assert told == [str(number) for number in range(1, 21)]


@clause(
    "interactions.stream.folds-to-get",
    facts=("I-5.2-4", "I-5.2-6", "I-4.3-1", "I-3.1-7", "I-1.1-2"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1100,
    lies=("drops-a-delta", "signs-the-stream-differently", "stores-another-text",
          "counts-the-stream-differently"),
    smoke=True,
)  # fmt: skip
def test_folds(api: Api) -> None:
    """The events put together are the interaction that is stored."""
    folded = api.stream(COUNT).folded
    stored = api.get(folded["id"].text).ok
    for name in ("id", "status", "model", "usage", "created", "updated", "object"):
        stored[name].equals(folded[name])
    made = [step.raw for step in stored["steps"] if step["type"] != "user_input"]
    folded["steps"].equals(made)


@clause(
    "interactions.stream.signature-is-last",
    facts=("I-4.3-5", "I-4.3-4", "I-5.3-5"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1200,
    lies=("signs-first", "does-not-sign-streams", "summary-is-bare-text"),
)
def test_signature_is_last(api: Api) -> None:
    """A thought's deltas are its summaries, if any, and then one signature."""
    ask = "Which is larger, 9.11 or 9.9? Think about it, then reply with the number."
    stream = api.stream(ask, generation_config={"thinking_summaries": "auto"})
    assert stream.text
    starts = {event["index"].whole: event["step"]["type"].text for event in stream.of("step.start")}
    for index in (index for index, kind in starts.items() if kind == "thought"):
        deltas = [each["delta"] for each in stream.of("step.delta") if each["index"] == index]
        *summaries, signature = deltas
        assert signature["type"] == "thought_signature"
        assert signature["signature"].text
        for delta in summaries:
            assert delta["type"] == "thought_summary"
            assert delta["content"]["type"].text in ("text", "image")


@clause(
    "interactions.stream.summaries",
    facts=("I-5.3-5", "I-4.3-4", "I-2.5-8"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=4200,
    lies=("never-summarises",),
)
def test_summaries(api: Api) -> None:
    """Where summaries are asked for, and the model thought, there is one or more."""
    config = {"thinking_summaries": "auto", "thinking_level": "high", "max_output_tokens": 4000}
    ask = "How many prime numbers lie between 100 and 150? Think about it, then reply."
    stream = api.stream(ask, generation_config=config, store=False)
    if stream.folded["usage"]["total_thought_tokens"] == 0:
        raise Skipped("the model did not think, although it was to think hard")
    deltas = [event["delta"] for event in stream.of("step.delta")]
    summaries = [delta for delta in deltas if delta["type"] == "thought_summary"]
    assert summaries, f"nothing is summarised: {stream.types}"
    for delta in summaries:
        assert delta["content"]["type"].text in ("text", "image")


@clause(
    "interactions.stream.cut-short",
    facts=("I-5.2-10", "I-3.2-7"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=200,
    lies=("ends-cut-streams-with-an-error", "calls-cut-streams-completed"),
)
def test_cut_short(api: Api) -> None:
    """A stream that reached its limit ends in interaction.completed, with status incomplete."""
    stream = api.stream("Count from 1 to 400.", generation_config={"max_output_tokens": 80})
    assert stream.types[-1] == "interaction.completed"
    assert stream.events[-1]["interaction"]["status"] == "incomplete"


@clause(
    "interactions.stream.not-stored",
    facts=("I-5.3-10", "I-2.1-19"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=1100,
    lies=("ignores-store-false", "unstored-streams-lack-the-id"),
)
def test_not_stored(api: Api) -> None:
    """What is not stored has the same events, with ids that are empty."""
    stream = api.stream(store=False)
    assert stream.one("interaction.created")["interaction"]["id"] == ""
    assert stream.one("interaction.status_update")["interaction_id"] == ""
    assert stream.one("interaction.completed")["interaction"]["id"] == ""
    assert "hello" in stream.text.lower()
