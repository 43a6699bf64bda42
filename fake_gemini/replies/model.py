"""The default model: a deterministic answer to any conversation.

It thinks first, calls functions, quotes what it was told, says what was attached, and obeys plain
instructions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_gemini.ids import Ids
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import Attach, Conversation, fold
from fake_gemini.replies.counting import input_tokens
from fake_gemini.replies.last import Last
from fake_gemini.replies.question import Question
from fake_gemini.replies.speech import NameCall, Speaker
from fake_gemini.replies.thinking import thought_step, thought_tokens
from fake_gemini.replies.wording import Wording
from fake_gemini.turn import Status, Turn, Usage
from fake_gemini.wire.create import Create
from fake_gemini.wire.json import plainly

if TYPE_CHECKING:
    from fake_gemini.wire.agent_config import AgentConfig


@dataclass(frozen=True, slots=True)
class DefaultModel:
    """Answers for every model and agent of the catalog."""

    ids: Ids
    speaker: Speaker

    def answer(
        self,
        create: Create,
        before: Conversation,
        last: Last,
        attach: Attach,
        *,
        thinks: bool,
        name_call: NameCall,
    ) -> Answer:
        """Answer what was said last after the conversation `before`.

        `attach` says what a medium is.
        """
        heard = fold(self.ids, before, create.steps, attach)
        words = self._words(create, heard)
        question = Question(create, heard, last, words, attach)
        wording = Wording(words)
        asked = create.generation
        thought = (
            thought_tokens(asked.thinking_level, words, asked.max_output_tokens) if thinks else 0
        )
        whole = self.speaker.speak(question, wording, name_call)
        room = None if asked.max_output_tokens is None else asked.max_output_tokens - thought
        said, status = whole.within(room)
        steps = said.steps()
        if thinks and (steps or status is Status.COMPLETED):
            summarized = asked.summaries or _summarizes(create.agent_config)
            steps = (thought_step(words, thought, wording if summarized else None), *steps)
        usage = Usage(input_tokens(create, attach), said.tokens, thought)
        turn = Turn(create.subject, status, steps, usage, create.service_tier)
        return Answer(turn, heard, words)

    def _words(self, create: Create, heard: Conversation) -> bytes:
        """The digest behind every choice: what was said and how it was asked, not by whom."""
        sent = create.sent
        config = plainly(create.generation.sent) if create.generation.sent else b"{}"
        said = (heard.above, heard.step, create.system_instruction or "")
        asked = (*create.subject, config, *said)
        if not (create.functions or create.agent_config or create.structure):
            return self.ids.digest("words", *asked)
        more = {name: sent[name] for name in ("tools", "agent_config") if sent.get(name)}
        if create.structure is not None:
            more["response_format"] = sent.get("response_format")
        return self.ids.digest("words", *asked, plainly(more))


def _summarizes(config: AgentConfig | None) -> bool:
    return config is not None and config.summaries
