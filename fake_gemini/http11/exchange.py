"""One request and its answer: `send` of an ASGI app, and the app's way from begin to end."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message

from fake_gemini.http11.answer import Answer
from fake_gemini.http11.incoming import Incoming
from fake_gemini.http11.refused import plain_answer

logger = logging.getLogger(__name__)


class Exchange(Incoming):
    """Runs `app` for one request. Nothing more is written for an exchange that `is_cut`."""

    app: ASGIApp
    is_started = False
    is_cut = False
    _answer: Answer | None = None

    def __str__(self) -> str:
        return f"{self._scope['method']} {self._scope['path']!r}"

    @property
    def has_begun(self) -> bool:
        """Whether the answer has begun, or even ended."""
        return self._answer is not None

    async def run(self) -> None:
        """Let the app answer, and answer for it when it does not."""
        try:
            await self.app(self._scope, self.receive, self.send)
        except Exception:
            logger.exception("%s: the app failed", self)
        except BaseException:
            # Cancelled: the server waits no longer.
            self._end(is_given_up=True)
            raise
        if not self.is_answered:
            self._end()

    async def send(self, message: Message) -> None:
        """Take the beginning of an answer, or what comes next of its body.

        The beginning may bring what is ready of the body, as `body` and `more_body`, or all of it,
        as `body` alone.
        """
        if self._output.is_full:
            await self._output.until_read()
        if self.is_cut:
            return
        kind = message["type"]
        if kind == "http.response.start":
            self._begin(message)
        elif kind == "http.response.body":
            self._go_on(b"", message.get("body", b""), message.get("more_body", False))
        else:
            raise RuntimeError(f"an answer has no message {kind!r}")

    def cut(self) -> None:
        """End it as it is: its connection is lost, or closes after another answer."""
        self.is_cut = True
        self.leave()

    def _begin(self, message: Message) -> None:
        if self._answer is not None:
            raise RuntimeError("the answer has begun before")
        if not self.is_whole and self.is_held_back():
            # Whether its body still follows is the client's choice, so the next request is not
            # to be found.
            self.keep_alive = False
        body, more = message.get("body"), message.get("more_body")
        answer = self._answer = Answer(
            message["status"],
            message.get("headers", ()),
            is_head=self._is_head,
            is_current=self._is_current,
            keep_alive=self.keep_alive,
            length=None if body is None or more is not None else len(body),
        )
        self.keep_alive = answer.keep_alive
        if body is None:
            self._output.write(answer.head)
        elif more is None:
            self._output.write(answer.whole(body))
            self._finish()
        else:
            self._go_on(answer.head, body, more)

    def _go_on(self, head: bytes, body: bytes, more: bool) -> None:
        if self._answer is None or self.is_answered:
            raise RuntimeError("a body comes after the beginning of an answer and before its end")
        if data := head + self._answer.framed(body, more=more):
            self._output.write(data)
        if not more:
            self._finish()

    def _finish(self) -> None:
        self.is_answered = True
        if self._pieces or self._changed is not None:
            self._forget()
        self._connection.answered(self)

    def _end(self, *, is_given_up: bool = False) -> None:
        """Answer for an app that has not, or let the client see that no more comes."""
        if self.is_answered or self.is_cut:
            return
        if self.has_left or self.has_begun or is_given_up:
            if not self.has_left:
                logger.info("%s: the answer breaks off", self)
            self._connection.break_off()
            return
        logger.error("%s: the app gave no answer", self)
        self.keep_alive = False
        answer = plain_answer(500, "Internal Server Error", with_body=not self._is_head)
        self._output.write(answer)
        self._finish()
