"""What a run would send, known before it sends anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .budget import Cost, Limits
from .clauses import Clause
from .options import Options
from .stopping import WrongUsage
from .targets import Target

# The models list and one small create (preflight.py).
PREFLIGHT = Cost(requests=2, input=40, output=1000)
# Requests that may be sent again, beyond what is planned.
_RETRIES = 50
# The most that the smoke profile may cost, with whatever is sent again.
SMOKE = Cost(requests=40, output=20_000)


@dataclass(frozen=True, slots=True)
class Plan:
    """The clauses to run and to leave out; `cost` is their worst case, preflight included."""

    clauses: tuple[Clause, ...]
    skipped: tuple[tuple[Clause, str], ...]
    cost: Cost
    limits: Limits

    @property
    def ids(self) -> frozenset[str]:
        left_out = (clause for clause, _ in self.skipped)
        return frozenset(clause.id for clause in (*self.clauses, *left_out))

    @property
    def money(self) -> float | None:
        """The most that it costs; None when no prices were given."""
        prices = self.limits.prices
        if prices is None:
            return None
        dearest = replace(self.cost, input=0, output=self.cost.tokens)
        return max(
            prices.of(dearest), prices.of(replace(self.cost, input=self.cost.tokens, output=0))
        )


def make_plan(options: Options, target: Target, clauses: Sequence[Clause]) -> Plan:
    """Choose by prefix and profile; `WrongUsage` when that leaves nothing."""
    chosen = [clause for clause in clauses if clause.id.startswith(options.select)]
    if not chosen:
        raise WrongUsage(f"no clause begins with {options.select!r}; `list` shows all of them")
    if options.profile == "smoke":
        chosen = [clause for clause in chosen if clause.smoke]
    skipped = [(clause, reason) for clause in chosen if (reason := _lacks(clause, target))]
    left_out = {clause.id for clause, _ in skipped}
    running = tuple(clause for clause in chosen if clause.id not in left_out)
    cost = sum(map(_cost, running), PREFLIGHT)
    return Plan(running, tuple(skipped), cost, limits_for(options, target, cost))


def _cost(clause: Clause) -> Cost:
    return Cost(requests=clause.requests, output=clause.tokens)


def _lacks(clause: Clause, target: Target) -> str:
    missing = clause.needs - target.has
    return " ".join(f"needs --{need.replace('-key', '-api-key')}" for need in sorted(missing))


def limits_for(options: Options, target: Target, cost: Cost) -> Limits:
    """What the user set; a target that has a bill is never asked for more than was planned."""
    limits, smoke = options.limits, options.profile == "smoke"
    if not target.keeps:
        return limits
    usual = SMOKE if smoke else cost + Cost(requests=_RETRIES)
    return replace(
        limits,
        requests=usual.requests if limits.requests is None else limits.requests,
        tokens=usual.tokens if limits.tokens is None else limits.tokens,
    )
