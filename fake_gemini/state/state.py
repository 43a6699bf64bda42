"""Everything that one fake remembers, built once and handed down."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fake_gemini.clock import Clock
from fake_gemini.ids import Ids
from fake_gemini.state.clocks import Clocks
from fake_gemini.state.folder import Folder
from fake_gemini.state.interactions import InteractionStore, MemoryStore
from fake_gemini.state.rehearsals import RehearsalCounts
from fake_gemini.state.runs import RunStore

if TYPE_CHECKING:
    from fake_gemini.state.files import FileStore
    from fake_gemini.state.space import Space
    from fake_gemini.state.uploads import UploadStore


class State:
    """The shares of all scopes, in memory but for uploaded bytes, which go below `data_dir`.

    `lock` makes one operation one step: in-process transports may call from several threads. What
    only files need is imported with the first of them, because launching is quick without.
    """

    def __init__(self, ids: Ids, clock: Clock, data_dir: Path | None = None) -> None:
        self._ids = ids
        self.clocks = Clocks(clock)
        self.interactions: InteractionStore = MemoryStore(ids)
        self.runs = RunStore()
        self.rehearsals = RehearsalCounts()
        self.folder = Folder(data_dir)
        self.lock = threading.RLock()

    @cached_property
    def space(self) -> Space:
        from fake_gemini.state.space import Space

        return Space()

    @cached_property
    def files(self) -> FileStore:
        from fake_gemini.state.files import FileStore

        return FileStore(self._ids, self.space)

    @cached_property
    def uploads(self) -> UploadStore:
        from fake_gemini.state.uploads import UploadStore

        return UploadStore(self._ids, self.space)
