"""What one release of the SDK knows: names and shapes, no words; small enough to be committed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import rules, sdk
from .walk import Schema, referred, visited

FOLDER = Path(__file__).parent / "extracts"
BASE = "3.4.0"  # the release whose types the document is made of


class NoExtractError(Exception):
    """There is no such file, or it is not an extract."""


@dataclass(frozen=True, slots=True)
class Extract:
    """`schemas` by name; `roots` are the names that a request, a reply or an event begins with."""

    release: str
    roots: tuple[str, ...]
    schemas: dict[str, Schema]


def of_types(raw: dict[str, Any]) -> Extract:
    """From what `sdk.read_types` returns or prints."""
    roots = tuple(raw["roots"])
    schemas = rules.applied(raw)
    used = _reachable(roots, schemas)
    return Extract(raw["release"], roots, {name: schemas[name] for name in schemas if name in used})


def of_installed() -> Extract:
    """Of the google-genai of this environment; sdk.UnreadableReleaseError when it has no types."""
    return of_types(sdk.read_types())


def kept(release: str) -> Path:
    """Where the extract of a release is committed, when it is."""
    return FOLDER / f"google-genai-{release}.json"


def read(path: Path) -> Extract:
    """NoExtractError also when a type that others refer to is not in it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        _reachable(sdk.ROOTS, found["schemas"])
        return Extract(found["release"], tuple(found["roots"]), found["schemas"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = getattr(error, "strerror", None) or repr(error)
        raise NoExtractError(f"{path} is not an extract: {why}") from error


def written(extract: Extract) -> str:
    """One schema on each line, so that a difference between releases reads as one."""
    schemas = ",\n".join(f"{_compact(name)}:{_compact(it)}" for name, it in extract.schemas.items())
    release, roots = _compact(extract.release), _compact(extract.roots)
    return f'{{"release":{release},\n"roots":{roots},\n"schemas":{{\n{schemas}\n}}}}\n'


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _reachable(roots: Iterable[str], schemas: dict[str, Schema]) -> set[str]:
    used: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += [other for each in visited(schemas[name]) if (other := referred(each))]
    return used
