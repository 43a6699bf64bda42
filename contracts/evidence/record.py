"""Puts the programme to a target and returns what came of it, without secrets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..budget import Budget, Cost, Limits
from ..options import Options
from ..plan import PREFLIGHT, limits_for
from ..preflight import preflight
from ..session import Session
from ..stopping import Blocked, Cause
from ..targets import Target, opened_target
from .asking import Asker
from .programme import PROGRAMME, Step
from .recording import Kept, Recording
from .redaction import Redaction, check_secrets

Programme = Sequence[Step]


def cost_of(programme: Programme) -> Cost:
    """Return the most that a programme costs, with the preflight."""
    requests = sum(step.requests for step in programme)
    return PREFLIGHT + Cost(requests=requests, output=sum(step.tokens for step in programme))


COST = cost_of(PROGRAMME)


def record(
    options: Options, tell: Callable[[str], None], programme: Programme = PROGRAMME
) -> Recording:
    """Ask the target that the options name; `tell` gets lines for whoever waits.

    `Blocked` when it cannot be asked, or when a secret would be kept.
    """
    with opened_target(options.target, options.api_key, options.other_api_key) as target:
        return record_target(target, options, tell, programme)


def record_target(
    target: Target,
    options: Options,
    tell: Callable[[str], None],
    programme: Programme = PROGRAMME,
) -> Recording:
    """Ask a target that is open."""
    secrets = [key for key in (target.keys.main, target.keys.other) if key]
    check_secrets(secrets)
    limits = limits_for(options, target, cost_of(programme))
    if target.keeps:
        tell(_planned(target, limits, programme))
    with Session(target, Budget(limits), options) as session:
        redaction = Redaction(session.redactor, secrets, target.url)
        session.model = preflight(session.api(), options.model)
        recording = _recording(session, redaction, programme)
    for line in session.left:
        tell(f"not deleted: {line}")
    left = [place for kept in recording.exchanges for place in redaction.left(kept)]
    if left:
        raise Blocked(Cause.KEY, f"a secret would be kept at {left[0]}; nothing was written")
    return recording


def _planned(target: Target, limits: Limits, programme: Programme) -> str:
    """What it may cost, told before anything is asked of a target that has a bill."""
    cost = cost_of(programme)
    return (
        f"{public(target.name)}: {len(programme)} steps, at most {cost.requests} requests and"
        f" {cost.tokens:,} tokens; never more than {limits.requests:,} requests,"
        f" {limits.tokens:,} tokens"
    )


def _recording(session: Session, redaction: Redaction, programme: Programme) -> Recording:
    exchanges: list[Kept] = []
    cut_short: dict[str, str] = {}
    for step in programme:
        asker = Asker(session.api())
        if reason := _ask(step, asker):
            cut_short[step.id] = session.redactor.text(reason)
        exchanges += [redaction.kept(step.id, name, it) for name, it in asker.kept]
        session.sweep()
    target = session.target
    return Recording(
        target=public(target.name),
        url=public(target.url),
        model=session.model,
        recorded=session.time.calendar().isoformat(),
        exchanges=tuple(exchanges),
        cut_short=cut_short,
    )


def public(url: str) -> str:
    """Return an address without the name and password that may stand in it, and its last slash."""
    return re.sub(r"//[^/@]*@", "//", url).rstrip("/")


def _ask(step: Step, asker: Asker) -> str:
    """Return why a step ended before its end, "" where it did not."""
    try:
        step.ask(asker)
    except AssertionError as error:
        last = asker.kept[-1][0] if asker.kept else "the beginning"
        return f"after {last}: {' '.join(str(error).split())[:200]}"
    return ""
