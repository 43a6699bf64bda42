"""Places in a JSON value, and how to edit all of them at once.

A path names members and, by `[*]`, every item of a list: `steps[*].content[*].text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.lies.exchange import Json

# Gets the object, or the list, that holds something, and the name that it has there.
Edit = Callable[[Any, Any], None]

_STEP = re.compile(r"\[\*\]|[^.\[\]]+")
_ITEMS = "[*]"


def paths(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every member below a value with its path; equal paths come several times."""
    if isinstance(value, dict):
        for name, member in value.items():
            # A name with a sign of ours in it could not be found again.
            if name and not set(name) & set(".[]*"):
                path = f"{at}.{name}" if at else name
                yield path, member
                yield from paths(member, path)
    elif isinstance(value, list):
        for item in value:
            yield from paths(item, f"{at}{_ITEMS}")


def edit(value: Any, path: str, change: Edit) -> None:
    """Change what stands at every place of a path, where there is one."""
    *way, name = _STEP.findall(path)
    for holder in _holders([value], way):
        if isinstance(holder, dict) and name in holder:
            change(holder, name)


def last_name(path: str) -> str:
    return path.rpartition(".")[2]


def _holders(values: list[Any], way: list[str]) -> list[Any]:
    for step in way:
        if step == _ITEMS:
            values = [item for value in values if isinstance(value, list) for item in value]
        else:
            values = [value[step] for value in values if isinstance(value, dict) and step in value]
    return values


def renamed(holder: Json, name: str) -> None:
    """Give a member a name in the other spelling, at the place where it is."""
    members = list(holder.items())
    holder.clear()
    holder.update((_other(each) if each == name else each, value) for each, value in members)


def _other(name: str) -> str:
    """`sizeBytes` of `size_bytes`, `size_bytes` of `sizeBytes`, and `Text` of `text`."""
    if "_" in name:
        first, *rest = name.split("_")
        return first + "".join(map(str.capitalize, rest))
    snake = re.sub(r"(?<=.)([A-Z])", lambda match: f"_{match[0].lower()}", name)
    return snake if snake != name else name.swapcase()
