"""The body of `POST /interactions`, read once into a value that needs no more checking.

docs/wire/interactions.md 2 has the fields, 7.3 and 12 the refusals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from fake_gemini.errors import InvalidRequest, UnknownParameter
from fake_gemini.turn import Json, Subject
from fake_gemini.wire.formats import Structure, read_format
from fake_gemini.wire.generation import (
    GenerationConfig,
    ignored_names,
    read_generation_config,
)
from fake_gemini.wire.json import canonical, read
from fake_gemini.wire.labels import check_labels
from fake_gemini.wire.names import meant, snake_keys
from fake_gemini.wire.steps import read_input
from fake_gemini.wire.unimitated import has_functions, refuse_unimitated
from fake_gemini.wire.violations import violation

# What may not stand beside `agent` (docs/wire/interactions.md 2).
_MODEL_ONLY = ("model", "generation_config", "cached_content")


_MOST_WARNINGS = 20


class SafetySetting(BaseModel):
    """docs/wire/interactions.md 2.8."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    type: Literal[
        "hate_speech",
        "dangerous_content",
        "harassment",
        "sexually_explicit",
        "civic_integrity",
        "image_hate",
        "image_dangerous_content",
        "image_harassment",
        "image_sexually_explicit",
        "jailbreak",
    ]
    threshold: Literal[
        "block_low_and_above", "block_medium_and_above", "block_only_high", "block_none", "off"
    ]
    method: Literal["severity", "probability"] | None = None


class CreateBody(BaseModel):
    """The types of the top-level fields; what has a module of its own is `Any` here."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    model: str | None = None
    agent: str | None = None
    input: Any = None
    previous_interaction_id: str | None = None
    system_instruction: str | None = None
    tools: Any = None
    generation_config: Any = None
    agent_config: dict[str, Any] | None = None
    response_format: Any = None
    response_mime_type: str | None = None
    response_modalities: list[Literal["text", "image", "audio", "video", "document"]] | None = None
    cached_content: str | None = None
    safety_settings: list[SafetySetting] | None = None
    service_tier: Literal["standard", "flex", "priority", "deferred"] | None = None
    stream: bool | None = None
    store: bool | None = None
    background: bool | None = None
    environment: Any = None
    webhook_config: dict[str, Any] | None = None
    labels: Any = None
    continuation_token: str | None = None


_FIELDS = frozenset(CreateBody.model_fields)


@dataclass(frozen=True, slots=True)
class Create:
    """A checked create. `input` is as it was sent, `steps` the same as a list of steps.

    `structure` is what `response_format` asks for; `warnings` name what only a lenient fake
    accepts, and what is ignored.
    """

    subject: Subject
    input: Any
    steps: tuple[Json, ...]
    previous_interaction_id: str | None
    system_instruction: str | None
    generation: GenerationConfig
    generation_config: Json
    response_format: Any
    structure: Structure | None
    service_tier: str
    stream: bool
    store: bool
    canonical: bytes
    warnings: tuple[str, ...]


def read_create(raw: bytes, *, lenient: bool) -> Create:
    """Return the create that a request body spells, or raise the documented refusal."""
    document = read(raw)
    if not isinstance(document, dict):
        raise InvalidRequest("Invalid JSON payload received. The body is not an object.")
    camel: list[str] = []
    if lenient:
        document = snake_keys(document, camel)
    body = _checked(document, lenient=lenient)
    subject = _subject(body)
    generation = read_generation_config(
        body.generation_config, has_functions=has_functions(document)
    )
    refuse_unimitated(document)
    structure = read_format(body.response_format)
    if body.input is None:
        raise InvalidRequest("The parameter 'input' is missing.")
    return Create(
        subject=subject,
        input=body.input,
        steps=read_input(body.input),
        previous_interaction_id=body.previous_interaction_id,
        system_instruction=body.system_instruction,
        generation=generation,
        generation_config=body.generation_config or {},
        response_format=body.response_format,
        structure=structure,
        service_tier=body.service_tier or "standard",
        stream=body.stream is True,
        store=body.store is not False,
        canonical=canonical(document),
        warnings=tuple(_warnings(body, camel)),
    )


def _warnings(body: CreateBody, camel: list[str]) -> Iterator[str]:
    for name in list(dict.fromkeys(camel))[:_MOST_WARNINGS]:
        yield f"the camelCase name '{name}' is accepted by a lenient fake only"
    if body.labels is not None:
        yield "'labels' are accepted by a lenient fake only"
    for name in ignored_names(body.generation_config)[:_MOST_WARNINGS]:
        yield f"the name 'generation_config.{name}' is not known, and ignored"


def _checked(document: Json, *, lenient: bool) -> CreateBody:
    for name in document:
        if name not in _FIELDS:
            raise UnknownParameter(name, meant(name, _FIELDS))
    try:
        body = CreateBody.model_validate(document)
    except ValidationError as error:
        raise violation(error, document, "") from None
    check_labels(body.labels, accepted=lenient)
    return body


def _subject(body: CreateBody) -> Subject:
    if body.agent is not None:
        for name in _MODEL_ONLY:
            if getattr(body, name) is not None:
                raise InvalidRequest(f"Only one of 'agent' and '{name}' may be given.")
        return Subject("agent", body.agent)
    if body.model is None:
        raise InvalidRequest("One of 'model' and 'agent' is needed.")
    if body.agent_config is not None:
        raise InvalidRequest("Only one of 'model' and 'agent_config' may be given.")
    return Subject("model", body.model.removeprefix("models/"))
