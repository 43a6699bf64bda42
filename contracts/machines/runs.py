"""Moves of a conversation in the background (docs/wire/interactions.md 5.4 and 8.1)."""

from __future__ import annotations

from typing import Any

from ..answers import Stream
from ..api import RUNNING
from ..values import Value
from .playing import Move
from .programmes import Command
from .talking import telling
from .turns import Talk, Turn, check_lasting, ended, generated

# At a run that goes on, with more and more time between them: a minute in all.
_LOOKS = 6


def start(talk: Talk, nobody: None, command: Command) -> None:
    """Start a run: the answer comes at once, without output (I-8.1-2)."""
    word = next(talk.unsaid)
    text = telling(word)
    made = talk.api.create(text, background=True).ok
    assert made["status"].text in RUNNING, f"{made['status']!r} of a run that has just begun"
    for name in ("steps", "usage"):
        assert name not in made, f"{made[name]!r} of a run that has just begun"
    talk.keep(made, text, None, frozenset({word})).ran = True


def hurry(talk: Talk, run: Turn, command: Command) -> None:
    """Go on from a run that goes on: that is refused (I-6-7), unless it has just ended."""
    body = talk.api.body(previous_interaction_id=run.id, stream=command.stream)
    if talk.api.send("POST", "/v1/interactions", json=body).must(200, 400).status == 200:
        now = talk.api.get(run.id).ok["status"].text
        assert now not in RUNNING, "a turn went on from a run that has not ended"


def finish(talk: Talk, run: Turn, command: Command) -> None:
    """Look until it has ended (I-8.1-4, I-3.2-11)."""
    made = talk.api.finished(run.id, looks=_LOOKS)
    run.transcript = (*run.transcript, *generated(made))
    ended(run, made)


def cancel(talk: Talk, run: Turn, command: Command) -> None:
    """Cancel it (I-8.1-12); when it has ended meanwhile, it stays as it is (I-10-14)."""
    answer = talk.api.cancel(run.id)
    if answer.must(200, 400, 409, 499).status == 200 and answer.json["status"] == "cancelled":
        answer.json["id"].equals(run.id)
        run.shown = answer.json
        return
    made = talk.api.get(run.id).ok
    assert made["status"].text not in RUNNING, f"not cancelled, but {answer.status}: {made!r}"
    run.transcript = (*run.transcript, *generated(made))
    ended(run, made)


def resume(talk: Talk, run: Turn, command: Command) -> None:
    """Have its stream, and again from somewhere: what comes is what came after (I-5.4-2, -3)."""
    whole = talk.api.replay(run.id)
    check_lasting(run, whole.folded)
    # Behind the last one is nothing.
    events = [event for event in whole.events[:-1] if "event_id" in event]
    if not events:
        return
    last = events[command.pick % len(events)]
    after = _told(whole)[_place(whole, last) + 1 :]
    rest = talk.api.replay(run.id, last_event_id=last["event_id"].text)
    found = _told(rest)
    assert found == after, (
        f"{len(found)} events after {last!r}, expected {len(after)}: {rest.types}"
    )


def _told(stream: Stream) -> list[dict[str, Any]]:
    """What the events say, but for what they are called by."""
    return [
        {name: value.raw for name, value in event.fields.items() if name != "event_id"}
        for event in stream.events
    ]


def _place(stream: Stream, event: Value) -> int:
    return next(at for at, each in enumerate(stream.events) if each.path == event.path)


def _running(talk: Talk) -> list[Turn]:
    return talk.where(running=True)


def _ran(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.where() if turn.ran and turn.completed]


MOVES: dict[str, Move[Talk]] = {
    "start": Move(lambda talk: [None], start),
    "hurry": Move(_running, hurry),
    "finish": Move(_running, finish),
    "cancel": Move(_running, cancel),
    "resume": Move(_ran, resume),
}
