"""What happens around the checks when pytest runs them, in each of its processes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .api import Api
from .budget import Budget, Cost, SharedBudget
from .clauses import Clause, all_clauses
from .known import NOTHING_KNOWN, KnownList, known_clauses
from .options import Options
from .plan import Plan, make_plan
from .preflight import preflight
from .results import Outcome, Result
from .session import Session
from .stopping import Blocked, Skipped, WrongUsage
from .targets import Target, opened_target
from .waiting import Time

# The plugin of `gemini-contracts`, which has a `suite`; and the property of a pytest report that
# holds a result.
DRIVER = "contract-driver"
PROPERTY = "contract-result"
# So many clauses that were blocked one after the other say that the rest would be, too.
_IN_A_ROW = 3
# Lines of a failure that are worth reading.
_SAID = 40


@dataclass(frozen=True, slots=True)
class Trial:
    """A check that is under way; `before` is what had been spent when it began."""

    clause: Clause
    api: Api
    before: Cost


class Suite:
    """One run in one process; `time` replaces that of the target."""

    def __init__(self, options: Options, time: Time | None = None) -> None:
        self.options = options
        self._time = time
        self._stack = ExitStack()
        self._session: Session | None = None
        self.opened_plan: Plan | None = None
        self.target: Target | None = None
        self.preflight_cost = Cost()
        self.shared_budget: Path | None = None
        self.model = ""
        self._known = NOTHING_KNOWN
        self._blocked: list[Blocked] = []
        self.left: list[str] = []

    def open(self, *, will_ask: bool = True) -> Plan:
        """Find the target and plan; `Blocked` or `WrongUsage` when that cannot be."""
        chosen = self.options
        self._known = known_clauses(chosen.known, chosen.target)
        keys = (chosen.api_key, chosen.other_api_key)
        found = opened_target(chosen.target, *keys, will_ask=will_ask)
        self.target = self._stack.enter_context(found)
        self.opened_plan = make_plan(self.options, self.target, all_clauses())
        return self.opened_plan

    def begin(self, *, parallel: bool = False) -> None:
        """Start asking, with a preflight; `parallel` says that other processes will `join`."""
        assert self.target is not None, "open() comes first"
        if parallel and self.target.one_process:
            raise WrongUsage(f"--target {self.target.name} is asked by one process, without -n")
        if parallel:
            folder = self._stack.enter_context(TemporaryDirectory(prefix="gemini-contracts-"))
            self.shared_budget = Path(folder) / "spent.json"
            self.shared_budget.touch()
        session = self._start(self.options.model or "")
        self.model = session.model = preflight(session.api(), self.options.model)
        self.preflight_cost = self.spent

    def join(self, model: str, budget: Path) -> None:
        """Start asking where another process has begun, and counts what both spend."""
        self.shared_budget, self.model = budget, model
        self._start(model)

    def _start(self, model: str) -> Session:
        assert self.target is not None, "open() comes first"
        limits = self.plan.limits
        shared = self.shared_budget
        budget = Budget(limits) if shared is None else SharedBudget(limits, shared)
        session = Session(self.target, budget, self.options, model=model, time=self._time)
        self._session = self._stack.enter_context(session)
        return session

    @property
    def spent(self) -> Cost:
        return Cost() if self._session is None else self._session.budget.spent

    @property
    def plan(self) -> Plan:
        assert self.opened_plan is not None, "open() comes first"
        return self.opened_plan

    def missing(self, clause: Clause) -> str:
        """Return why a clause is not to be run, or nothing."""
        return next((reason for each, reason in self.plan.skipped if each.id == clause.id), "")

    def trial(self, clause: Clause) -> Trial:
        """Begin to check a clause; `Blocked` when several before it were, one after the other."""
        assert self._session is not None, "begin() comes first"
        if len(self._blocked) >= _IN_A_ROW:
            raise Blocked(self._blocked[-1].cause, f"so were {_IN_A_ROW} others in a row")
        return Trial(clause, self._session.api(), self.spent)

    def clean_up(self) -> None:
        """Delete what a check has left; what will not go is tried again at the end."""
        if self._session is not None:
            self._session.sweep()

    def result(self, trial: Trial, error: BaseException | None, seconds: float) -> Result:
        """Return what came of a check that ended with `error`, or without one."""
        assert self._session is not None, "begin() comes first"
        outcome, reason = _outcome(error)
        if error is None or isinstance(error, AssertionError):
            outcome, reason = _as_known(self._known, trial.clause, outcome, reason)
        self._blocked = [*self._blocked, error] if isinstance(error, Blocked) else []
        redactor = self._session.redactor
        return Result.of(
            trial.clause,
            outcome,
            redactor.text(reason),
            seconds=round(seconds, 3),
            cost=self.spent - trial.before,
            exchanges=tuple(map(redactor.shown, trial.api.exchanges)),
            additive=tuple(redactor.text(str(finding)) for finding in trial.api.additive),
        )

    def close(self) -> None:
        """Delete what is left; `left` is then a line for each thing that would not go."""
        session, self._session = self._session, None
        self._stack.close()
        if session is not None:
            self.left += session.left


def _outcome(error: BaseException | None) -> tuple[Outcome, str]:
    if error is None:
        return Outcome.PASSED, ""
    if isinstance(error, Blocked):
        return Outcome.BLOCKED, str(error)
    if isinstance(error, Skipped):
        return Outcome.SKIPPED, str(error)
    if isinstance(error, AssertionError):
        return Outcome.FAILED, _shortened(str(error))
    return Outcome.FAILED, f"the check itself broke: {type(error).__name__}: {error}"


def _as_known(
    known: KnownList, clause: Clause, outcome: Outcome, reason: str
) -> tuple[Outcome, str]:
    """What an outcome is for who knows the differences: a failure that is known, or news."""
    entry = known.of(clause.id)
    if entry is None:
        return outcome, reason
    if outcome is Outcome.PASSED:
        return Outcome.FAILED, f"known difference: {known.gone(entry)}"
    if known.is_over(entry):
        return Outcome.FAILED, f"known difference: {known.expired(entry)}\n{reason}"
    return Outcome.KNOWN, f"{entry}\n{reason}"


def _shortened(said: str) -> str:
    lines: Sequence[str] = said.strip().splitlines()
    more = [f"... {len(lines) - _SAID} more lines"] if len(lines) > _SAID else []
    return "\n".join([*lines[:_SAID], *more])
