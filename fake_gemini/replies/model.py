"""The default model: a deterministic answer to any conversation.

It thinks first, quotes what it was told, says what was attached, and obeys plain instructions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fake_gemini.ids import Ids
from fake_gemini.replies.conversation import Attach, Conversation, fold, text_of
from fake_gemini.replies.instructions import read_instructions
from fake_gemini.replies.tokens import by_modality, cut, text_tokens
from fake_gemini.replies.wording import Wording, describe
from fake_gemini.signatures import PLACEHOLDER, sign
from fake_gemini.turn import Json, Status, Turn, Usage
from fake_gemini.wire.create import Create
from fake_gemini.wire.json import canonical, plain

# Least and most thought tokens by level; a model that is not asked thinks hard
# (docs/wire/interactions.md 9.2).
_THOUGHT = {
    None: (40, 160),
    "minimal": (0, 0),
    "low": (8, 40),
    "medium": (24, 90),
    "high": (40, 160),
    "xhigh": (160, 640),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A turn, and the conversation as it stood when the turn was asked for."""

    turn: Turn
    heard: Conversation


@dataclass(frozen=True, slots=True)
class DefaultModel:
    """Answers for every model and agent of the catalog."""

    ids: Ids

    def answer(
        self, create: Create, before: Conversation, attach: Attach, *, thinks: bool
    ) -> Answer:
        """Answer `create` after the conversation `before`; `attach` says what a medium is."""
        heard = fold(self.ids, before, create.steps, attach)
        digest = self._words(create, heard)
        wording = Wording(digest)
        usage_of_thought = self._thought_tokens(create, digest) if thinks else 0
        text, status = self._text(create, heard, attach, digest, wording, usage_of_thought)
        steps: list[Json] = []
        if thinks and (text or status is Status.COMPLETED):
            steps.append(self._thought(create, digest, wording, usage_of_thought))
        if text:
            steps.append({"content": [{"text": text, "type": "text"}], "type": "model_output"})
        usage = Usage(
            input_by_modality=_input_tokens(create, attach),
            output=text_tokens(text),
            thought=usage_of_thought,
        )
        return Answer(Turn(create.subject, status, tuple(steps), usage, create.service_tier), heard)

    def _words(self, create: Create, heard: Conversation) -> bytes:
        """The digest behind every choice: what was said and how it was asked, not by whom."""
        return self.ids.digest(
            "words",
            create.subject.kind,
            create.subject.name,
            heard.digest,
            create.system_instruction or "",
            canonical(plain(create.generation_config)),
            *([canonical(plain(create.response_format))] if create.structure else ()),
        )

    def _text(
        self,
        create: Create,
        heard: Conversation,
        attach: Attach,
        digest: bytes,
        wording: Wording,
        thought_tokens: int,
    ) -> tuple[str, Status]:
        if create.structure is None:
            text = self._free_text(create, heard, attach, wording)
        else:
            # Not before it is needed: launching is quick without all that knows about schemas.
            from fake_gemini.replies.structured import structured_text

            asked = text_of(_last_input(create.steps))
            text = structured_text(self.ids, digest, create.structure, asked)
        for stop in filter(None, create.generation.stop_sequences or ()):
            text = text.partition(stop)[0]
        limit = create.generation.max_output_tokens
        if limit is None:
            return text, Status.COMPLETED
        kept = cut(text, max(0, limit - thought_tokens))
        return kept, Status.COMPLETED if kept == text else Status.INCOMPLETE

    def _free_text(
        self, create: Create, heard: Conversation, attach: Attach, wording: Wording
    ) -> str:
        last = _last_input(create.steps)
        asked = text_of(last)
        lines = describe(
            asked,
            filter(None, heard.said[:-1] if last else heard.said),
            map(attach, _media(last)),
            create.system_instruction,
        )
        said = "\n".join([*lines, wording.sentence(), wording.sentence()])
        return read_instructions(create.system_instruction, asked).applied(said)

    def _thought_tokens(self, create: Create, digest: bytes) -> int:
        least, most = _THOUGHT[create.generation.thinking_level]
        tokens = least + int.from_bytes(digest[-4:], "big") % (most - least + 1)
        return min(tokens, create.generation.max_output_tokens or tokens)

    def _thought(self, create: Create, digest: bytes, wording: Wording, tokens: int) -> Json:
        step: Json = {"signature": sign(digest[:12]) if tokens else PLACEHOLDER}
        if create.generation.thinking_summaries == "auto" and tokens:
            text = f"**{wording.title()}**\n\n{wording.sentence()}\n\n\n"
            step["summary"] = [{"text": text, "type": "text"}]
        step["type"] = "thought"
        return step


def _last_input(steps: Iterable[Json]) -> list[Json]:
    """What the user said last; nothing where the model has the last word."""
    last: list[Json] = []
    for step in steps:
        if step["type"] != "thought":
            last = step["content"] if step["type"] == "user_input" else []
    return last


def _media(contents: Iterable[Json]) -> Iterator[Json]:
    return (content for content in contents if content["type"] != "text")


def _input_tokens(create: Create, attach: Attach) -> tuple[tuple[str, int], ...]:
    contents = [content for step in create.steps for content in step.get("content") or ()]
    texts = [content["text"] for content in contents if content["type"] == "text"]
    if create.system_instruction:
        texts.append(create.system_instruction)
    return by_modality(texts, map(attach, _media(contents)))
