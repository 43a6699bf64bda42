"""A recording: what was sent and what came back, in a folder that can be read and compared.

`recording.json` says who answered and when, and names the steps in order; `<step>.json` holds the
exchanges of a step. docs/contracts/evidence.md describes the fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from ..stopping import WrongUsage
from .bodies import Body, checked

FORMAT = "gemini-contracts recording"
# Grows by one when a reader of the last version could misread the next.
VERSION = 1
HEAD = "recording.json"
_STEP = re.compile(r"[a-z][a-z-]*", re.A)

Pairs = tuple[tuple[str, str], ...]


class NoRecording(Exception):
    """A folder does not hold what it should; the message says where and what."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One exchange. `url` is a path below the target, or an address; `place` names it."""

    step: str
    name: str
    method: str
    url: str
    request_headers: Pairs
    request: Body
    status: int
    headers: Pairs
    reply: Body

    @property
    def place(self) -> str:
        return f"{self.step}/{self.name}"

    def header(self, name: str) -> str:
        """Return a header of the reply, "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Recording:
    """All of it; `cut_short` says of a step why it did not come to its end."""

    target: str
    url: str
    model: str
    recorded: str
    exchanges: tuple[Kept, ...] = ()
    cut_short: dict[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> list[str]:
        return list(dict.fromkeys(kept.step for kept in self.exchanges))


def write(recording: Recording, folder: Path) -> None:
    """Write to a folder that is new, empty, or a recording, which is replaced."""
    former = check_room(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for step in former:
        (folder / f"{step}.json").unlink(missing_ok=True)
    for step, group in groupby(recording.exchanges, key=lambda kept: kept.step):
        exchanges = [_as_json(kept) for kept in group]
        _write(folder / f"{step}.json", {"step": step, "exchanges": exchanges})
    head = {"format": FORMAT, "version": VERSION, "target": recording.target,
            "url": recording.url, "model": recording.model, "recorded": recording.recorded,
            "steps": recording.steps, "cut_short": recording.cut_short}  # fmt: skip
    _write(folder / HEAD, head)


def check_room(folder: Path) -> list[str]:
    """Return the steps of the recording that would be replaced.

    Raises `WrongUsage` for a folder that has something else in it.
    """
    if folder.exists() and not folder.is_dir():
        raise WrongUsage(f"{folder} is no folder; accepted: one that is new, empty or a recording")
    if not folder.is_dir() or not any(folder.iterdir()):
        return []
    if not is_recording(folder):
        raise WrongUsage(f"{folder} holds something else than a recording; nothing was written")
    try:
        return _steps(_read_head(folder), folder)
    except NoRecording as error:
        raise WrongUsage(f"{error}; nothing was written") from None


def is_recording(folder: Path) -> bool:
    return (folder / HEAD).is_file()


def read(folder: Path) -> Recording:
    """Return what `write` has written, or raise `NoRecording`."""
    head = _read_head(folder)
    exchanges = [kept for step in _steps(head, folder) for kept in _read_step(folder, step)]
    try:
        return Recording(
            target=str(head["target"]),
            url=str(head["url"]),
            model=str(head["model"]),
            recorded=str(head["recorded"]),
            exchanges=tuple(exchanges),
            cut_short={str(step): str(reason) for step, reason in head["cut_short"].items()},
        )
    except (KeyError, AttributeError) as error:
        raise NoRecording(f"{folder / HEAD}: {error!r}") from None


def _read_head(folder: Path) -> dict[str, Any]:
    head = _read(folder / HEAD)
    if head.get("format") != FORMAT:
        raise NoRecording(f"{folder / HEAD} does not say that it is a recording")
    if head.get("version") != VERSION:
        raise NoRecording(f"{folder / HEAD}: version {head.get('version')}; read is {VERSION}")
    return head


def _steps(head: dict[str, Any], folder: Path) -> list[str]:
    """The names of the steps; each is that of a file beside the head, and of no other."""
    steps = head.get("steps")
    if not isinstance(steps, list):
        raise NoRecording(f"{folder / HEAD}: steps is {steps!r}; accepted: a list of names")
    for step in steps:
        if not isinstance(step, str) or not _STEP.fullmatch(step) or f"{step}.json" == HEAD:
            raise NoRecording(f"{folder / HEAD}: {step!r} is no name of a step")
    return steps


def _read_step(folder: Path, step: str) -> Iterator[Kept]:
    path = folder / f"{step}.json"
    told = _read(path)
    try:
        for each in told["exchanges"]:
            request, reply = each["request"], each["reply"]
            yield Kept(
                step, str(each["name"]), str(request["method"]), str(request["url"]),
                _pairs(request["headers"]), checked(request.get("body")), int(reply["status"]),
                _pairs(reply["headers"]), checked(reply.get("body")),
            )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoRecording(f"{path}: {error!r}") from None


def _as_json(kept: Kept) -> dict[str, Any]:
    request = {"method": kept.method, "url": kept.url, "headers": _lines(kept.request_headers)}
    reply = {"status": kept.status, "headers": _lines(kept.headers)}
    return {
        "name": kept.name,
        "request": {**request, **({"body": kept.request} if kept.request else {})},
        "reply": {**reply, **({"body": kept.reply} if kept.reply else {})},
    }


def _lines(headers: Pairs) -> list[str]:
    return [f"{name}: {value}" for name, value in headers]


def _pairs(lines: Sequence[str]) -> Pairs:
    parted = (str(line).partition(": ") for line in lines)
    return tuple((name, value) for name, _, value in parted)


def _write(path: Path, told: Any) -> None:
    text = json.dumps(told, indent=1, ensure_ascii=False)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except UnicodeEncodeError:
        # Half of a character that has two halves, which only an escape can spell.
        path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NoRecording(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise NoRecording(f"{path} is no JSON: {error}") from None
    if not isinstance(told, dict):
        raise NoRecording(f"{path} holds no object")
    return told
