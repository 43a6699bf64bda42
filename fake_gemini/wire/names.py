"""Names as clients spell them: snake_case is right, camelCase is what old pages show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")

# Objects whose keys belong to the caller, not to the API.
FREE_FORM = frozenset({"arguments", "labels", "parameters", "result", "schema", "user_metadata"})


def snake(name: str) -> str:
    """`previousInteractionId` as `previous_interaction_id`; other names as they are."""
    return _HUMP.sub(lambda hump: "_" + hump[1].lower(), name)


def meant(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a wrong one stands for, if one is near."""
    names = sorted(known)
    if snake(name) in names:
        return snake(name)
    near = get_close_matches(name[:80], names, n=1, cutoff=0.8)
    return near[0] if near else None


def snake_keys(value: Any, used: list[str]) -> Any:
    """Return `value` with camelCase keys as snake_case; each key changed is added to `used`."""
    if isinstance(value, list):
        return [snake_keys(item, used) for item in value]
    if not isinstance(value, dict):
        return value
    renamed: dict[str, Any] = {}
    for key, item in value.items():
        name = snake(key)
        if name != key and name not in value:
            used.append(key)
        else:
            name = key
        renamed[name] = item if name in FREE_FORM else snake_keys(item, used)
    return renamed
