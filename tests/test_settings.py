"""Settings are checked when they are built, and a refusal says what is accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fake_gemini import Settings, SettingsError


@pytest.mark.parametrize(
    "setting",
    [
        {"seed": -1},
        {"seed": 1.5},
        {"seed": "1"},
        {"seed": True},
        {"chunk_size": 0},
        {"chunk_size": 401},
        {"chunk_size": 1.5},
        {"pace": -1},
        {"pace": "1"},
        {"pace": float("nan")},
        {"decode_limit": -1},
        {"decode_limit": 1_000_001},
        {"run_polls": -1},
        {"run_polls": 1.0},
        {"run_seconds": -0.5},
        {"run_seconds": 86_401},
        {"rehearsals": 1},
        {"tolerate_late_cancel": "yes"},
        {"max_body": 0},
        {"lenient": "no"},
        {"control": None},
        {"clock": "sundial"},
        {"revision": "2026-06-01"},
        {"host": ""},
        {"api_keys": "secret"},
        {"api_keys": ["a"]},
        {"api_keys": ("",)},
        {"api_keys": ("a b",)},
        {"api_keys": ("invalid-a",)},
        {"public_url": "ftp://example.com"},
        {"public_url": "http://a b.de"},
        {"public_url": "http://例え.jp"},
        {"public_url": "http://x/\r\nX-Evil: 1"},
        {"public_url": "http://example.com:0"},
        {"public_url": "http://example.com?x=1"},
        {"public_url": 1},
        {"data_dir": "/tmp"},
    ],
    ids=str,
)
def test_wrong_setting_is_refused_with_what_is_accepted(setting: Any) -> None:
    with pytest.raises(SettingsError, match=f"^{next(iter(setting))} .*accepted: "):
        Settings(**setting)


@pytest.mark.parametrize(
    "setting",
    [
        {"seed": 2**63 - 1},
        {"pace": 1},
        {"revision": "2026-05-07"},
        {"run_seconds": 0},
        {"run_polls": 1000},
        {"api_keys": ("AIza-x", "AQ.y")},
        {"public_url": "http://127.0.0.1:8765"},
        {"public_url": "https://[::1]:1/prefix/"},
        {"data_dir": Path("/tmp")},
    ],
    ids=str,
)
def test_right_setting_is_kept(setting: Any) -> None:
    ((name, value),) = setting.items()
    assert getattr(Settings(**setting), name) == value


def test_refusal_does_not_show_a_key() -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings(api_keys=("very secret",))
    assert "very secret" not in str(refusal.value)
