"""Everything that can be chosen about the fake, checked when it is built.

Each field is a flag of `fake-gemini serve` and a `FAKE_GEMINI_*` variable; the flag wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from fake_gemini.clock import Clock, FixedClock, SystemClock

MIB = 1024 * 1024


class SettingsError(ValueError):
    """A setting outside what is accepted; the message names the setting and what is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one fake is like. Sizes are bytes, durations seconds unless the name says otherwise."""

    seed: int = 0
    clock: Literal["fixed", "system"] = "fixed"
    lenient: bool = False
    api_keys: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    public_url: str | None = None
    data_dir: Path | None = None
    control: bool = True

    chunk_size: int = 80  # characters of text in one streamed delta
    pace: float = 0.0  # pause before each streamed event
    retention_days: int = 55  # how long an interaction is kept (docs/wire/interactions.md 3.3)

    max_body: int = 100 * MIB  # of a JSON request
    max_file: int = 2 * 1024 * MIB  # docs/wire/files.md 4.2
    max_storage: int = 20 * 1024 * MIB  # of one key
    processing_polls: int = 1  # GETs of a video before it is ACTIVE
    processing_seconds: float = 10.0  # or this long after its upload
    accept_size_mismatch: bool = False  # docs/wire/files.md 8
    enforce_granularity: bool = False
    refuse_two_credentials: bool = False

    def __post_init__(self) -> None:
        _within("seed", self.seed, 0, 2**63 - 1)
        _within("chunk_size", self.chunk_size, 1, 400)
        _within("pace", self.pace, 0, 60)
        _within("retention_days", self.retention_days, 1, 36_500)
        _within("max_body", self.max_body, 1, 2**40)
        _within("max_file", self.max_file, 0, 2**50)
        _within("max_storage", self.max_storage, 0, 2**50)
        _within("processing_polls", self.processing_polls, 0, 1_000)
        _within("processing_seconds", self.processing_seconds, 0, 86_400)
        if self.clock not in ("fixed", "system"):
            raise SettingsError(f"clock is {self.clock!r}; accepted: 'fixed', 'system'")
        for key in self.api_keys:
            _check_key(key)
        if self.public_url is not None:
            _check_url(self.public_url)

    def make_clock(self) -> Clock:
        return SystemClock() if self.clock == "system" else FixedClock()


def _within(name: str, value: float, low: float, high: float) -> None:
    if isinstance(value, bool) or not low <= value <= high:
        raise SettingsError(f"{name} is {value}; accepted: {low} to {high}")


def _check_key(key: str) -> None:
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise SettingsError("an api key is not usable; accepted: printable ASCII without spaces")
    if key.startswith("invalid-"):
        raise SettingsError("an api key begins with 'invalid-'; such keys are always refused")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or "?" in url or "#" in url:
        raise SettingsError(f"public_url is {url!r}; accepted: http(s)://host[:port][/prefix]")
