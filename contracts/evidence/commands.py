"""`record` and `diff`: what a target answers, kept, and what differs between two of these.

Exit codes: 0 nothing new at or above --fail-on, 1 something, 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..flags import options_for
from ..known import read_known
from ..options import Options
from ..severity import Severity
from ..stopping import WrongUsage
from ..waiting import MachineTime
from . import recording, telling
from .findings import Compared, compared
from .judging import Judgement, judge
from .programme import PROGRAMME
from .record import Programme, record
from .recording import NoRecording, Recording
from .sides import Side, side

_PAYING = ("max_requests", "max_tokens", "max_cost", "price_in", "price_out", "max_minutes",
           "requests_per_minute", "tokens_per_minute", "ledger_dir")  # fmt: skip
_KEYS = ("api_key", "other_api_key", "model")
COULD_NOT_RUN = 3


def _tell(line: str) -> None:
    click.echo(line, err=True)


@click.command("record")
@options_for("target", *_KEYS, *_PAYING)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to keep it: a folder that is new, or a recording to replace.",
)
def record_answers(out: Path, **chosen: Any) -> None:
    """Put a fixed programme of requests to a target and keep its answers, without secrets."""
    recording.check_room(out)
    taken = record(Options.of(chosen), _tell)
    recording.write(taken, out)
    for step, reason in taken.cut_short.items():
        _tell(f"{step} ended early, {reason}")
    click.echo(f"{len(taken.exchanges)} exchanges with {taken.target} ({taken.model}) are in {out}")


@click.command("diff")
@click.argument("before")
@click.argument("after")
@options_for(*_KEYS, *_PAYING, "known")
@click.option(
    "--baseline",
    metavar="FOLDER",
    help="An earlier recording of AFTER: says of each difference whether it is drift.",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(each) for each in Severity]),
    default=str(Severity.BREAKING),
    show_default=True,
    help="Exit with 1 from this severity on.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
@click.option("--generated", is_flag=True, help="Put generated programmes to two targets instead.")
def diff(
    before: str,
    after: str,
    baseline: str | None,
    generated: bool,
    fail_on: str,
    as_json: bool,
    **chosen: Any,
) -> int:
    """Say what AFTER answers otherwise than BEFORE.

    Each is the folder of a recording, or a target to ask now: fake, socket, real, http(s)://HOST.
    What would break a client is asked once more before it is told.
    """
    options = Options.of(chosen)
    try:
        programme = _programme(generated)
        sides = (
            side(before, options, _tell, programme),
            side(after, options, _tell, programme),
        )
        if generated and not (sides[0].is_live and sides[1].is_live and baseline is None):
            raise WrongUsage("--generated compares two targets that are asked now, no recording")
        judgement = _judged(sides, baseline, options)
    except NoRecording as error:
        _tell(f"gemini-contracts: could not run: {error}")
        return COULD_NOT_RUN
    if as_json:
        click.echo(json.dumps(judgement.as_json(), indent=2))
    else:
        for line in telling.lines(judgement):
            click.echo(line)
    return 1 if judgement.fails(Severity(fail_on)) else 0


def _programme(generated: bool) -> Programme:
    if not generated:
        return PROGRAMME
    from ..machines import steps

    return steps.generated()


def _judged(sides: tuple[Side, Side], baseline: str | None, options: Options) -> Judgement:
    # All that can be wrong with files comes before anything that may cost something.
    known = read_known(options.known, sides[1].target, MachineTime().calendar().date())
    kept = None if baseline is None else _baseline(Path(baseline), sides[1].target)
    before, after = sides[0].take(), sides[1].take()
    found = compared(before, after)
    if not found.pairs:
        raise NoRecording("the two have no exchange in common, so nothing was compared")
    return judge(
        (sides[0].name, sides[1].name),
        found,
        known,
        earlier=None if kept is None else compared(before, kept),
        again=_again(sides, found),
    )


def _baseline(folder: Path, target: str) -> Recording:
    kept = recording.read(folder)
    if kept.target != target:
        raise WrongUsage(f"--baseline {folder} is of {kept.target}; accepted: one of {target}")
    return kept


def _again(sides: tuple[Side, Side], found: Compared) -> Compared | None:
    """Ask once more, if somebody can be asked and anything would break a client."""
    severe = Severity.BREAKING in [each.difference.severity for each in found.findings]
    if not severe or not any(each.is_live for each in sides):
        return None
    return compared(sides[0].take(), sides[1].take())
