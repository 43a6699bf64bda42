"""What `generation_config` asks for, as far as it has an effect here."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.turn import Json
from fake_gemini.wire.tools import AUTO, ToolChoice


@dataclass(frozen=True, slots=True)
class Transcription:
    """How speech is written down: `words` with times, `speakers` told apart.

    `vocabulary` is what may be said, `source` a text that is edited by voice.
    """

    vocabulary: tuple[str, ...] = ()
    words: bool = False
    speakers: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Generation:
    """A checked configuration; `sent` is all of it as it was sent, `ignored` the unknown names.

    The other parameters only change the words, so `sent` is all that is needed of them.
    """

    sent: Json
    max_output_tokens: int | None = None
    stop_sequences: tuple[str, ...] = ()
    thinking_level: str | None = None
    summaries: bool = False
    choice: ToolChoice = AUTO
    transcription: Transcription | None = None
    ignored: tuple[str, ...] = ()


NONE = Generation({})
