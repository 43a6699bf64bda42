"""The body of `POST /interactions`, read once into a value that needs no more checking.

docs/wire/interactions.md 2 has the fields, 7.3 and 12 the refusals. What a plain question does not
have is read by modules of its own, imported when they are first needed: launching is quick without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from fake_gemini.errors import InvalidInput, InvalidRequest, UnknownParameter
from fake_gemini.turn import Json, Subject
from fake_gemini.wire.checks import one_of
from fake_gemini.wire.generation import NONE, Generation
from fake_gemini.wire.input import as_steps, read_input
from fake_gemini.wire.json import canonical, read
from fake_gemini.wire.labels import check_labels
from fake_gemini.wire.names import meant, snake_keys
from fake_gemini.wire.tools import Function, read_tools
from fake_gemini.wire.unimitated import refuse_unimitated

if TYPE_CHECKING:
    from fake_gemini.wire.agent_config import AgentConfig
    from fake_gemini.wire.formats import Structure

# The type of each field; what may have several is read by a module of its own.
FIELDS: Mapping[str, type] = {
    "model": str,
    "agent": str,
    "input": object,
    "previous_interaction_id": str,
    "system_instruction": str,
    "tools": object,
    "generation_config": object,
    "agent_config": dict,
    "response_format": object,
    "response_mime_type": str,
    "response_modalities": list,
    "cached_content": str,
    "safety_settings": object,
    "service_tier": str,
    "stream": bool,
    "store": bool,
    "background": bool,
    "environment": object,
    "webhook_config": dict,
    "labels": object,
    "continuation_token": str,
}
_EXPECTED = {
    str: "A string is expected.",
    bool: "true or false is expected.",
    list: "A list is expected.",
    dict: "An object is expected.",
}
# What a create of these alone says needs no more than its type.
_PLAIN = frozenset(
    {"model", "input", "previous_interaction_id", "system_instruction", "stream", "store"}
)
_MODALITIES = ("text", "image", "audio", "video", "document")
_TIERS = ("standard", "flex", "priority", "deferred")

# What may not stand beside `agent` and beside `model` (docs/wire/interactions.md 2).
_MODEL_ONLY = ("model", "generation_config", "cached_content")
_AGENT_ONLY = "agent_config"

_MOST_WARNINGS = 20

# A shorter name of a model is likely to come again.
_SHORT = 100


class Create(NamedTuple):
    """A checked create. `sent` is its body.

    `text` is its whole input where that is one text, else `listed` has its steps. A create that
    `is_plain` is one text of which nothing in particular is asked: its last fields are as by
    default. `structure` is what `response_format` asks for,
    `functions` what `tools` declares; `warnings` name what only a lenient fake accepts, and what is
    ignored.
    """

    subject: Subject
    sent: Json
    text: str | None
    listed: tuple[Json, ...]
    previous_interaction_id: str | None
    system_instruction: str | None
    stream: bool
    store: bool
    is_plain: bool
    generation: Generation = NONE
    agent_config: AgentConfig | None = None
    functions: tuple[Function, ...] = ()
    structure: Structure | None = None
    service_tier: str = "standard"
    background: bool = False
    continuation_token: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[Json, ...]:
        """The input as steps."""
        return self.listed if self.text is None else as_steps(self.text)

    @property
    def canonical(self) -> bytes:
        """One spelling of all equal bodies."""
        return canonical(self.sent)

    @property
    def around(self) -> bytes:
        """One spelling of all that a plain body says around its texts."""
        rest = self.sent.copy()
        rest["input"] = 0
        if self.system_instruction:
            rest["system_instruction"] = 0
        return canonical(rest)


def read_create(raw: bytes, *, lenient: bool, legacy: bool = False) -> Create:
    """Return the create that a request body spells, or raise the documented refusal.

    With `legacy` its input is of the retired schema.
    """
    body = read(raw)
    if not isinstance(body, dict):
        raise InvalidRequest("Invalid JSON payload received. The body is not an object.")
    if not lenient:
        return _read(body, lenient=False, legacy=legacy)
    camel: list[str] = []
    create = _read(snake_keys(body, camel), lenient=True, legacy=legacy)
    return create._replace(warnings=(*_spelled_otherwise(camel), *create.warnings))


def _read(body: Json, *, lenient: bool, legacy: bool) -> Create:
    asks_more = not body.keys() <= _PLAIN
    if asks_more:
        _check_names(body)
    _check_types(body)
    if asks_more:
        _check_values(body, lenient=lenient)
    subject = _subject(body)
    functions, generation = _tools_and_generation(body) if asks_more else ((), NONE)
    token = body.get("continuation_token")
    sent = body.get("input")
    text = sent if isinstance(sent, str) and sent else None
    create = Create(
        subject,
        body,
        text,
        () if text else _input(sent, may_be_absent=token is not None, legacy=legacy),
        body.get("previous_interaction_id"),
        body.get("system_instruction"),
        body.get("stream") is True,
        body.get("store") is not False,
        text is not None and not asks_more,
    )
    return _with_more(create, functions, generation) if asks_more else create


def _with_more(create: Create, functions: tuple[Function, ...], generation: Generation) -> Create:
    """Return a create with what a plain one does not have."""
    body = create.sent
    if generation.transcription is not None and create.steps:
        _check_audible(create.steps)
    background = body.get("background") is True
    if background and not create.store:
        raise InvalidRequest("The parameter 'background' needs 'store' to be true.")
    return create._replace(
        generation=generation,
        agent_config=_agent_config(body.get("agent_config")),
        functions=functions,
        structure=_structure(body),
        service_tier=body.get("service_tier") or "standard",
        background=background,
        continuation_token=body.get("continuation_token"),
        warnings=tuple(_warnings(body, generation)),
    )


def _check_names(body: Json) -> None:
    """Raise for an unknown field."""
    for name in body:
        if name not in FIELDS:
            raise UnknownParameter(name, meant(name, FIELDS))


def _check_types(body: Json) -> None:
    """Raise for a field of the wrong type."""
    for name, value in body.items():
        if value is not None and not isinstance(value, FIELDS[name]):
            raise InvalidInput(name, hint=_EXPECTED[FIELDS[name]])


def _check_values(body: Json, *, lenient: bool) -> None:
    """Raise for a value that is not in its list."""
    if body.get("service_tier") is not None:
        one_of(body["service_tier"], _TIERS, "service_tier", "")
    for at, modality in enumerate(body.get("response_modalities") or ()):
        one_of(modality, _MODALITIES, f"response_modalities[{at}]", "")
    if body.get("safety_settings") is not None:
        from fake_gemini.wire.safety import check_safety_settings

        check_safety_settings(body["safety_settings"])
    check_labels(body.get("labels"), accepted=lenient)


def _tools_and_generation(body: Json) -> tuple[tuple[Function, ...], Generation]:
    functions = read_tools(body.get("tools"))
    generation = _generation(body.get("generation_config"), functions)
    refuse_unimitated(body)
    return functions, generation


def _subject(body: Json) -> Subject:
    agent, model = body.get("agent"), body.get("model")
    if agent is not None:
        for name in _MODEL_ONLY:
            if body.get(name) is not None:
                raise InvalidRequest(f"Only one of 'agent' and '{name}' may be given.")
        return Subject("agent", agent)
    if model is None:
        raise InvalidRequest("One of 'model' and 'agent' is needed.")
    if body.get(_AGENT_ONLY) is not None:
        raise InvalidRequest(f"Only one of 'model' and '{_AGENT_ONLY}' may be given.")
    return (_known_model if len(model) < _SHORT else _model)(model)


def _model(name: str) -> Subject:
    return Subject("model", name.removeprefix("models/"))


# Most creates ask a few models over and over.
_known_model = lru_cache(maxsize=256)(_model)


def _generation(config: Any, functions: tuple[Function, ...]) -> Generation:
    if config is None:
        return NONE
    from fake_gemini.wire.generation_config import read_generation_config

    return read_generation_config(config, functions)


def _agent_config(config: Any) -> AgentConfig | None:
    if config is None:
        return None
    from fake_gemini.wire.agent_config import read_agent_config

    return read_agent_config(config)


def _structure(body: Json) -> Structure | None:
    formats, mime_type = body.get("response_format"), body.get("response_mime_type")
    if formats is None and mime_type is None:
        return None
    from fake_gemini.wire.formats import read_format

    return read_format(formats, mime_type)


def _input(value: Any, *, may_be_absent: bool, legacy: bool) -> tuple[Json, ...]:
    if value is not None:
        return read_input(value, legacy=legacy)
    if not may_be_absent:
        raise InvalidRequest("The parameter 'input' is missing.")
    return ()


def _check_audible(steps: tuple[Json, ...]) -> None:
    from fake_gemini.wire.transcription import check_audible

    check_audible(steps)


def _spelled_otherwise(camel: list[str]) -> Iterator[str]:
    for name in list(dict.fromkeys(camel))[:_MOST_WARNINGS]:
        yield f"the camelCase name '{name}' is accepted by a lenient fake only"


def _warnings(body: Json, generation: Generation) -> Iterator[str]:
    if body.get("labels") is not None:
        yield "'labels' are accepted by a lenient fake only"
    for name in generation.ignored[:_MOST_WARNINGS]:
        yield f"the name 'generation_config.{name}' is not known, and ignored"
