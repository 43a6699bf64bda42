"""The answer to one text of which nothing in particular is asked, as most creates are.

It is what `DefaultModel` says to it, and sooner, because nothing is looked for that is not there:
no media, no results, no functions, no schema, no configuration.
"""

from __future__ import annotations

from typing import NamedTuple

from fake_gemini.ids import Ids
from fake_gemini.replies.conversation import Conversation, said_with, text_step
from fake_gemini.replies.instructions import read_instructions
from fake_gemini.replies.thinking import thought_step, thought_tokens
from fake_gemini.replies.tokens import text_tokens
from fake_gemini.replies.wording import describe, sentence
from fake_gemini.turn import Json, Status, Subject, Turn, Usage


class Asked(NamedTuple):
    """All that such an answer depends on, but for the conversation before.

    `system` is the system instruction, "" where there is none; a subject that `thinks` does so
    before it answers.
    """

    subject: Subject
    text: str
    system: str
    thinks: bool

    def words(self, ids: Ids, before: Conversation) -> bytes:
        """Return the digest behind all that is said to it after the conversation `before`."""
        digest = ids.behind("words", *self.subject, b"{}")
        return digest(before.digest, text_step(self.text), self.system)


def plain_turn(asked: Asked, before: Conversation, words: bytes) -> Turn:
    """Answer by the words that are due after the conversation `before`."""
    subject, text, system, thinks = asked
    told = read_instructions(system, text, before.replied)
    said = told.text
    if said is None:
        earlier = said_with(before, text)[:-1] if before.said else ()
        lines = describe(text, earlier, (), system, ())
        said = "\n".join((*lines, sentence(*words[:5]), sentence(*words[5:10])))
    if told.ending is not None:
        said = told.applied(said)
    steps: tuple[Json, ...] = (
        {"content": [{"text": said, "type": "text"}], "type": "model_output"},
    )
    thought = 0
    if thinks:
        thought = thought_tokens(None, words, None)
        steps = (thought_step(words, thought), *steps)
    sent = text_tokens(text) + text_tokens(system)
    usage = Usage((("text", sent),), text_tokens(said), thought)
    return Turn(subject, Status.COMPLETED, steps, usage, "standard")
