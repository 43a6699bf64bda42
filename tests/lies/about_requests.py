"""Lies about what is accepted: one field or shape of a create that is refused though it is fine."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.lies.book import add
from tests.lies.exchange import Reply
from tests.lies.telling import Answered, Asked


def _refusing(path: str) -> tuple[Asked, Answered]:
    def answered(reply: Reply) -> None:
        if reply.request.creates and _at(reply.request.json, path.split(".")) is not None:
            reply.refuse(f"Unknown parameter '{path}'.")

    return lambda request: None, answered


def _at(value: Any, names: list[str]) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


_PATHS = (
    "store",
    "service_tier",
    "generation_config.thinking_summaries",
    "generation_config.thinking_level",
)

for _path in _PATHS:
    _name = _path.rpartition(".")[2].replace("_", "-")
    add(f"refuses-{_name}", f"A create with {_path} is refused.", partial(_refusing, _path))
