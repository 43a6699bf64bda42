"""One process's dealings with a target: what every check shares, and what is deleted at the end."""

from __future__ import annotations

import secrets
from types import TracebackType

from .api import Api, Who
from .budget import Budget
from .exchanges import Redactor
from .ledger import Entry, Ledger
from .names import path_of
from .options import Options
from .pacing import Pace
from .sending import Sender, message_of
from .stopping import Blocked
from .targets import KEY_VARIABLE, OTHER_VARIABLE, Target
from .validation import Validator, load_validator
from .waiting import Time

# What a target says of something that is no longer there.
_GONE = (200, 403, 404)


class Session:
    """Gives each check its `Api`; as a context manager it deletes what they left, and closes.

    `left` is, after that, what would not go.
    """

    def __init__(
        self,
        target: Target,
        budget: Budget,
        options: Options | None = None,
        *,
        model: str = "",
        time: Time | None = None,
        validator: Validator | None = None,
    ) -> None:
        options = options or Options()
        self.target = target
        self.model = model
        self.left: list[str] = []
        self.time = time or target.time()
        self.budget = budget
        self.ledger = Ledger(target.url, options.ledgers if target.keeps else None)
        self.redactor = Redactor(
            {target.keys.main: KEY_VARIABLE, target.keys.other or "": OTHER_VARIABLE}
        )
        self._validator = validator or load_validator()
        minutes = options.max_minutes
        self.sender = Sender(
            client=target.client(),
            time=self.time,
            budget=self.budget,
            pace=Pace(options.speed(target.speed), self.time),
            redactor=self.redactor,
            ledger=self.ledger,
            deadline=None if minutes is None else self.time.now() + 60 * minutes,
        )

    def api(self) -> Api:
        """Return the API for one check."""
        unique = secrets.token_hex(4)
        return Api(self.sender, self.target.keys, self.model, unique, self._validator)

    def sweep(self) -> list[str]:
        """Delete what is left, and return a line for each thing that would not go."""
        return [trouble for entry in self.ledger.left if (trouble := self.remove(entry))]

    def remove(self, entry: Entry) -> str | None:
        """Delete one thing, or return what came in the way; then it stays on the ledger."""
        who = Who(entry.holder)
        if who is Who.OTHER and self.target.keys.other is None:
            return f"{entry.name}: was made with --other-api-key"
        try:
            answer = self.api().send(
                "DELETE", path_of(entry.name), key=who, valid=False, prepaid=True
            )
        except Blocked as error:
            return f"{entry.name}: {error}"
        if answer.status not in _GONE:
            return f"{entry.name}: {message_of(answer.exchange)}"
        self.ledger.remove(entry.name)
        return None

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        try:
            self.left = self.sweep()
        finally:
            self.ledger.close()
            self.sender.client.close()
