"""What comes back: an answer, and a stream of events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .exchanges import Exchange
from .folding import fold
from .frames import Frame, read_frames
from .values import Value, shown

# Characters of an unexpected answer that a message repeats.
_SHOWN = 500


@dataclass(frozen=True)
class Answer:
    """One answer; each of its parts is an AssertionError where it is not there."""

    exchange: Exchange

    @property
    def status(self) -> int:
        return self.exchange.status

    @property
    def body(self) -> bytes:
        return self.exchange.body

    @cached_property
    def json(self) -> Value:
        try:
            return Value(json.loads(self.body))
        except ValueError:
            said = self.body[:_SHOWN]
            raise AssertionError(f"the body of the {self.status} is no JSON: {said!r}") from None

    @property
    def ok(self) -> Value:
        """The JSON of an answer that is not refused."""
        return self.must(200).json

    def must(self, *statuses: int) -> Answer:
        """Demand one of these statuses."""
        wanted = " or ".join(map(str, statuses))
        said = self.body[:_SHOWN].decode(errors="replace")
        assert self.status in statuses, f"status {self.status}, expected {wanted}: {said}"
        return self

    def refused(self, *statuses: int) -> Value:
        """Demand a refusal with one of these statuses and return its error, in any envelope."""
        told = self.must(*statuses).json
        error = (told.only if isinstance(told.raw, list) else told)["error"]
        assert error["message"].text, f"{error.path} has no message"
        return error

    def headers(self, name: str) -> Sequence[str]:
        """Return each value of a header, in order."""
        return [value for key, value in self.exchange.headers if key.lower() == name.lower()]

    def header(self, name: str) -> str:
        values = self.headers(name)
        names = sorted({key.lower() for key, _ in self.exchange.headers})
        assert values, f"there is no header {name!r}; there are {', '.join(names)}"
        return values[0]

    @property
    def media_type(self) -> str:
        return self.header("content-type").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Stream(Answer):
    """The answer to a request for a stream; an answer that is none has no frames."""

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Every frame; an error where the answer is no event stream, or tells no event."""
        self.must(200)
        kind = self.media_type
        assert kind == "text/event-stream", f"content-type is {kind}, expected text/event-stream"
        frames = read_frames(self.body)
        assert not all(frame.ends for frame in frames), "the stream has no event"
        return frames

    @cached_property
    def events(self) -> tuple[Value, ...]:
        """The events, without the frame that ends the stream."""
        return tuple(frame.event for frame in self.frames if not frame.ends)

    @property
    def checkpoints(self) -> list[Value]:
        """The events from which a lost stream could be continued; they may stand anywhere."""
        return [event for event in self.events if "continuation_token" in event]

    @property
    def types(self) -> list[str]:
        """The types of all events but checkpoints."""
        return [event["event_type"].text for event in self._others]

    def of(self, kind: str) -> list[Value]:
        """Return the events of one type that are no checkpoints."""
        return [event for event in self._others if event["event_type"] == kind]

    def one(self, kind: str) -> Value:
        """Return the only event of a type."""
        found = self.of(kind)
        assert len(found) == 1, f"{len(found)} events are {kind}, expected one: {self.types}"
        return found[0]

    @property
    def _others(self) -> list[Value]:
        return [event for event in self.events if "continuation_token" not in event]

    @cached_property
    def folded(self) -> Value:
        """The interaction that the events tell when they are put together."""
        return Value(fold(self.events), "folded")

    @property
    def text(self) -> str:
        """What the model says in the stream."""
        return text_of(self.folded)


def calls_of(interaction: Value) -> list[Value]:
    """Return the function calls among the steps."""
    return [step for step in interaction["steps"] if step["type"] == "function_call"]


def text_of(interaction: Value) -> str:
    """Return what the model said: the text of its `model_output` steps."""
    outputs = [step for step in interaction["steps"] if step["type"] == "model_output"]
    assert outputs, f"no step of {interaction.path} is a model_output: {shown(interaction.raw)}"
    contents = [content for step in outputs for content in step["content"]]
    return "".join(content["text"].text for content in contents if content["type"] == "text")
