"""Runs in the background, and their streams (docs/wire/interactions.md 8.1 and 5.4)."""

from __future__ import annotations

from collections.abc import Sequence

from ..answers import Stream, text_of
from ..api import LITTLE, RUNNING, Api
from ..clauses import Case, clause
from ..severity import Severity
from ..stopping import Skipped
from ..values import Value
from .test_functions import MUST, some_calls
from .test_results import ASK, CODE_WORD, result
from .test_usage import check_sum

COUNT = "Count from 1 to 20, separated by commas."
# Takes a model so long that somebody can come in between.
LONG = "Count from 1 to 300, separated by commas."
TOO_LATE = "the run was over before it could be cancelled"


def begun(api: Api, ask: str = LONG) -> str:
    """Start a run and return its id."""
    reply = api.create(ask, background=True).ok
    assert reply["status"].text in RUNNING, reply["status"]
    return reply["id"].text


@clause(
    "interactions.background.start",
    facts=("I-8.1-2", "I-2.1-20", "I-3.1-9", "I-3.1-6", "I-3.1-12", "I-3.2-2"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("runs-in-the-foreground", "starts-with-empty-steps", "starts-with-usage",
          "starts-with-a-tier", "starts-without-the-model"),
)  # fmt: skip
def test_start(api: Api) -> None:
    """A run is answered at once: with its id, its model and that it is in progress."""
    reply = api.create(COUNT, background=True).ok
    assert reply["status"].text in RUNNING, reply["status"]
    assert reply["id"].text
    assert reply["object"] == "interaction"
    assert reply["model"] == api.model
    assert not {"steps", "usage", "service_tier"} & reply.fields.keys()


@clause(
    "interactions.background.only-when-asked",
    facts=("I-2.1-20",),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("runs-all-in-the-background",),
)
def test_only_when_asked(api: Api) -> None:
    """What says background:false is answered when it is finished."""
    reply = api.create(background=False).ok
    assert reply["status"] == "completed"
    assert "hello" in text_of(reply).lower()


@clause(
    "interactions.background.polled",
    facts=("I-8.1-4", "I-8.1-6", "I-3.2-11", "I-3.1-6", "I-3.1-12"),
    severity=Severity.BREAKING,
    requests=8,
    tokens=1100,
    lies=("never-finishes", "forgets-what-a-run-said", "ends-runs-without-usage",
          "ends-runs-without-a-tier"),
)  # fmt: skip
def test_polled(api: Api) -> None:
    """Whoever looks often enough finds the run completed, with steps, usage and tier."""
    run = api.finished(begun(api, COUNT), looks=6)
    assert run["status"] == "completed"
    assert "20" in text_of(run)
    assert run["service_tier"].text
    check_sum(run["usage"])


@clause(
    "interactions.background.stays-finished",
    facts=("I-3.2-13",),
    severity=Severity.BREAKING,
    requests=9,
    tokens=1100,
    lies=("finished-ones-start-again",),
)
def test_stays_finished(api: Api) -> None:
    """A run that is over is the same each time one looks."""
    run = api.finished(begun(api, COUNT), looks=6)
    api.get(run["id"].text).ok.equals(run)


@clause(
    "interactions.background.calls",
    facts=("I-8.1-10", "I-6-8", "I-3.2-11"),
    severity=Severity.BREAKING,
    requests=10,
    tokens=3700,
    lies=("runs-never-call", "reads-no-results"),
)
def test_calls(api: Api) -> None:
    """A run that calls a function stops; a new create goes on with the result."""
    started = api.create(ASK, tools=[CODE_WORD], generation_config=MUST, background=True).ok
    run = api.finished(started["id"].text, looks=6)
    assert run["status"] == "requires_action"
    assert all(call["arguments"]["room"] == 12 for call in some_calls(run))
    results = [result(call, "marmoset", name="get_code_word") for call in some_calls(run)]
    parent = run["id"].text
    second = api.create(results, tools=[CODE_WORD], previous_interaction_id=parent).ok
    assert "marmoset" in text_of(second).lower()


@clause(
    "interactions.background.parent-in-progress",
    facts=("I-6-7",),
    severity=Severity.BEHAVIOUR,
    requests=5,
    tokens=2200,
    lies=("forgets-history",),
)
def test_parent_in_progress(api: Api) -> None:
    """Nothing can go on from a run that is in progress."""
    parent = begun(api)
    answer = api.create("Go on.", previous_interaction_id=parent, generation_config=LITTLE)
    if answer.status == 200:
        status = api.get(parent).ok["status"]
        assert status.text not in RUNNING, f"was accepted as a parent: {status!r}"
        raise Skipped("the run was over before anything could go on from it")
    answer.refused(400)


@clause(
    "interactions.background.deleted",
    facts=("I-3.2-14", "I-1.1-4"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1100,
    lies=("deletes-nothing",),
)
def test_deleted(api: Api) -> None:
    """A run can be deleted before it is over."""
    id = begun(api)
    api.delete(f"interactions/{id}").must(200)
    api.get(id).must(403, 404)


@clause(
    "interactions.background.attached",
    facts=("I-5.4-2", "I-1.1-2", "I-3.2-2"),
    severity=Severity.BREAKING,
    requests=5,
    tokens=1100,
    lies=("attaches-in-the-middle", "replays-nothing", "drops-a-delta", "stores-another-text"),
)
def test_attached(api: Api) -> None:
    """A stream of a run tells it from its first event, during the run and after it."""
    id = begun(api, COUNT)
    during = _told(api.replay(id), id)
    after = _told(api.replay(id), id)
    stored = api.get(id).ok
    made = [step.raw for step in stored["steps"] if step["type"] != "user_input"]
    for folded in (during, after):
        folded["steps"].equals(made)
        for name in ("status", "usage", "model", "service_tier"):
            folded[name].equals(stored[name])


@clause(
    "interactions.background.resumed",
    facts=("I-5.4-3",),
    severity=Severity.BREAKING,
    requests=4,
    tokens=1100,
    lies=("resumes-from-the-beginning", "repeats-the-last-event", "resumes-one-too-late"),
)
def test_resumed(api: Api) -> None:
    """With last_event_id a stream has only what comes after that event."""
    id = begun(api, LONG)
    whole = api.replay(id)
    texts = _texts(whole)
    named = [at for at, event in enumerate(texts[:-1]) if "event_id" in event]
    if not named:
        raise Skipped("no piece of text has an event_id and another piece behind it")
    at = named[len(named) // 2]
    rest = api.replay(id, last_event_id=texts[at]["event_id"].text)
    assert _joined(_texts(rest)) == _joined(texts[at + 1 :])
    assert "interaction.created" not in rest.types
    assert rest.types[-1] == "interaction.completed"


@clause(
    "interactions.background.cancelled",
    facts=("I-1.1-3", "I-8.1-12", "I-3.2-6", "I-3.2-11", "I-3.2-13", "I-3.1-4"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=1100,
    lies=("cancels-nothing", "answers-a-cancel-with-nothing", "cancelled-ones-go-on",
          "refuses-cancels"),
    cases={
        "without-a-type": Case({}),
        "as-json": Case({"content-type": "application/json"}, lies=("wants-a-body-in-a-delete",)),
    },
)  # fmt: skip
def test_cancelled(api: Api, case: dict[str, str]) -> None:
    """A cancel without a body is answered with the interaction, cancelled, and that it stays."""
    id = begun(api)
    answer = api.cancel(id, headers=case)
    if answer.status != 200:
        status = api.get(id).ok["status"]
        assert status.text not in ("cancelled", *RUNNING), f"{status!r}; cancel: {answer.status}"
        raise Skipped(TOO_LATE)
    reply = answer.ok
    assert reply["id"] == id
    assert reply["object"] == "interaction"
    if reply["status"].text not in ("cancelled", *RUNNING):
        raise Skipped(TOO_LATE)
    assert reply["status"] == "cancelled"
    assert reply["created"].text and reply["updated"].text
    assert "steps" not in reply
    found = api.get(id)
    if found.status == 200:
        assert found.ok["status"] == "cancelled"


@clause(
    "interactions.background.cancel-of-nothing",
    facts=("I-1.1-3", "E-1-5"),
    severity=Severity.BREAKING,
    requests=1,
    lies=("cancels-what-it-does-not-know",),
)
def test_cancel_of_nothing(api: Api) -> None:
    """Nobody cancels an interaction by an id that was never given out."""
    api.cancel("v1_" + "A" * 40).refused(400, 403, 404)


def _told(stream: Stream, id: str) -> Value:
    """Return what a whole stream tells of a run."""
    assert stream.types[0] == "interaction.created", stream.types
    stream.one("interaction.created")
    stream.one("interaction.completed")
    assert stream.events[0]["interaction"]["id"] == id
    assert all(update["interaction_id"] == id for update in stream.of("interaction.status_update"))
    assert stream.folded["id"] == id
    assert stream.folded["status"] == "completed"
    return stream.folded


def _texts(stream: Stream) -> list[Value]:
    """Return the events that are pieces of text."""
    texts = [each for each in stream.of("step.delta") if each["delta"]["type"] == "text"]
    assert texts, f"the stream has no text: {stream.types}"
    return texts


def _joined(texts: Sequence[Value]) -> str:
    return "".join(event["delta"]["text"].text for event in texts)
