"""A deterministic, offline emulator of the Gemini Interactions API and Files API."""

from __future__ import annotations

from fake_gemini.app import create_app
from fake_gemini.settings import Settings, SettingsError
from fake_gemini.version import __version__

__all__ = ["Settings", "SettingsError", "__version__", "create_app"]
