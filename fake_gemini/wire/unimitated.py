"""The fields of a create that are known, and not imitated: each is refused by its name."""

from __future__ import annotations

from typing import Any

from fake_gemini.errors import NotImitated
from fake_gemini.turn import Json

_WHOLLY = ("cached_content", "environment", "webhook_config")


def refuse_unimitated(body: Json) -> None:
    """Raise for the first field whose effect is not imitated."""
    for name in _WHOLLY:
        if body.get(name) is not None:
            raise NotImitated(name)
    _refuse_modalities(body.get("response_modalities"))


def _refuse_modalities(modalities: Any) -> None:
    if modalities not in (None, [], ["text"]):
        raise NotImitated("response_modalities other than text")
