"""What the model answers, and what it takes to go on from there."""

from __future__ import annotations

from typing import NamedTuple

from fake_gemini.replies.conversation import Conversation
from fake_gemini.turn import Status, Turn


class Answer(NamedTuple):
    """A turn, and the conversation `heard` before it, what it answers included.

    With `is_unheard` the text that it answers is not included yet: whoever goes on with it hears it
    then.
    `words` is the digest behind all that is said, which is not stored. An answer that is to be
    continued has the text that is left as `rest`, and `final` is how it ends then.
    """

    turn: Turn
    heard: Conversation
    words: bytes = b""
    rest: str = ""
    final: Status | None = None
    is_unheard: bool = False
