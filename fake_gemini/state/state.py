"""Everything that one fake remembers, built once and handed down."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from fake_gemini.clock import Clock
from fake_gemini.ids import Ids
from fake_gemini.state.clocks import Clocks
from fake_gemini.state.interactions import InteractionStore, MemoryStore


@dataclass(frozen=True, slots=True)
class State:
    """The shares of all scopes.

    `lock` makes one operation one step: in-process transports may call from several threads.
    """

    clocks: Clocks
    interactions: InteractionStore
    lock: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def in_memory(cls, ids: Ids, clock: Clock) -> State:
        return cls(clocks=Clocks(clock), interactions=MemoryStore(ids))
