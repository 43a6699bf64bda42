"""The answer to one text of which nothing in particular is asked, as most creates are.

It is what `DefaultModel` says to it, and sooner, because nothing is looked for that is not there:
no media, no results, no functions, no schema, no configuration.
"""

from __future__ import annotations

from fake_gemini.ids import Ids
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import Conversation, said_with, text_step
from fake_gemini.replies.instructions import read_instructions
from fake_gemini.replies.thinking import thought_step, thought_tokens
from fake_gemini.replies.tokens import text_tokens
from fake_gemini.replies.wording import Wording, describe
from fake_gemini.turn import Json, Status, Turn, Usage
from fake_gemini.wire.create import Create


def plain_answer(ids: Ids, create: Create, before: Conversation, *, thinks: bool) -> Answer:
    """Answer the text of a plain create after the conversation `before`."""
    text, system = create.text or "", create.system_instruction or ""
    digest = ids.behind("words", *create.subject, b"{}")
    words = digest(before.digest, text_step(text), system)
    told = read_instructions(system, text, before.replied)
    wording = Wording(words)
    said = told.text
    if said is None:
        earlier = said_with(before, text)[:-1] if before.said else ()
        lines = describe(text, earlier, (), system, ())
        said = "\n".join((*lines, wording.sentence(), wording.sentence()))
    if told.ending is not None:
        said = told.applied(said)
    steps: tuple[Json, ...] = (
        {"content": [{"text": said, "type": "text"}], "type": "model_output"},
    )
    thought = 0
    if thinks:
        thought = thought_tokens(None, words, None)
        steps = (thought_step(words, wording, thought, summarized=False), *steps)
    sent = text_tokens(text) + text_tokens(system)
    usage = Usage((("text", sent),), text_tokens(said), thought)
    turn = Turn(create.subject, Status.COMPLETED, steps, usage, "standard")
    return Answer(turn, before, words, is_unheard=True)
