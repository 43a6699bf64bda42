"""Lies about what is refused, and in which words."""

from __future__ import annotations

from typing import Any

from tests.lies.book import on_create, on_error, on_reply
from tests.lies.exchange import Json, Reply, everywhere

_KNOWN = frozenset(
    "model agent input previous_interaction_id system_instruction tools generation_config"
    " response_format response_modalities safety_settings service_tier stream store background"
    " labels environment agent_config webhook_config cached_content continuation_token"
    " response_mime_type".split()
)


@on_error
def wraps_errors_like_google_rpc(body: Json) -> Any:
    """Refusals have the envelope of the older routes."""
    if isinstance(body, dict) and isinstance(body["error"]["code"], str):
        message = body["error"]["message"]
        return {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}
    return body


@on_error
def wraps_errors_in_a_list(body: Json) -> Any:
    """Refusals are lists of one."""
    return [body] if isinstance(body, dict) else body


@on_error
def adds_a_status_to_errors(body: Json) -> Any:
    """Refusals have a status beside the code."""
    if isinstance(body, dict):
        body["error"]["status"] = "INVALID_ARGUMENT"


@on_reply
def answers_422(reply: Reply) -> None:
    """What cannot be processed is a 422."""
    if reply.status == 400:
        reply.status = 422


@on_reply
def answers_410(reply: Reply) -> None:
    """Whatever is refused on interactions is gone."""
    if reply.request.interactions and reply.status >= 400:
        reply.status = 410


@on_create
def ignores_unknown_fields(create: Json) -> None:
    """A field that does not exist is ignored."""
    for name in create.keys() - _KNOWN:
        del create[name]


@on_create
def takes_nonsense(create: Json) -> None:
    """A field that has a value outside its list is ignored."""
    for name in [name for name, value in create.items() if "nonsense" in str(value)]:
        del create[name]
    create.setdefault("input", "...")


@on_error
def says_less_about_values(body: Json) -> Any:
    """A refusal does not say which value it means."""
    if isinstance(body, dict):
        body["error"]["message"] = "Request contains an invalid argument."


@on_error
def says_less_about_uris(body: Json) -> Any:
    """A refusal of an address has other words."""
    if isinstance(body, dict):
        body["error"]["message"] = "The URL is not accessible."


@on_error
def lists_fewer_formats(body: Json) -> Any:
    """The list of formats in a refusal is not whole."""
    if isinstance(body, dict):
        body["error"]["message"] = body["error"]["message"].replace("'boolean'", "'any'")


@on_create
def ignores_processing(create: Json) -> None:
    """How a video is to be processed is not looked at."""
    for content in everywhere(create.get("input")):
        content.pop("processing", None)


@on_create
def every_model_thinks_minimally(create: Json) -> None:
    """Every model has the level minimal."""
    config = create.get("generation_config", {})
    if config.get("thinking_level") == "minimal":
        config["thinking_level"] = "low"


@on_create
def ignores_tool_choice(create: Json) -> None:
    """A choice among no tools is ignored."""
    create.get("generation_config", {}).pop("tool_choice", None)


@on_create
def takes_instructions_in_parts(create: Json) -> None:
    """A system instruction may be an object, as on the older routes."""
    if isinstance(create.get("system_instruction"), dict):
        create["system_instruction"] = "..."


@on_create
def adds_missing_thresholds(create: Json) -> None:
    """A safety setting may lack its threshold."""
    for setting in create.get("safety_settings", ()):
        setting.setdefault("threshold", "block_none")
