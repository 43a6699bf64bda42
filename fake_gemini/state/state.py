"""Everything that one fake remembers, built once and handed down."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from fake_gemini.clock import Clock
from fake_gemini.ids import Ids
from fake_gemini.state.clocks import Clocks
from fake_gemini.state.files import FileStore
from fake_gemini.state.folder import Folder
from fake_gemini.state.interactions import InteractionStore, MemoryStore
from fake_gemini.state.rehearsals import RehearsalCounts
from fake_gemini.state.runs import RunStore
from fake_gemini.state.space import Space
from fake_gemini.state.uploads import UploadStore


@dataclass(frozen=True, slots=True)
class State:
    """The shares of all scopes.

    `lock` makes one operation one step: in-process transports may call from several threads.
    """

    clocks: Clocks
    interactions: InteractionStore
    runs: RunStore
    rehearsals: RehearsalCounts
    space: Space
    folder: Folder
    files: FileStore
    uploads: UploadStore
    lock: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def in_memory(cls, ids: Ids, clock: Clock, data_dir: Path | None = None) -> State:
        """Return an empty state; only uploaded bytes go to disk, below `data_dir`."""
        space = Space()
        return cls(
            clocks=Clocks(clock),
            interactions=MemoryStore(ids),
            runs=RunStore(),
            rehearsals=RehearsalCounts(),
            space=space,
            folder=Folder(data_dir),
            files=FileStore(ids, space),
            uploads=UploadStore(ids, space),
        )
