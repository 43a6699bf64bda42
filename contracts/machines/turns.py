"""What a conversation should know: the model that the answers of a target are held to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from ..answers import text_of
from ..api import Api
from ..values import Value
from .programmes import Command

Json = dict[str, Any]

# No model says one of them unasked, and none is in another.
WORDS = ("quokka", "numbat", "okapi", "axolotl", "dugong", "tapir", "pangolin", "wombat", "narwhal",
         "lemur", "ocelot", "capybara")  # fmt: skip
# Turns in a row; the deeper, the dearer, because each turn pays for those before it.
DEEPEST = 3
# What stays as it is once an interaction has ended.
LASTING = ("id", "object", "status", "model", "usage", "created", "updated", "service_tier")


@dataclass(eq=False, slots=True)
class Turn:
    """One stored interaction.

    `told` are the words that were said up to and with it; `hearsay` are words that it may know and
    need not. `transcript` are the steps of the whole chain, as a client without a store keeps them.
    `shown` is how it was shown when it ended, None while it runs; `ran` says that it ran in the
    background. `calls` wait for their results.
    """

    id: str
    parent: Turn | None
    told: frozenset[str]
    transcript: tuple[Json, ...]
    shown: Value | None = None
    hearsay: frozenset[str] = frozenset()
    calls: tuple[Value, ...] = ()
    children: int = 0
    deleted: bool = False
    ran: bool = False

    @property
    def completed(self) -> bool:
        return self.shown is not None and self.shown["status"] == "completed"

    @property
    def cancelled(self) -> bool:
        return self.shown is not None and self.shown["status"] == "cancelled"

    @property
    def depth(self) -> int:
        return 1 if self.parent is None else self.parent.depth + 1

    @property
    def goes_on(self) -> bool:
        """Whether a turn can go on from it."""
        return self.completed and not self.deleted and self.depth < DEEPEST

    @property
    def orphaned(self) -> bool:
        """Whether something before it was deleted; what it knows then is open (I-10-29)."""
        before = self.parent
        return before is not None and (before.deleted or before.orphaned)


@dataclass(eq=False, slots=True)
class Talk:
    """All turns of one programme; `unsaid` are words for them, which come again after the last."""

    api: Api
    turns: list[Turn] = field(default_factory=list)
    unsaid: Iterator[str] = field(default_factory=lambda: cycle(WORDS))

    def where(self, *, running: bool = False, deleted: bool = False) -> list[Turn]:
        """The turns that stand so; without options those that have ended and are there."""
        return [turn for turn in self.turns
                if (turn.shown is None) is running and turn.deleted is deleted]  # fmt: skip

    def say(self, input: Any, parent: Turn | None, command: Command, **fields: Any) -> Value:
        """Create, in the way that the command wants, and return the interaction."""
        if parent is not None:
            fields["previous_interaction_id"] = parent.id
        if command.stream:
            return self.api.stream(input, **fields).folded
        return self.api.create(input, **fields).ok

    def keep(
        self, made: Value, input: Any, parent: Turn | None, told: frozenset[str] = frozenset()
    ) -> Turn:
        """Take an interaction that was stored for a turn; its id is a new one (I-6-2)."""
        id = made["id"].text
        assert id, "the id of what is stored is empty"
        assert id not in [turn.id for turn in self.turns], f"{made['id'].path} is that of another"
        before = () if parent is None else parent.transcript
        turn = Turn(id, parent, told | _known(parent), (*before, *as_steps(input), *steps_of(made)))
        turn.hearsay = frozenset() if parent is None else parent.hearsay
        if parent is not None:
            parent.children += 1
        self.turns.append(turn)
        return turn


def ended(turn: Turn, made: Value, status: str = "completed") -> None:
    """Demand how a turn ended, and remember how it looked."""
    made["status"].equals(status)
    turn.shown = made


def check_lasting(turn: Turn, shown: Value) -> None:
    """Demand that what has ended is as it was (I-3.2-13)."""
    assert turn.shown is not None
    for name in LASTING:
        if name in turn.shown:
            shown[name].equals(turn.shown[name])
    if "steps" in turn.shown:
        assert generated(shown) == generated(turn.shown), (
            "the steps are not those that were answered"
        )


def check_recall(told: frozenset[str], hearsay: frozenset[str], reply: Value) -> None:
    """Demand that a reply has all the words that were said on the way, and no others."""
    found = words_in(text_of(reply))
    assert told <= found, f"does not know {_listed(told - found)}: {text_of(reply)!r}"
    others = found - told - hearsay
    assert not others, f"knows {_listed(others)}, which nobody said here: {text_of(reply)!r}"


def words_in(text: str) -> frozenset[str]:
    """The words that a programme may have said which are in a text."""
    return frozenset(word for word in WORDS if re.search(word, text, re.IGNORECASE))


def as_steps(input: Any) -> tuple[Json, ...]:
    """An input as steps, as a history without a store has it."""
    if isinstance(input, str):
        return ({"type": "user_input", "content": [{"type": "text", "text": input}]},)
    return tuple(input)


def steps_of(made: Value) -> tuple[Json, ...]:
    """The steps that a call generated; the key is missing when there are none (I-3.1-8)."""
    return tuple(step.raw for step in made["steps"]) if "steps" in made else ()


def generated(shown: Value) -> list[Json]:
    """The steps that a model made, in a create as in a get (I-10-26)."""
    sent = ("user_input", "function_result")
    return [_unsigned(step) for step in steps_of(shown) if step["type"] not in sent]


def _unsigned(step: Json) -> Json:
    """Only a stream has a signature in a call, and that is empty (I-4.1-21, I-5.3-6)."""
    if step["type"] != "function_call" or step.get("signature"):
        return step
    return {name: value for name, value in step.items() if name != "signature"}


def _known(parent: Turn | None) -> frozenset[str]:
    return frozenset() if parent is None else parent.told


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))
