"""Reads `generation_config` (docs/wire/interactions.md 2.5). Unknown names in it are ignored."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fake_gemini.errors import InvalidInput, NotImitated
from fake_gemini.wire.contents import Whole
from fake_gemini.wire.generation import Generation, Transcription
from fake_gemini.wire.tools import Function, read_tool_choice
from fake_gemini.wire.violations import violation

_PATH = "generation_config"

# Kinds of output that are not imitated, by the name of their configuration.
_MEDIA_CONFIGS = ("speech_config", "video_config", "image_config")


class GenerationConfig(BaseModel):
    """The parameters that are checked; the ranges are those of row 44 of section 10."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    max_output_tokens: Annotated[Whole, Field(ge=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    seed: Whole | None = None
    # The limit is ours: each is looked for in the whole text.
    stop_sequences: Annotated[list[str], Field(max_length=100)] | None = None
    thinking_level: Literal["minimal", "low", "medium", "high", "xhigh"] | None = None
    thinking_summaries: Literal["auto", "none"] | None = None


# `top_k` is in no schema, and accepted all the same (docs/wire/interactions.md 2.5).
_KNOWN = (*GenerationConfig.model_fields, "tool_choice", "transcription_config", "top_k")


def read_generation_config(value: Any, functions: tuple[Function, ...]) -> Generation:
    """Return the checked configuration, or raise the documented refusal."""
    if not isinstance(value, dict):
        raise InvalidInput(_PATH, hint="An object is expected.")
    for name in _MEDIA_CONFIGS:
        if value.get(name) is not None:
            raise NotImitated(f"{_PATH}.{name}")
    choice = read_tool_choice(value.get("tool_choice"), functions)
    try:
        config = GenerationConfig.model_validate(value)
    except ValidationError as error:
        raise violation(error, value, _PATH) from None
    return Generation(
        sent=value,
        max_output_tokens=config.max_output_tokens,
        stop_sequences=tuple(filter(None, config.stop_sequences or ())),
        thinking_level=config.thinking_level,
        summaries=config.thinking_summaries == "auto",
        choice=choice,
        transcription=_transcription(value.get("transcription_config")),
        ignored=tuple(name for name in value if name not in _KNOWN),
    )


def _transcription(value: Any) -> Transcription | None:
    if value is None:
        return None
    from fake_gemini.wire.transcription import read_transcription

    return read_transcription(value)
