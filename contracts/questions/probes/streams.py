"""Streams: what starts one, how it is framed, how it is resumed."""

from __future__ import annotations

from ...answers import Answer, Stream
from ...api import LITTLE, Api
from ...frames import read_frames
from ..question import question
from ..seen import Seen, refusal, seen, taken

COUNT = "Count from 1 to 200, separated by commas."
LONGEST = 400


@question(
    "I-10-18",
    candidates=("400 invalid_request", "ignored"),
    change="fake_gemini/routes/interactions.py get",
    requests=3,
    tokens=100,
)
def resume_without_stream(api: Api) -> Seen:
    """What does last_event_id get without stream=true?"""
    answer = api.get(_made(api), last_event_id="evt_none")
    return seen(taken(answer, "ignored"), answer)


@question(
    "I-10-19",
    candidates=("400", "full replay", "nothing"),
    change="fake_gemini/services/streams.py replay",
    requests=3,
    tokens=100,
)
def unknown_event(api: Api) -> Seen:
    """What does a last_event_id get that nobody sent?"""
    answer = api.get(_made(api), stream="true", last_event_id="evt_none")
    if answer.status != 200:
        return seen(str(answer.status), answer)
    # A stream without an event is an error to a check; here it is one of the answers.
    if all(frame.ends for frame in read_frames(answer.body)):
        return Seen("nothing", "events: none")
    types = Stream(answer.exchange).types
    word = "full replay" if types[:1] == ["interaction.created"] else "a part"
    return Seen(word, f"events: {', '.join(types)}")


@question(
    "I-10-20",
    candidates=(
        "none on POST, each on GET, each on POST in the background",
        "none on POST, some on GET, some on POST in the background",
        "each on POST, each on GET, each on POST in the background",
    ),
    change="fake_gemini/services/streams.py first",
    requests=5,
    tokens=1300,
)
def event_ids(api: Api) -> Seen:
    """Which events have an event_id?"""
    posted = api.stream(generation_config=LITTLE)
    id = posted.one("interaction.created")["interaction"]["id"].text
    streams = {
        "on POST": posted,
        "on GET": Stream(api.get(id, stream="true").exchange),
        "on POST in the background": api.stream(background=True),
    }
    told = (f"{_how_many(stream)} {name}" for name, stream in streams.items())
    first = (f"{name}: {_first_id(stream)}" for name, stream in streams.items())
    return Seen(", ".join(told), f"first ids {', '.join(first)}")


@question(
    "I-10-21",
    candidates=("replay", "refused"),
    change="fake_gemini/services/interactions.py attach",
    requests=3,
    tokens=100,
)
def replay(api: Api) -> Seen:
    """Is a finished foreground interaction replayed by a GET that asks for a stream?"""
    answer = api.get(_made(api), stream="true")
    if answer.status != 200:
        return seen("refused", answer)
    types = Stream(answer.exchange).types
    return Seen("replay", f"events: {', '.join(types)}")


@question(
    "I-10-22",
    candidates=("JSON", "SSE"),
    change="fake_gemini/routes/interactions.py create",
    requests=1,
    tokens=100,
)
def alt_alone(api: Api) -> Seen:
    """What does alt=sse get without "stream": true?"""
    body = api.body(store=False, generation_config=LITTLE)
    return _kind(api.send("POST", "/v1/interactions", json=body, query={"alt": "sse"}))


@question(
    "I-10-23",
    candidates=("SSE", "JSON"),
    change="fake_gemini/routes/interactions.py create",
    requests=1,
    tokens=100,
    settled="I-5.1-9",
)
def stream_alone(api: Api) -> Seen:
    """What does "stream": true get without alt=sse?"""
    return _kind(api.stream(store=False, generation_config=LITTLE))


@question(
    "I-10-46",
    candidates=("at most 400 characters", "longer"),
    change="fake_gemini/settings.py chunk_size (--chunk-size)",
    requests=1,
    tokens=1200,
)
def length_of_deltas(api: Api) -> Seen:
    """How long are the deltas that a text is cut into?"""
    stream = api.stream(COUNT, store=False)
    deltas = [each["delta"] for each in stream.of("step.delta")]
    lengths = [len(delta["text"].text) for delta in deltas if delta["type"] == "text"]
    assert lengths, f"no text came: {stream.types}"
    word = "at most 400 characters" if max(lengths) <= LONGEST else "longer"
    return Seen(word, f"{len(lengths)} deltas of {min(lengths)} to {max(lengths)} characters")


@question(
    "E-9-14",
    candidates=("text/event-stream", "with a charset"),
    change="fake_gemini/routes/answers.py EVENT_STREAM",
    requests=1,
    tokens=100,
)
def charset(api: Api) -> Seen:
    """Does the content type of a stream name a charset?"""
    answer = api.stream(store=False, generation_config=LITTLE).must(200)
    kind = answer.header("content-type")
    return Seen("with a charset" if "charset" in kind.lower() else kind, f"content-type: {kind}")


def _made(api: Api) -> str:
    return api.create(generation_config=LITTLE).ok["id"].text


def _kind(answer: Answer) -> Seen:
    if answer.status != 200:
        return seen(refusal(answer), answer)
    kind = answer.media_type
    words = {"application/json": "JSON", "text/event-stream": "SSE"}
    return Seen(words.get(kind, kind), f"content-type: {kind}")


def _how_many(stream: Stream) -> str:
    numbered = ["event_id" in event for event in stream.events]
    return "each" if all(numbered) else "some" if any(numbered) else "none"


def _first_id(stream: Stream) -> str:
    found = (event["event_id"].text for event in stream.events if "event_id" in event)
    return next(found, "none")
