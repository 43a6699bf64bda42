"""What `generation_config` asks for, as far as it has an effect here."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.turn import Json
from fake_gemini.wire.tools import AUTO, ToolChoice


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
    ignored: tuple[str, ...] = ()


NONE = Generation({})
