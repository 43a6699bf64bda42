"""A deterministic, offline emulator of the Gemini Interactions API and Files API."""

from __future__ import annotations

from fake_gemini.app import create_app
from fake_gemini.settings import Settings, SettingsError

__all__ = ["Settings", "SettingsError", "__version__", "create_app"]

__version__ = "0.1.0"
