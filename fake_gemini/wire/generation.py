"""`generation_config` (docs/wire/interactions.md 2.5). Unknown names in it are ignored."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fake_gemini.errors import InvalidInput, InvalidRequest, NotImitated
from fake_gemini.wire.contents import Whole
from fake_gemini.wire.violations import violation

# Kinds of output that are not imitated, by the name of their configuration.
_MEDIA_CONFIGS = ("speech_config", "transcription_config", "video_config", "image_config")


class GenerationConfig(BaseModel):
    """The parameters that have an effect here; the ranges of row 44 of section 10."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, defer_build=True)

    max_output_tokens: Annotated[Whole, Field(ge=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    seed: Whole | None = None
    # The limit is ours: each is looked for in the whole text.
    stop_sequences: Annotated[list[str], Field(max_length=100)] | None = None
    thinking_level: Literal["minimal", "low", "medium", "high", "xhigh"] | None = None
    thinking_summaries: Literal["auto", "none"] | None = None


DEFAULT = GenerationConfig.model_construct()


def ignored_names(value: Any) -> list[str]:
    """Return the names in a configuration that have no effect, here as in the real API."""
    # `top_k` is in no schema, and accepted all the same (docs/wire/interactions.md 2.5).
    known = (*GenerationConfig.model_fields, "tool_choice", "top_k")
    return [name for name in value or () if name not in known]


def read_generation_config(value: Any, *, has_functions: bool) -> GenerationConfig:
    """Return the checked configuration, or raise the documented refusal."""
    if value is None:
        return DEFAULT
    path = "generation_config"
    if not isinstance(value, dict):
        raise InvalidInput(path, hint="An object is expected.")
    for name in _MEDIA_CONFIGS:
        if value.get(name) is not None:
            raise NotImitated(f"{path}.{name}")
    if value.get("tool_choice") is not None and not has_functions:
        raise InvalidRequest("Function calling config is set without function_declarations.")
    try:
        return GenerationConfig.model_validate(value)
    except ValidationError as error:
        raise violation(error, value, path) from None
