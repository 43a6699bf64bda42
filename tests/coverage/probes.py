"""One request that shows what becomes of a name, and the word for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx

from tests.coverage.fakes import Fakes, message_of, unimplemented
from tests.coverage.tables import Row, code, quoted

Ask = Callable[[Fakes], httpx.Response]
Shows = Callable[[httpx.Response], bool]


class Verdict(StrEnum):
    """What the page says of a name."""

    IMITATED = "imitated"
    ECHOED = "echoed"
    WORDS = "changes the words"
    NOTHING = "no effect"
    REFUSED = "refused"
    NOT_YET = "not yet"
    NEVER = "never"
    REHEARSED = "rehearsed"
    WORKS = "works"


class Stale(Exception):
    """The probes do not fit what there is: the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Asks with the thing and without it.

    `shows` tells the one reply from the other, which proves that the thing is imitated, or whatever
    `proves` says. Without it the two replies are compared: a thing is imitated when they are not
    made of the same. `label` is what the row is called, in place of the name.
    """

    name: str
    ask: Ask
    without: Ask | None = None
    shows: Shows | None = None
    proves: Verdict = Verdict.IMITATED
    remark: str = ""
    label: str = ""


def rows(known: Iterable[str], probes: Iterable[Probe], fakes: Fakes) -> list[Row]:
    """Return a row for each probe; raise when a known name has none, or a probe no known name."""
    listed = list(probes)
    check_names(known, (probe.name for probe in listed))
    return [judged(probe, fakes) for probe in listed]


def check_names(known: Iterable[str], described: Iterable[str]) -> None:
    """Raise unless exactly the known names are described."""
    names, found = set(known), set(described)
    if missing := sorted(names - found):
        raise Stale(f"nothing in tests/coverage asks for {', '.join(missing)}: add a probe")
    if unknown := sorted(found - names):
        raise Stale(f"tests/coverage asks for {', '.join(unknown)}, which nobody knows: remove it")


def judged(probe: Probe, fakes: Fakes) -> Row:
    """Ask, and return the row that says what became of it."""
    reply = probe.ask(fakes)
    label = probe.label or code(probe.name)
    if probe.proves is Verdict.WORKS:
        return Row(label, _accepted(probe, reply, fakes), probe.remark)
    if thing := unimplemented(reply):
        return Row(label, Verdict.NOT_YET, _joined(_named(thing, probe.name), probe.remark))
    if reply.status_code >= 400:
        message = message_of(reply)
        said = f"{reply.status_code} {quoted(message)}" if message else str(reply.status_code)
        remark = _joined(said, probe.remark)
        return Row(label, Verdict.REFUSED, remark, alike=remark.replace(f"{probe.name}'", "…'"))
    return Row(label, _accepted(probe, reply, fakes), probe.remark)


def _accepted(probe: Probe, reply: httpx.Response, fakes: Fakes) -> Verdict:
    other = probe.without(fakes) if probe.without else None
    if other is not None and other.status_code >= 400:
        other = None
    if probe.shows is None:
        if other is None:
            raise Stale(f"the probe of {probe.name} proves nothing: give it `shows`, or `without`")
        return _compared(_said(reply), _said(other))
    if not probe.shows(reply) or (other is not None and probe.shows(other)):
        said = " ".join(reply.text.split())[:300]
        raise Stale(f"the probe of {probe.name} does not show what it claims: {said}")
    return probe.proves


def _compared(reply: Any, other: Any) -> Verdict:
    if reply == other:
        return Verdict.NOTHING
    return Verdict.WORDS if _form(reply) == _form(other) else Verdict.IMITATED


def _form(value: Any) -> Any:
    """What a reply is made of, whatever its words and numbers."""
    if isinstance(value, dict):
        return {key: _form(item) for key, item in value.items()}
    return list(map(_form, value)) if isinstance(value, list) else type(value)


def _said(reply: httpx.Response) -> Any:
    """A reply without its identity, which differs for every request."""
    if "json" not in reply.headers["content-type"]:
        return reply.text
    # A lenient fake calls its id `name` as well.
    return {key: value for key, value in reply.json().items() if key not in ("id", "name")}


def _named(thing: str, name: str) -> str:
    return "" if thing == name else f"“{thing}”"


def _joined(*parts: str) -> str:
    return "; ".join(filter(None, parts))
