"""What the model says before any limit: calls of functions, JSON by a schema, or free text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from fake_gemini.ids import Ids
from fake_gemini.replies.counting import json_tokens
from fake_gemini.replies.instructions import Instructions, read_instructions
from fake_gemini.replies.question import Question
from fake_gemini.replies.tokens import cut, text_tokens
from fake_gemini.replies.wording import Wording, describe
from fake_gemini.settings import Settings
from fake_gemini.turn import Json, Status

if TYPE_CHECKING:
    from fake_gemini.schemas.limits import Limits
    from fake_gemini.wire.generation import Transcription

# How the call at a place among the steps is named: that depends on the turn's own token.
NameCall = Callable[[int], str]


class Speech(NamedTuple):
    """A text, or calls."""

    text: str = ""
    calls: tuple[Json, ...] = ()

    def within(self, room: int | None) -> tuple[Speech, Status]:
        """Return what of it has at most `room` tokens, and how that ends."""
        if room is not None:
            if self.calls and self.tokens > room:
                return Speech(), Status.INCOMPLETE
            kept = cut(self.text, room)
            if kept != self.text:
                return Speech(kept), Status.INCOMPLETE
        return self, Status.REQUIRES_ACTION if self.calls else Status.COMPLETED

    @property
    def tokens(self) -> int:
        if not self.calls:
            return text_tokens(self.text)
        return sum(text_tokens(it["name"]) + json_tokens(it["arguments"]) for it in self.calls)

    def steps(self) -> tuple[Json, ...]:
        if not self.text:
            return self.calls
        return ({"content": [{"text": self.text, "type": "text"}], "type": "model_output"},)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks by the words of a question."""

    settings: Settings
    ids: Ids

    def speak(self, question: Question, wording: Wording, name_call: NameCall) -> Speech:
        create = question.create
        asked = question.last.text
        told = read_instructions(create.system_instruction, asked, question.heard.replied)
        if create.functions and (calls := self._calls(question, told, asked, name_call)):
            return Speech(calls=calls)
        if create.structure:
            text = self._structured(question, asked)
        elif create.generation.transcription:
            text = told.applied(_transcribed(create.generation.transcription, wording))
        else:
            text = told.applied(_described(question, wording, asked))
        for stop in create.generation.stop_sequences:
            text = text.partition(stop)[0]
        return Speech(text)

    def _calls(
        self, question: Question, told: Instructions, asked: str, name_call: NameCall
    ) -> tuple[Json, ...]:
        # Not before it is needed: launching is quick without all that knows about schemas.
        from fake_gemini.replies.calls import call_steps
        from fake_gemini.replies.mentioned import hints_of
        from fake_gemini.replies.rounds import next_round

        create, heard = question.create, question.heard
        choice = create.generation.choice
        is_asked = question.last.contents or question.last.results
        if choice.mode != "any" and (told.text is not None or not is_asked):
            return ()
        found = next_round(create.functions, choice, asked or heard.asked, heard.rounds)
        if not found.functions:
            return ()
        hints = hints_of(found.said, question.results(), found.earlier)
        return call_steps(
            self.ids, question.words, found.functions, hints, self._limits(), name_call
        )

    def _structured(self, question: Question, asked: str) -> str:
        from fake_gemini.replies.by_schema import structured_text
        from fake_gemini.replies.mentioned import hints_of

        structure = question.create.structure
        assert structure is not None
        hints = hints_of(asked or question.heard.asked, question.results())
        return structured_text(self.ids, question.words, structure, hints, self._limits())

    def _limits(self) -> Limits:
        from fake_gemini.schemas import Limits

        chosen = self.settings
        return Limits(depth=chosen.schema_depth, nodes=chosen.schema_nodes, refs=chosen.schema_refs)


def _transcribed(transcription: Transcription, wording: Wording) -> str:
    # Not before it is needed: transcripts are rare.
    from fake_gemini.replies.transcript import transcript

    return transcript(transcription, wording)


def _described(question: Question, wording: Wording, asked: str) -> str:
    said = question.heard.said
    lines = describe(
        asked,
        said[:-1] if question.last.contents else said,
        [question.attach(content) for content in question.last.media],
        question.create.system_instruction,
        question.results(),
    )
    return "\n".join([*lines, wording.sentence(), wording.sentence()])
