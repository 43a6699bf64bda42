"""The one way out: a request is paid for, paced, sent, and sent again where that may help."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from .budget import Budget, Cost
from .costs import actual_cost, worst_case
from .exchanges import Exchange, Pairs, Redactor
from .ledger import Ledger
from .names import created_name
from .pacing import Pace
from .retrying import ATTEMPTS, PATIENCE, is_passing, wait_before
from .stopping import Blocked, Cause
from .waiting import Time


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request: `url` is a path below the target, or the whole address of an upload.

    `holder` says whose key it carries, for what has to be deleted by the same.
    """

    method: str
    url: str
    headers: Pairs = ()
    body: bytes = b""
    holder: str = ""

    @property
    def target(self) -> str:
        """The path with the query."""
        parts = urlsplit(self.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


@dataclass(slots=True)
class Sender:
    """Sends for one process; `deadline` is in seconds of `time`.

    `history` holds the tokens that each interaction brings into the next turn, at most.
    """

    client: httpx.Client
    time: Time
    budget: Budget
    pace: Pace
    redactor: Redactor
    ledger: Ledger
    deadline: float | None = None
    history: dict[str, int] = field(default_factory=dict)

    def send(self, outgoing: Outgoing, *, retry: bool = True, prepaid: bool = False) -> Exchange:
        """Return the answer; `Blocked` when it cannot be had.

        With `retry`, 408, 429, 5xx and no answer at all are asked again. What is still 429 or 503
        then says nothing about the question that was put. What is `prepaid` was paid for when that
        was created which it deletes; it is sent also when the time is over.
        """
        attempts = 0
        while True:
            exchange, trouble = self._attempt(outgoing, prepaid)
            if exchange is not None and not (retry and is_passing(exchange.status)):
                return exchange
            attempts += 1
            if attempts == ATTEMPTS or not retry:
                return _last(exchange, trouble)
            seconds = wait_before(attempts, exchange, self.time.calendar())
            if seconds > PATIENCE:
                raise Blocked(Cause.QUOTA, f"asked to wait {seconds:g} s: {trouble}")
            self.let_pass(seconds, in_any_case=prepaid)

    def let_pass(self, seconds: float, *, in_any_case: bool = False) -> None:
        """Wait, unless the time of the run would be over by then."""
        over = self.deadline is not None and self.time.now() + seconds > self.deadline
        if over and not in_any_case:
            raise Blocked(Cause.TIME, "--max-minutes are over")
        if seconds > 0:
            self.time.sleep(seconds)

    def _attempt(self, outgoing: Outgoing, prepaid: bool) -> tuple[Exchange | None, str]:
        """Return what came back, if anything did, and what it says."""
        self.let_pass(0, in_any_case=prepaid)
        worst = Cost()
        if not prepaid:
            worst = worst_case(outgoing.method, outgoing.target, outgoing.body, self.history)
            self.budget.reserve(worst)
        self.pace.wait(worst.tokens)
        try:
            exchange = self._exchange(outgoing, worst)
        except httpx.RequestError as error:
            host = self.client.base_url.host
            return None, self.redactor.text(f"{host}: {error or type(error).__name__}")
        self.budget.settle(worst, actual_cost(exchange.status, exchange.body, worst))
        return exchange, message_of(exchange)

    def _exchange(self, outgoing: Outgoing, worst: Cost) -> Exchange:
        # Latin-1, as some clients send names of files.
        headers = [(name.encode(), value.encode("latin-1")) for name, value in outgoing.headers]
        request = self.client.build_request(
            outgoing.method, outgoing.url, headers=headers, content=outgoing.body
        )
        started = self.time.now()
        response = self.client.send(request, stream=True)
        try:
            body = self._read(response, outgoing, worst)
        finally:
            response.close()
        return Exchange(
            method=outgoing.method,
            url=str(request.url),
            request_headers=_pairs(request.headers),
            request_body=outgoing.body,
            status=response.status_code,
            headers=_pairs(response.headers),
            body=body,
            seconds=self.time.now() - started,
        )

    def _read(self, response: httpx.Response, outgoing: Outgoing, worst: Cost) -> bytes:
        """Read an answer, and write down what it creates as soon as it names that."""
        body, name = bytearray(), None
        for piece in response.iter_bytes():
            body += piece
            if name is None and response.status_code == 200:
                name = created_name(outgoing.method, outgoing.path, bytes(body))
                if name is not None:
                    self.ledger.add(name, outgoing.holder)
                    self.history[name.partition("/")[2]] = worst.tokens
        return bytes(body)


def message_of(exchange: Exchange) -> str:
    """Return what a refusal says, from any of the envelopes, on one line."""
    try:
        told: Any = json.loads(exchange.body)
        told = told[0] if isinstance(told, list) else told
        said = str(told["error"]["message"])
    except (ValueError, TypeError, KeyError, IndexError):
        said = exchange.body[:200].decode(errors="replace")
    return f"{exchange.status} {' '.join(said.split())}".rstrip()


def _last(exchange: Exchange | None, trouble: str) -> Exchange:
    """Return what came back in the end, unless it says nothing about the contract."""
    if exchange is None or exchange.status == 503:
        raise Blocked(Cause.NETWORK, trouble)
    if exchange.status == 429:
        raise Blocked(Cause.QUOTA, trouble)
    return exchange


def _pairs(headers: httpx.Headers) -> Pairs:
    return tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in headers.raw)
