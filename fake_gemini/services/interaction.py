"""One interaction, as the operations give it to whoever renders it."""

from __future__ import annotations

from typing import Any, NamedTuple

from fake_gemini.continuation import Token
from fake_gemini.services.stored import Kept, sent
from fake_gemini.state.runs import Run
from fake_gemini.turn import AS_USUAL, Delivery, Json, Turn
from fake_gemini.wire.input import as_steps
from fake_gemini.wire.replies import Identity


class Interaction(NamedTuple):
    """A turn with its identity, and what only a stored one has.

    `own` is the token behind the event ids of its stream, `previous` the id of the parent, and
    `kept` what is stored: what was sent may be large, and is read by those who show it. A
    stream goes on with the `run`, and is delivered with what goes wrong on purpose; `begin` is the
    token of the place where the text begins, for a checkpoint.
    """

    turn: Turn
    identity: Identity
    own: bytes = b""
    previous: str | None = None
    kept: Kept | None = None
    run: Run | None = None
    delivery: Delivery = AS_USUAL
    begin: Token | None = None

    def sent(self) -> Any:
        """Return the input as it was sent, None where there was none."""
        return None if self.kept is None else sent(self.kept)

    def said(self) -> tuple[Json, ...]:
        """Return the input as steps."""
        return as_steps(self.sent())
