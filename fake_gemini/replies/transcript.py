"""A made-up transcript: the fake does not hear, and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fake_gemini.replies.wording import Wording
from fake_gemini.turn import Json, Turn
from fake_gemini.wire.generation import Transcription

_WORD = re.compile(r"[^\s.,:;!?\"]+", re.A)
_SENTENCE_END = re.compile(r"[.!?]")
_SECONDS = 0.4  # that a word takes
_SPEAKERS = 2


def transcript(asked: Transcription, wording: Wording) -> str:
    """Return what is written down; an edit by voice leaves its text as it was."""
    if asked.source:
        return asked.source
    said = [
        "Nothing was heard, so this is made up.",
        wording.sentence(),
        wording.sentence(),
    ]
    if asked.vocabulary:
        said.append(f"Somebody says {', '.join(asked.vocabulary)}.")
    return " ".join(said)


def annotated(turn: Turn, asked: Transcription) -> Turn:
    """Return the turn with what was asked for of each word of its text."""
    if not (asked.words or asked.speakers):
        return turn
    return turn._replace(steps=tuple(_annotated(step, asked) for step in turn.steps))


def _annotated(step: Json, asked: Transcription) -> Json:
    if step["type"] != "model_output":
        return step
    return {**step, "content": [_with_words(content["text"], asked) for content in step["content"]]}


def _with_words(text: str, asked: Transcription) -> Json:
    words = list(_word_infos(text, asked))
    return {"text": text, **({"annotations": words} if words else {}), "type": "text"}


def _word_infos(text: str, asked: Transcription) -> Iterator[Json]:
    """Yield a word_info for each word (docs/wire/interactions.md 4.2): indexes are of bytes."""
    position = index = speaker = 0
    for number, match in enumerate(_WORD.finditer(text)):
        between = text[position : match.start()]
        index += len(between.encode())
        speaker += bool(_SENTENCE_END.search(between))
        info: Json = {"text": match[0]}
        if asked.words:
            info["start_offset"] = f"{number * _SECONDS:.1f}s"
            info["end_offset"] = f"{(number + 1) * _SECONDS:.1f}s"
        if asked.speakers:
            info["speaker"] = f"spk_{1 + speaker % _SPEAKERS}"
        end = index + len(match[0].encode())
        yield info | {"start_index": index, "end_index": end, "type": "word_info"}
        position, index = match.end(), end
