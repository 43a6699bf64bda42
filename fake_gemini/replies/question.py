"""What there is to answer: a create, and the conversation that it stands in."""

from __future__ import annotations

from typing import NamedTuple

from fake_gemini.replies.conversation import Attach, Conversation
from fake_gemini.replies.last import Last, Result
from fake_gemini.wire.create import Create


class Question(NamedTuple):
    """`heard` is the conversation with the create's own steps, of which `last` is to be answered.

    `words` is the digest behind every choice, `attach` says what a medium is.
    """

    create: Create
    heard: Conversation
    last: Last
    words: bytes
    attach: Attach

    def results(self) -> list[Result]:
        """What functions returned since the model's last word."""
        if not self.last.results:
            return []
        # A history that is sent may have more calls than are remembered.
        calls = (step for step in self.create.steps if step["type"] == "function_call")
        sent = ((call["id"], call["name"]) for call in calls)
        return self.last.returned((*sent, *self.heard.calls))
