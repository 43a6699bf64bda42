"""A turn as the JSON of an interaction (docs/wire/interactions.md 3.1), keys in recorded order."""

from __future__ import annotations

from typing import Any, NamedTuple

from fake_gemini.turn import Json, Turn, Usage


class Identity(NamedTuple):
    """Which interaction, and when. Times are RFC 3339 text; `id` is "" when it is not stored."""

    id: str
    created: str
    updated: str


def usage_json(usage: Usage) -> Json:
    """docs/wire/interactions.md 9.1; per-modality output is absent for text."""
    sent, by_modality = 0, []
    for modality, tokens in usage.input_by_modality:
        sent += tokens
        by_modality.append({"modality": modality, "tokens": tokens})
    return {
        "total_tokens": sent + usage.output + usage.thought,
        "total_input_tokens": sent,
        "input_tokens_by_modality": by_modality,
        "total_cached_tokens": 0,
        "total_output_tokens": usage.output,
        "total_tool_use_tokens": 0,
        "total_thought_tokens": usage.thought,
    }


def summary(turn: Turn, identity: Identity, steps: tuple[Json, ...] = ()) -> Json:
    """The interaction, as `interaction.completed` carries it when there are no `steps`.

    What is not over has neither usage nor a tier.
    """
    body: Json = {"id": identity.id, "status": turn.status}
    if turn.usage is not None:
        body["usage"] = usage_json(turn.usage)
    body["created"], body["updated"] = identity.created, identity.updated
    if turn.service_tier is not None:
        body["service_tier"] = turn.service_tier
    if steps:
        body["steps"] = steps
    body["object"] = "interaction"
    body[turn.subject.kind] = turn.subject.name
    if turn.errors:
        body["errors"] = [{"code": it.code, "message": it.message} for it in turn.errors]
    if turn.continuation is not None:
        body["continuation_token"] = turn.continuation
    return body


def interaction(turn: Turn, identity: Identity, *, lenient: bool = False) -> Json:
    """The reply to a create. `id` is absent when not stored, `steps` when there are none."""
    body = summary(turn, identity, turn.steps)
    if not identity.id:
        del body["id"]
    elif lenient:
        # What the oldest pages read instead of `id` (docs/wire/interactions.md 11).
        body["name"] = identity.id
    return body


def stored_interaction(
    turn: Turn,
    identity: Identity,
    *,
    said: tuple[Json, ...],
    previous: str | None,
    sent: Any = None,
    lenient: bool = False,
) -> Json:
    """The reply to a GET: the steps of the caller first, and the parent (10, rows 26 to 28).

    `sent` is the input as it was sent, shown only when it is not None.
    """
    body = interaction(turn, identity, lenient=lenient)
    if turn.steps:
        body["steps"] = (*said, *turn.steps)
    if previous is not None:
        body["previous_interaction_id"] = previous
    if sent is not None:
        body["input"] = sent
    return body
