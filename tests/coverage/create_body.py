"""The fields of a create."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
from google.genai._gaos.types import interactions

from tests.api import MODEL, created
from tests.coverage import sdk
from tests.coverage.asking import adds, body, create, creates, ends, has, says
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, Verdict, rows
from tests.coverage.rehearsals import said
from tests.coverage.tables import section, table
from tests.coverage.tools import CALLING

_ANY = "any other name"
_CAMEL = "names in camelCase"
_AGENT = {"model": None, "agent": "antigravity-preview-09-2026"}
_SCHEMA = {"type": "object", "properties": {"b": {"const": 7}}, "required": ["b"]}
_SAFETY = {"type": "harassment", "threshold": "block_none"}


def page(fakes: Fakes) -> str:
    known = (*sdk.create_fields(), _ANY, _CAMEL)
    values = list(_values())
    return section(
        "The body of a create",
        table("field", rows(known, _PROBES, fakes)),
        table("value", rows([probe.name for probe in values], values, fakes)),
    )


def _values() -> Iterator[Probe]:
    """Yield a probe for each value of an enum."""
    for tier in sdk.values_of(interactions.ServiceTier):
        tiered = creates(service_tier=tier)
        shows = has("service_tier", tier)
        yield Probe(f"service_tier: {tier}", tiered, shows=shows, proves=Verdict.ECHOED)
    for modality in sdk.values_of(interactions.ResponseModality):
        yield adds(f"response_modalities: {modality}", {"response_modalities": [modality]})
    for field, enum in _SAFETY_ENUMS.items():
        for value in sdk.values_of(enum):
            sent = {"safety_settings": [{**_SAFETY, field: value}]}
            yield adds(f"safety_settings.{field}: {value}", sent)


_SAFETY_ENUMS = {
    "type": interactions.HarmCategory,
    "threshold": interactions.Threshold,
    "method": interactions.Method,
}


def _second_turn(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    first = created(client, "I have 2 dogs.")
    return create(client, input="What did I tell you?", previous_interaction_id=first["id"])


def _continued(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    first = created(client, said("requires_continuation"))
    return create(
        client,
        input=None,
        previous_interaction_id=first["id"],
        continuation_token=first["continuation_token"],
    )


def _is_stream(reply: httpx.Response) -> bool:
    return reply.headers["content-type"] == "text/event-stream"


_PROBES = (
    Probe("model", creates(), creates(model=None), has("model", MODEL), remark="see Models"),
    adds("agent", _AGENT, shows=has("agent", _AGENT["agent"]), remark="see Agents"),
    adds("input", {"input": "Reply with exactly: yes"}, shows=says("yes"), remark="see Input"),
    Probe(
        "previous_interaction_id",
        _second_turn,
        creates(input="What did I tell you?"),
        says("2 dogs"),
        remark="chains of any length, and branches",
    ),
    adds(
        "system_instruction",
        {"system_instruction": "End every reply with Amen"},
        shows=says(" Amen"),
        remark="quoted; a few plain instructions are obeyed (see Input)",
    ),
    adds(
        "tools",
        {"tools": CALLING},
        {"input": "Weather in Paris?"},
        shows=ends("requires_action"),
        remark="functions only, see Tools",
    ),
    adds(
        "generation_config",
        {"generation_config": {"max_output_tokens": 1}},
        shows=ends("incomplete"),
        remark="see there",
    ),
    adds(
        "agent_config",
        {"agent_config": {"type": "antigravity", "max_total_tokens": 1}},
        _AGENT,
        shows=ends("budget_exceeded"),
        remark="see Agents",
    ),
    adds(
        "response_format",
        {"response_format": {"type": "text", "mime_type": "application/json", "schema": _SCHEMA}},
        shows=says('{"b":7}'),
        remark="see there",
    ),
    adds(
        "response_mime_type",
        {"response_mime_type": "application/json"},
        shows=says("{"),
        remark="`application/json` or `text/plain`, with the older form of `response_format`",
    ),
    adds("response_modalities", {"response_modalities": ["text"]}, remark="`text`, see below"),
    adds("stream", {"stream": True}, shows=_is_stream),
    adds("store", {"store": False}, shows=lambda reply: "id" not in body(reply)),
    adds(
        "background",
        {"background": True},
        shows=ends("in_progress"),
        remark="of models and agents; what ends a run: see Differences on purpose",
    ),
    Probe(
        "continuation_token",
        _continued,
        shows=says("50"),
        remark="of the last hop; it is bound to its interaction",
    ),
    adds(
        "service_tier",
        {"service_tier": "flex"},
        shows=has("service_tier", "flex"),
        proves=Verdict.ECHOED,
    ),
    adds(
        "safety_settings",
        {"safety_settings": [_SAFETY]},
        remark="type, threshold and method are checked; nothing is ever blocked but by rehearsal",
    ),
    adds("labels", {"labels": {"team": "a"}}),
    Probe(
        "labels",
        creates({"lenient": True}, labels={"team": "a"}),
        creates({"lenient": True}),
        label="`labels` with `--lenient`",
        remark="keys and values are checked",
    ),
    adds("cached_content", {"cached_content": "cachedContents/x"}),
    adds("environment", {"environment": "remote"}, _AGENT),
    adds("webhook_config", {"webhook_config": {"uris": []}}, {"background": True}),
    adds(_CAMEL, {"serviceTier": "flex"}, label=_CAMEL),
    Probe(
        _CAMEL,
        creates({"lenient": True}, serviceTier="flex"),
        creates({"lenient": True}),
        has("service_tier", "flex"),
        label=f"{_CAMEL} with `--lenient`",
        remark="each with a warning in the log",
    ),
    adds(_ANY, {"user": "me"}, label=_ANY),
)
