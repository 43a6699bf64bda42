"""A deterministic, offline emulator of the Gemini Interactions API and Files API."""

from __future__ import annotations

import importlib
import typing

if typing.TYPE_CHECKING:
    from fake_gemini.app import create_app
    from fake_gemini.settings import Settings, SettingsError
    from fake_gemini.version import __version__

__all__ = ["Settings", "SettingsError", "__version__", "create_app"]

_MODULES = {
    "Settings": "settings",
    "SettingsError": "settings",
    "__version__": "version",
    "create_app": "app",
}


def __getattr__(name: str) -> object:
    # Imported when it is asked for: the command line has to be there before the fake is.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
