"""A conversation folded into a value of bounded size, step by step.

Folding is what makes a chain of any depth cost the same, and a history sent as steps say the same
words as the same history kept by the server: ids and signatures are left out, uris of files are
replaced by what the file is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fake_gemini.ids import Ids
from fake_gemini.turn import Attachment, Json
from fake_gemini.wire.json import canonical, plain

Attach = Callable[[Json], Attachment]

# What is remembered word for word: the first thing the user said, and the latest ones.
_LATEST = 3
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said so far: a digest of all of it, and some of the user's words."""

    digest: bytes
    said: tuple[str, ...]


EMPTY = Conversation(b"", ())


def fold(
    ids: Ids, conversation: Conversation, steps: Iterable[Json], attach: Attach
) -> Conversation:
    """Return the conversation after `steps`; `attach` says what a media content is."""
    digest, said = conversation.digest, conversation.said
    for step in steps:
        if step["type"] == "thought":
            continue
        contents = step.get("content") or ()
        normal = [step["type"], [_normal(content, attach) for content in contents]]
        digest = ids.digest("step", digest, canonical(normal))[:16]
        if step["type"] == "user_input":
            said = _remember(said, text_of(contents))
    return Conversation(digest, said)


def text_of(contents: Iterable[Json]) -> str:
    """The text parts of one step, a line each."""
    return "\n".join(content["text"] for content in contents if content["type"] == "text")


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def remembered(text: str) -> str:
    """What is kept of one thing that the user said."""
    return shortened(text, _LONGEST)


def _remember(said: tuple[str, ...], text: str) -> tuple[str, ...]:
    said = (*said, remembered(text))
    return said if len(said) <= _LATEST + 2 else (said[0], *said[-_LATEST - 1 :])


def _normal(content: Json, attach: Attach) -> list[Any]:
    if content["type"] == "text":
        return ["text", content["text"]]
    it = attach(content)
    options = {name: content.get(name) for name in ("resolution", "processing")}
    return [it.kind, it.mime_type, it.size, it.sha256, it.name, plain(options)]
