"""Everything that can be chosen about the fake, checked when it is built.

Each field is a flag of `fake-gemini serve` and a `FAKE_GEMINI_*` variable; the flag wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from fake_gemini.clock import Clock, FixedClock, SystemClock

MIB = 1024 * 1024

# The schema that is spoken today, and the one that was retired (docs/wire/interactions.md 1.4).
REVISION: Final = "2026-05-20"
LEGACY_REVISION: Final = "2026-05-07"


class SettingsError(ValueError):
    """A setting outside what is accepted; the message begins with its `name`, and says what is."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(f"{name} {said}")
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one fake is like. Sizes are bytes, durations seconds unless the name says otherwise."""

    seed: int = 0
    clock: Literal["fixed", "system"] = "fixed"
    lenient: bool = False
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    host: str = "127.0.0.1"
    public_url: str | None = None
    revision: Literal["2026-05-20", "2026-05-07"] = REVISION
    data_dir: Path | None = None
    control: bool = True

    chunk_size: int = 80  # characters of text in one streamed delta
    arguments_size: int = 0  # characters of arguments in one streamed delta; 0 is all of them
    pace: float = 0.0  # pause before each streamed event
    decode_limit: int = 0  # tokens of text in one request before it has to be continued; 0 is none
    run_polls: int = 1  # GETs that see a background run in progress
    run_seconds: float = 30.0  # or this long after its start it is over
    tolerate_late_cancel: bool = False  # docs/wire/interactions.md 10, rows 14 and 15
    rehearsals: bool = True
    retention_days: int = 55  # how long an interaction is kept (docs/wire/interactions.md 3.3)

    schema_depth: int = 32  # levels of a value that is made by a client's schema
    schema_nodes: int = 5_000  # schemas inside such a schema
    schema_refs: int = 2  # times that a $ref is followed inside itself where it need not be

    max_body: int = 100 * MIB  # of a JSON request
    max_file: int = 2 * 1024 * MIB  # docs/wire/files.md 4.2
    max_storage: int = 20 * 1024 * MIB  # of one key
    processing_polls: int = 1  # GETs of a video before it is ACTIVE
    processing_seconds: float = 10.0  # or this long after its upload
    accept_size_mismatch: bool = False  # docs/wire/files.md 8
    enforce_granularity: bool = False
    refuse_two_credentials: bool = False

    def __post_init__(self) -> None:
        _whole("seed", self.seed, 0, 2**63 - 1)
        _whole("chunk_size", self.chunk_size, 1, 400)
        _whole("arguments_size", self.arguments_size, 0, 1_000_000)
        _number("pace", self.pace, 0, 60)
        _whole("decode_limit", self.decode_limit, 0, 1_000_000)
        _whole("run_polls", self.run_polls, 0, 1_000)
        _number("run_seconds", self.run_seconds, 0, 86_400)
        _whole("schema_depth", self.schema_depth, 1, 100)
        _whole("schema_nodes", self.schema_nodes, 1, 100_000)
        _whole("schema_refs", self.schema_refs, 1, 10)
        _whole("retention_days", self.retention_days, 1, 36_500)
        _whole("max_body", self.max_body, 1, 2**40)
        _whole("max_file", self.max_file, 0, 2**50)
        _whole("max_storage", self.max_storage, 0, 2**50)
        _whole("processing_polls", self.processing_polls, 0, 1_000)
        _number("processing_seconds", self.processing_seconds, 0, 86_400)
        for name in _SWITCHES:
            if not isinstance(getattr(self, name), bool):
                raise SettingsError(name, f"is {getattr(self, name)!r}; accepted: True, False")
        if self.clock not in ("fixed", "system"):
            raise SettingsError("clock", f"is {self.clock!r}; accepted: 'fixed', 'system'")
        if not isinstance(self.host, str) or not self.host:
            raise SettingsError("host", f"is {self.host!r}; accepted: a name or an address")
        if self.revision not in (REVISION, LEGACY_REVISION):
            raise SettingsError(
                "revision", f"is {self.revision!r}; accepted: {REVISION!r}, {LEGACY_REVISION!r}"
            )
        _check_keys(self.api_keys)
        if self.public_url is not None:
            _check_url(self.public_url)
        if self.data_dir is not None and not isinstance(self.data_dir, Path):
            raise SettingsError("data_dir", f"is {self.data_dir!r}; accepted: a pathlib.Path")

    def make_clock(self) -> Clock:
        return SystemClock() if self.clock == "system" else FixedClock()


_SWITCHES = (
    "lenient",
    "control",
    "rehearsals",
    "tolerate_late_cancel",
    "accept_size_mismatch",
    "enforce_granularity",
    "refuse_two_credentials",
)
# ASCII only: it becomes a header of upload answers.
_URL = re.compile(
    r"https?://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>\d{1,5}))?(?:/[A-Za-z0-9._~/-]*)?",
    re.A,
)


def _whole(name: str, value: object, low: int, high: int) -> None:
    if type(value) is not int or not low <= value <= high:
        raise SettingsError(name, f"is {value!r}; accepted: a whole number from {low} to {high}")


def _number(name: str, value: object, low: int, high: int) -> None:
    if type(value) not in (int, float) or not low <= value <= high:  # type: ignore[operator]
        raise SettingsError(name, f"is {value!r}; accepted: a number from {low} to {high}")


def _check_keys(keys: object) -> None:
    if not isinstance(keys, tuple):
        raise SettingsError("api_keys", "is no tuple; accepted: a tuple of keys")
    for key in keys:
        # The key itself is not shown: messages end up in logs.
        if not isinstance(key, str) or not key.isascii() or not key.isprintable() or " " in key:
            raise SettingsError(
                "api_keys", "has one that is unusable; accepted: printable ASCII, no spaces"
            )
        if not key or key.startswith("invalid-"):
            raise SettingsError(
                "api_keys", "has one that is empty or begins with 'invalid-'; accepted: others"
            )


def _check_url(url: object) -> None:
    match = _URL.fullmatch(url) if isinstance(url, str) else None
    if match is None or not 0 < int(match["port"] or 1) < 65536:
        raise SettingsError("public_url", f"is {url!r}; accepted: http(s)://host[:port][/prefix]")
