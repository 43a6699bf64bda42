"""Lies about what is accepted: one field or shape of a create that is refused though it is fine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.lies.book import add
from tests.lies.exchange import Json, Reply, everywhere
from tests.lies.telling import Answered, Asked

# Fields that a lie does not know; what is named by its last part.
_PATHS = (
    "store",
    "agent_config",
    "continuation_token",
    "service_tier",
    "system_instruction",
    "safety_settings",
    "response_modalities",
    "response_format",
    "generation_config.thinking_summaries",
    "generation_config.thinking_level",
    "generation_config.stop_sequences",
    "generation_config.temperature",
    "generation_config.top_p",
    "generation_config.top_k",
    "generation_config.seed",
    "generation_config.tool_choice",
    "generation_config.transcription_config",
)

Says = Callable[[Json], Any]


def _is_step(value: Any) -> bool:
    return isinstance(value, dict) and "content" in value


# Shapes that a lie does not know, and how a create shows them.
_SHAPES: dict[str, Says] = {
    "input-strings": lambda create: isinstance(create["input"], str),
    "input-objects": lambda create: isinstance(create["input"], dict),
    "input-contents": lambda create: (
        isinstance(create["input"], list) and not any(map(_is_step, create["input"]))
    ),
    "lists-of-steps": lambda create: (
        isinstance(create["input"], list) and any(map(_is_step, create["input"]))
    ),
    "bare-strings-in-steps": lambda create: any(
        isinstance(each.get("content"), str) for each in everywhere(create["input"])
    ),
    "model-output-steps": lambda create: _has(create, "type", "model_output"),
    "its-own-thoughts": lambda create: _has(create, "type", "thought"),
    "its-own-calls": lambda create: _has(create, "type", "function_call"),
    "results-that-are-objects": lambda create: _has_result(create, dict),
    "results-that-are-strings": lambda create: _has_result(create, str),
    "results-that-are-lists": lambda create: _has_result(create, list),
    "results-of-failures": lambda create: any(map(_failed, everywhere(create["input"]))),
    "short-descriptions": lambda create: any(
        "short_description" in each for each in everywhere(create.get("tools"))
    ),
    "lists-of-formats": lambda create: isinstance(create.get("response_format"), list),
    "data": lambda create: any("data" in each for each in everywhere(create["input"])),
    "resolutions": lambda create: any("resolution" in each for each in everywhere(create["input"])),
    "processing": lambda create: any("processing" in each for each in everywhere(create["input"])),
    "images": lambda create: _has(create, "type", "image"),
    "audios": lambda create: _has(create, "type", "audio"),
    "videos": lambda create: _has(create, "type", "video"),
    "documents": lambda create: _has(create, "type", "document"),
}


def _has(create: Json, name: str, value: str) -> bool:
    return any(each.get(name) == value for each in everywhere(create.get("input")))


def _has_result(create: Json, kind: type) -> bool:
    results = (each.get("result") for each in everywhere(create["input"]))
    return any(isinstance(result, kind) for result in results)


def _failed(value: Json) -> bool:
    return value.get("is_error") is True


def _refusing(says: Says) -> tuple[Asked, Answered]:
    def answered(reply: Reply) -> None:
        if reply.request.creates and says(reply.request.json):
            reply.refuse()

    return lambda request: None, answered


def _at(path: str, create: Json) -> Any:
    value: Any = create
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value is not None


for _path in _PATHS:
    _name = _path.rpartition(".")[2].replace("_", "-")
    _knows = partial(_at, _path)
    add(f"refuses-{_name}", f"A create with {_path} is refused.", partial(_refusing, _knows))

for _name, _says in _SHAPES.items():
    _shape = _name.replace("-", " ")
    add(f"refuses-{_name}", f"A create with {_shape} is refused.", partial(_refusing, _says))
