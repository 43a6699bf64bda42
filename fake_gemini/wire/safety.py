"""`safety_settings` (docs/wire/interactions.md 2.8): checked, and without an effect."""

from __future__ import annotations

from typing import Any

from fake_gemini.errors import InvalidInput
from fake_gemini.wire.checks import one_of, refuse_unknown_keys

_TYPES = (
    "hate_speech",
    "dangerous_content",
    "harassment",
    "sexually_explicit",
    "civic_integrity",
    "image_hate",
    "image_dangerous_content",
    "image_harassment",
    "image_sexually_explicit",
    "jailbreak",
)
_THRESHOLDS = (
    "block_low_and_above",
    "block_medium_and_above",
    "block_only_high",
    "block_none",
    "off",
)
_METHODS = ("severity", "probability")
_FIELDS = {"type": _TYPES, "threshold": _THRESHOLDS, "method": _METHODS}
_REQUIRED = ("type", "threshold")


def check_safety_settings(settings: Any) -> None:
    """Raise the documented refusal of the first setting that is wrong."""
    if not isinstance(settings, list):
        raise InvalidInput("safety_settings", hint="A list is expected.")
    for at, setting in enumerate(settings):
        path = f"safety_settings[{at}]"
        if not isinstance(setting, dict):
            raise InvalidInput(path, hint="An object is expected.")
        refuse_unknown_keys(setting, _FIELDS, path)
        for name, supported in _FIELDS.items():
            if setting.get(name) is not None:
                one_of(setting[name], supported, name, path)
            elif name in _REQUIRED:
                raise InvalidInput(f"{path}.{name}", hint="It is missing.")
