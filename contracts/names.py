"""The names of what a request has created, read from its answer as far as that has come."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from .costs import is_create

_FILES = re.compile(r"(?:/upload)?/v1(?:alpha|beta)?/files")
# The first event of a stream that says which interaction it is about.
_IN_STREAM = re.compile(rb'^data: *(\{.*"interaction(?:_id)?".*\})\r?$', re.M)


def created_name(method: str, path: str, body: bytes) -> str | None:
    """Return a name such as `interactions/v1_...` or `files/abc`, or None where nothing is kept.

    `body` may be the beginning of a stream.
    """
    if is_create(method, path):
        made = _json(body) or _first_event(body)
        told = made.get("id") if isinstance(made, dict) else None
        return f"interactions/{told}" if isinstance(told, str) and told else None
    if method == "POST" and _FILES.fullmatch(path):
        made = _json(body)
        file = made.get("file") if isinstance(made, dict) else None
        told = file.get("name") if isinstance(file, dict) else None
        return told if isinstance(told, str) and told.startswith("files/") else None
    return None


def path_of(name: str) -> str:
    """Return the path of a resource, whatever its id is made of."""
    kind, _, own = name.partition("/")
    return f"/v1/{kind}/{quote(own, safe='')}"


def _first_event(body: bytes) -> Any:
    found = _IN_STREAM.search(body)
    event = _json(found[1]) if found else None
    if not isinstance(event, dict):
        return None
    return event.get("interaction") or {"id": event.get("interaction_id")}


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
