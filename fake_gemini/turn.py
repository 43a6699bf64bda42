"""The one value between whoever makes an answer and whoever stores or renders it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, NamedTuple

# A step, content or other JSON object as it travels. Its values are of any JSON type.
Json = dict[str, Any]


class Status(StrEnum):
    """How an interaction stands (docs/wire/interactions.md 3.2)."""

    IN_PROGRESS = "in_progress"
    REQUIRES_ACTION = "requires_action"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INCOMPLETE = "incomplete"
    BUDGET_EXCEEDED = "budget_exceeded"
    REQUIRES_CONTINUATION = "requires_continuation"


class Subject(NamedTuple):
    """Who is asked: a model or an agent, by name without prefix."""

    kind: Literal["model", "agent"]
    name: str


class Usage(NamedTuple):
    """Tokens of one turn (docs/wire/interactions.md 9.1). Input is by modality, in order of use."""

    input_by_modality: tuple[tuple[str, int], ...]
    output: int
    thought: int

    @property
    def input(self) -> int:
        return sum([tokens for _, tokens in self.input_by_modality])

    @property
    def total(self) -> int:
        return self.input + self.output + self.thought


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an interaction failed (docs/wire/interactions.md 3.1, 7.2)."""

    code: str
    message: str


class Turn(NamedTuple):
    """What a model answered: generated steps only, in order.

    `usage` and `service_tier` are None while it is not over, and where it was cancelled.
    `continuation` is the token that goes on behind the last step.
    """

    subject: Subject
    status: Status
    steps: tuple[Json, ...]
    usage: Usage | None
    service_tier: str | None
    errors: tuple[Failure, ...] = ()
    continuation: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the first stream of a turn goes: what is slow or wrong with it on purpose.

    `pause` is in seconds before each event, None for the usual one. The stream breaks off after
    `cut_after` events, or behind its checkpoint; `error` ends it half way.
    """

    pause: float | None = None
    cut_after: int | None = None
    cut_at_checkpoint: bool = False
    error: Failure | None = None


AS_USUAL = Delivery()


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of one media content: `size` in bytes, `sha256` in hex, `name` for people.

    `read` is False for what the fake only takes as read, because it never fetches anything.
    """

    kind: str
    mime_type: str | None
    size: int | None
    sha256: str | None
    name: str | None
    read: bool
