"""The bytes of a stream (docs/wire/interactions.md 5.1)."""

from __future__ import annotations

import json

from ..answers import Stream
from ..api import LITTLE, Api
from ..clauses import clause
from ..severity import Severity
from .test_streams import COUNT


@clause(
    "interactions.framing.frames",
    facts=("I-5.1-1",),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("frames-without-event-line", "data-over-two-lines", "breaks-off"),
)
def test_frames(api: Api) -> None:
    """Each frame is an event line, one data line and a blank line."""
    for frame in api.stream(COUNT).frames:
        assert frame.field_names == ["event", "data"]


@clause(
    "interactions.framing.compact",
    facts=("I-5.1-1",),
    severity=Severity.COSMETIC,
    requests=2,
    tokens=1100,
    lies=("spaces-in-the-data",),
)
def test_compact(api: Api) -> None:
    """The JSON of a data line has no spaces between its parts."""
    for frame in api.stream().frames:
        if not frame.ends:
            compact = json.dumps(frame.event.raw, separators=(",", ":"), ensure_ascii=False)
            assert len(frame.data) <= len(compact), frame.data


@clause(
    "interactions.framing.event-line",
    facts=("I-5.1-2", "I-5.1-1"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("event-line-differs", "events-without-their-type"),
)
def test_event_line(api: Api) -> None:
    """The event line says what event_type in the data says."""
    for frame in api.stream().frames:
        if not frame.ends:
            assert frame.event["event_type"] == frame.field("event")


@clause(
    "interactions.framing.done",
    facts=("I-5.1-3",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1100,
    lies=("omits-done", "done-without-event-line", "done-in-json", "goes-on-after-done"),
    smoke=True,
)
def test_done(api: Api) -> None:
    """The last frame is the event done with the literal [DONE], and no other is."""
    *frames, last = api.stream(store=False).frames
    assert (last.field("event"), last.data) == ("done", "[DONE]")
    assert not any(frame.ends for frame in frames)


@clause(
    "interactions.framing.no-other-fields",
    facts=("I-5.1-5",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("adds-id-lines", "adds-retry-lines"),
)
def test_no_other_fields(api: Api) -> None:
    """No frame has an id or retry line, by which browsers would reconnect."""
    stream = api.stream()
    assert stream.types[-1] == "interaction.completed"
    assert not {"id", "retry"} & {name for frame in stream.frames for name in frame.field_names}


@clause(
    "interactions.framing.media-type",
    facts=("I-1.5-1", "I-5.1-9"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=2200,
    lies=("streams-as-json", "answers-as-text", "always-streams", "never-streams"),
)
def test_media_type(api: Api) -> None:
    """A stream is text/event-stream, anything else application/json."""
    assert api.stream().must(200).media_type == "text/event-stream"
    assert api.create(store=False).must(200).media_type == "application/json"


@clause(
    "interactions.framing.flag-in-the-body",
    facts=("I-5.1-9", "I-2.1-18"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=2200,
    lies=("streams-by-accept-header", "always-streams"),
)
def test_flag(api: Api) -> None:
    """Without the flag in the body there is no stream, whatever the client accepts."""
    body = api.body(store=False)
    accept = {"accept": "text/event-stream"}
    plain = api.send("POST", "/v1/interactions", json=body, headers=accept)
    for answer in (plain, api.create(stream=False)):
        assert answer.must(200).media_type == "application/json"
        assert answer.json["object"] == "interaction"


@clause(
    "interactions.framing.alt-sse",
    facts=("I-5.1-10", "E-4-1", "I-1.1-1"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("refuses-alt-sse",),
)
def test_alt_sse(api: Api) -> None:
    """Beside the flag, ?alt=sse changes nothing."""
    answer = api.send("POST", "/v1beta/interactions?alt=sse", json=api.body(stream=True))
    assert Stream(answer.exchange).types[-1] == "interaction.completed"


@clause(
    "interactions.framing.refusal-is-json",
    facts=("I-5.1-8", "I-7.1-1"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=100,
    lies=("refuses-in-a-stream",),
)
def test_refusal(api: Api) -> None:
    """A request for a stream that is refused gets the error in JSON."""
    wrong = {"type": "json"}
    answer = api.stream(response_format=wrong, generation_config=LITTLE, wrong=True).must(400)
    assert answer.media_type == "application/json"
    assert answer.json["error"]["message"].text
