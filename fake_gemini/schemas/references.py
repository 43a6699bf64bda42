"""Where a `$ref` leads, and whether a schema leads back to itself without a value between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from fake_gemini.schemas.nodes import Node
from fake_gemini.schemas.refused import SchemaError, TooComplex, Unsatisfiable

_LONGEST_WAY = 50


def resolve(root: Any, reference: str, path: str) -> tuple[Any, str]:
    """Return the schema that a local reference names, and its path."""
    if reference != "#" and not reference.startswith("#/"):
        raise SchemaError(
            path, "A reference inside the schema is expected: '#', '#/$defs/name' and the like."
        )
    found, where = root, ""
    for token in reference[2:].split("/") if reference != "#" else []:
        name = unquote(token).replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict) and name in found:
            found = found[name]
            where = f"{where}.{name}" if where else name
        elif isinstance(found, list) and _is_index(name) and int(name) < len(found):
            found = found[int(name)]
            where = f"{where}[{name}]"
        else:
            raise SchemaError(path, f"Nothing is at '{reference}'.")
    return found, where


def refuse_circles(nodes: Sequence[Node]) -> None:
    """Raise for a schema that is defined by itself, so that no value ever gets checked by it.

    A long way of references is refused too: it exhausts the stack of whoever validates.
    """
    ways: dict[int, int] = {}
    open_: set[int] = set()
    for start, node in enumerate(nodes):
        stack = [(start, False)] if _in_place(node) else []
        while stack:
            number, leaving = stack.pop()
            after = _in_place(nodes[number])
            if leaving:
                open_.remove(number)
                ways[number] = 1 + max((ways[each] for each in after), default=0)
                if ways[number] > _LONGEST_WAY:
                    raise TooComplex(
                        nodes[number].path,
                        f"More than {_LONGEST_WAY} references, allOf, anyOf and oneOf lead on.",
                    )
            elif number in open_:
                raise Unsatisfiable(nodes[number].path, "The schema refers to itself without end.")
            elif number not in ways:
                open_.add(number)
                stack.append((number, True))
                stack.extend((each, False) for each in after)


def _in_place(node: Node) -> list[int]:
    return [*node.parts, *(option for group in node.groups for option in group.options)]


def _is_index(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 10
