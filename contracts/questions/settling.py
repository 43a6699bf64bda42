"""Puts the open questions to a target, and to the fake beside it.

No answer is wrong: a run tells what it saw, and fails nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any, Protocol

from ..api import Api
from ..budget import Budget, Limits
from ..options import Options
from ..plan import PREFLIGHT, Plan, limits_for
from ..preflight import CHEAP, preflight
from ..schema.findings import Finding as Violation
from ..session import Session
from ..stopping import Blocked, WrongUsage
from ..targets import Target, opened_target
from ..waiting import MachineTime, Time
from .finding import Finding, Inquiry, Settlement
from .question import Question, all_questions
from .seen import Seen
from .unasked import UNASKED

# So many questions that were blocked one after the other say that the rest would be, too.
_IN_A_ROW = 3


class Screen(Protocol):
    """Who watches a run."""

    def planned(self, target: Target, plan: Plan, questions: int) -> None: ...

    def came(self, finding: Finding, done: int, planned: int) -> None: ...


class Unjudged:
    """What is asked here, and what comes back, is not held to the document."""

    def check_answer(
        self, method: str, path: str, status: int, content_type: str | None, body: bytes
    ) -> Sequence[Violation]:
        return ()

    def check_request(self, method: str, path: str, body: Any = None) -> Sequence[Violation]:
        return ()


def inquire(select: str, *, again: bool) -> Inquiry:
    """Choose by the id of a row, or by how it begins; `again` asks settled ones, too."""
    known = {row for each in all_questions() for row in each.rows}
    known |= {row for rows in UNASKED.values() for row in rows}
    wanted = {select} & known or {row for row in known if row.startswith(select)}
    if not wanted:
        raise WrongUsage(f"no open row begins with {select!r}; accepted: such as I-10-1, F-8-, E")
    chosen = [each for each in all_questions() if wanted & set(each.rows)]
    unasked = {reason: tuple(row for row in rows if row in wanted)
               for reason, rows in UNASKED.items()}  # fmt: skip
    return Inquiry(
        tuple(each for each in chosen if again or not each.settled),
        tuple(each for each in chosen if not again and each.settled),
        {reason: rows for reason, rows in unasked.items() if rows},
    )


def settle(
    options: Options, screen: Screen, *, again: bool = False, time: Time | None = None
) -> Settlement:
    """Ask what the options choose; `time` replaces that of the target. Raises `WrongUsage`."""
    inquiry = inquire(options.select, again=again)
    settlement = Settlement(options.target, inquiry)
    clock = MachineTime()
    settlement.started, began = clock.calendar().isoformat(), clock.now()
    try:
        if inquiry.questions:
            _Run(options, settlement, screen, time).ask()
    except Blocked as error:
        settlement.stopped = str(error)
    except KeyboardInterrupt:
        settlement.stopped = "interrupted"
    settlement.seconds = round(clock.now() - began, 1)
    return settlement


class _Run:
    """One run, which writes into its settlement what comes of it."""

    def __init__(
        self, options: Options, settlement: Settlement, screen: Screen, time: Time | None
    ) -> None:
        self._options = options
        self._settlement = settlement
        self._screen = screen
        self._time = time
        self._blocked: list[Blocked] = []

    def ask(self) -> None:
        options, told = self._options, self._settlement
        with ExitStack() as stack:
            target = stack.enter_context(
                opened_target(options.target, options.api_key, options.other_api_key)
            )
            told.url, told.settles = target.url, target.keeps
            session = self._session(target)
            stack.callback(self._close, session)
            told.model = session.model = preflight(session.api(), options.model)
            fake = stack.enter_context(_session_with_fake(stack))
            for question in told.inquiry.questions:
                told.findings.append(self._asked(question, session, fake))
                done, planned = len(told.findings), len(told.inquiry.questions)
                self._screen.came(told.findings[-1], done, planned)

    def _session(self, target: Target) -> Session:
        cost = PREFLIGHT + self._settlement.inquiry.cost
        plan = Plan((), (), cost, limits_for(self._options, target, cost))
        self._settlement.plan = plan
        self._screen.planned(target, plan, len(self._settlement.inquiry.questions))
        budget = Budget(plan.limits)
        return Session(target, budget, self._options, time=self._time, validator=Unjudged())

    def _close(self, session: Session) -> None:
        """Delete what is left, also after Ctrl-C."""
        try:
            session.__exit__()
        finally:
            self._settlement.cost = session.budget.spent
            self._settlement.left = session.left

    def _asked(self, question: Question, session: Session, fake: Session) -> Finding:
        own = question.blind or _observed(question, fake)
        api, before = session.api(), session.budget.spent
        observed, reason, blocked = self._tried(question, api)
        session.sweep()
        redactor = session.redactor
        if observed is not None:
            observed = Seen(redactor.text(observed.answer), redactor.text(observed.evidence))
        return Finding(
            question,
            own,
            observed,
            reason=redactor.text(reason),
            blocked=blocked,
            cost=session.budget.spent - before,
            exchanges=tuple(map(redactor.shown, api.exchanges)),
        )

    def _tried(self, question: Question, api: Api) -> tuple[Seen | None, str, bool]:
        """Return what was observed; else why nothing was, and whether it could not be asked."""
        blocked, self._blocked = self._blocked, []
        try:
            if len(blocked) >= _IN_A_ROW:
                raise Blocked(blocked[-1].cause, f"so were {_IN_A_ROW} others in a row")
            return question.probe(api), "", False
        except Blocked as error:
            self._blocked = [*blocked, error]
            return None, str(error), True
        except AssertionError as error:
            return None, str(error), False
        except Exception as error:
            return None, f"the probe itself broke: {type(error).__name__}: {error}", False


def _session_with_fake(stack: ExitStack) -> Session:
    target = stack.enter_context(opened_target("fake", None, None))
    return Session(target, Budget(Limits()), model=CHEAP[0], validator=Unjudged())


def _observed(question: Question, fake: Session) -> Seen:
    """Return what the fake does."""
    try:
        return question.probe(fake.api())
    finally:
        fake.sweep()
