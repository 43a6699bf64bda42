"""`transcription_config`: how speech is to be written down (docs/wire/interactions.md 2.5)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from fake_gemini.errors import InvalidInput
from fake_gemini.turn import Json
from fake_gemini.wire.checks import discriminated, one_of
from fake_gemini.wire.contents import Part
from fake_gemini.wire.generation import Transcription
from fake_gemini.wire.input import contents_of
from fake_gemini.wire.violations import validated

_PATH = "generation_config.transcription_config"
_MODES = ("verbatim", "smart")

# The limit is ours: each of them is said.
MOST_WORDS = 1_000
Words = Annotated[list[str], Field(max_length=MOST_WORDS)] | None


class _Marked(Part):
    diarization_mode: Literal["speaker"] | None = None
    timestamp_granularities: list[Literal["word"]] | None = None


class Verbatim(_Marked):
    type: Literal["verbatim"]


class Smart(Part):
    type: Literal["smart"]
    source_text: str | None = None


class TranscriptionConfig(_Marked):
    """What is marked may stand here, as it did once, or in the mode."""

    custom_vocabulary: Words = None
    adaptation_phrases: Words = None
    language_codes: list[str] | None = None
    language_hints: list[str] | None = None
    mode: Any = None


def read_transcription(value: Any) -> Transcription:
    """Return what is asked for, or raise the refusal with its place."""
    config = validated(TranscriptionConfig, value, _PATH)
    mode = _mode(config.mode)
    vocabulary = (*(config.custom_vocabulary or ()), *(config.adaptation_phrases or ()))
    if isinstance(mode, Smart):
        _refuse_marks(config)
        return Transcription(vocabulary, source=mode.source_text)
    return Transcription(
        vocabulary,
        words=bool(config.timestamp_granularities or mode.timestamp_granularities),
        speakers=bool(config.diarization_mode or mode.diarization_mode),
    )


def check_audible(steps: tuple[Json, ...]) -> None:
    """Raise unless the user sends something to be heard."""
    said = (step for step in steps if step["type"] == "user_input")
    if not any(content["type"] == "audio" for step in said for content in contents_of(step)):
        raise InvalidInput(_PATH, hint="It needs a content of type 'audio' in 'input'.")


def _mode(value: Any) -> Verbatim | Smart:
    path = f"{_PATH}.mode"
    if value is None:
        return Verbatim(type="verbatim")
    if isinstance(value, str):
        value = {"type": one_of(value, _MODES, "mode", _PATH)}
    if not isinstance(value, dict):
        raise InvalidInput(path, hint="'verbatim', 'smart' or an object with such a 'type'.")
    if discriminated(value, _MODES, path) == "smart":
        return validated(Smart, value, path)
    return validated(Verbatim, value, path)


def _refuse_marks(config: _Marked) -> None:
    for name in _Marked.model_fields:
        if getattr(config, name):
            raise InvalidInput(f"{_PATH}.{name}", hint="It goes with the mode 'verbatim'.")
