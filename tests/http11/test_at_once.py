"""Requests that have arrived whole, and apps that answer them at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from fake_gemini.http11.answer import whole_answer
from fake_gemini.http11.fields import Fields, Pair
from tests.http11.serving import Serving, answer, read, request, serving

CHUNKED = b"5\r\nhello\r\n4\r\n you\r\n0\r\n"


class Asked:
    """Tells which way it was asked, and with what; `/app` is left to the app, `/bug` fails."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        data = await read(receive)
        told = b"app: %b %b" % (scope["method"].encode(), scope["raw_path"])
        await answer(send, self.told(told, scope["headers"], data))

    def at_once(
        self, method: bytes, target: bytes, headers: list[Pair], body: bytes
    ) -> bytes | ASGIApp:
        if target == b"/app":
            return self
        if target == b"/bug":
            raise LookupError("a bug")
        told = self.told(b"at once: %b %b" % (method, target), headers, body)
        return whole_answer(200, Fields([(b"x", b"y")]), told)

    def told(self, asked: bytes, headers: list[Pair], body: bytes) -> bytes:
        names = b",".join(sorted(name for name, _ in headers))
        return b"%b [%b] %b." % (asked, names, body)


@pytest.fixture(scope="module")
def asked() -> Iterator[Serving]:
    with serving(Asked()) as served:
        yield served


def test_whole_request_is_answered_with_the_bytes_that_the_app_returns(asked: Serving) -> None:
    told = b"at once: POST /a?b [content-length,host] hello."
    head = b"HTTP/1.1 200 OK\r\nx: y\r\ncontent-length: %d\r\n\r\n" % len(told)
    assert asked.asked(request("/a?b", b"hello")) == head + told


def test_connection_stays_for_the_next_request(asked: Serving) -> None:
    with asked.connected() as wire:
        for data in (b"one", b"two"):
            wire.send(request("/a", data))
            assert wire.until(data + b".").count(b"at once: POST /a") == 1


def test_requests_of_one_piece_are_answered_in_their_order(asked: Serving) -> None:
    """Behind one that an app answers the others wait, and are not answered at once."""
    paths = ("/a", "/b", "/app", "/c", "/d")
    said = asked.asked(b"".join(map(request, paths)))
    places = [said.index(path.encode()) for path in paths]
    assert places == sorted(places)
    assert [said.count(way) for way in (b"at once:", b"app:")] == [2, 3]


@pytest.mark.parametrize(
    "sent",
    [
        request("/app", b"hello"),
        request("/a", b"hello", "Connection: close"),
        request("/a", b"hello").replace(b"HTTP/1.1", b"HTTP/1.0"),
    ],
    ids=["chosen", "closing", "old"],
)
def test_others_are_answered_by_the_app(asked: Serving, sent: bytes) -> None:
    assert b"app: POST /a" in asked.asked(sent)


def test_body_that_arrives_later_is_the_apps(asked: Serving) -> None:
    sent = request("/a", b"hello")
    with asked.connected() as wire, asked.connected() as other:
        wire.send(sent[:-1])
        # When this one is answered, what was sent before it has arrived.
        other.send(request("/a", b"hi"))
        assert b"at once" in other.until(b"hi.")
        wire.send(sent[-1:])
        assert b"app: POST /a [content-length,host] hello." in wire.until(b"hello.")


def test_chunks_are_joined_and_trailers_are_no_headers(asked: Serving) -> None:
    head = request("/a", b"", "Transfer-Encoding: chunked")
    said = asked.asked(head + CHUNKED + b"Trailer: x\r\n\r\n" + request("/b"))
    assert b"at once: POST /a [host,transfer-encoding] hello you." in said
    assert said.endswith(b"at once: POST /b [host] .")


def test_whole_request_that_expects_100_is_not_asked_for_its_body(asked: Serving) -> None:
    said = asked.asked(request("/a", b"hello", "Expect: 100-continue"))
    assert said.startswith(b"HTTP/1.1 200 OK") and b"at once" in said


def test_url_as_target_comes_as_it_was_sent(asked: Serving) -> None:
    assert b"at once: POST http://b/c [host]" in asked.asked(request("http://b/c"))


def test_offer_of_another_protocol_is_declined_first(asked: Serving) -> None:
    offer = ("Connection: Upgrade", "Upgrade: h2c")
    said = asked.asked(request("/a", b"hello", *offer))
    assert b"at once: POST /a [connection,content-length,host] hello." in said


@pytest.mark.parametrize("sent", [b"5\r\nhello\r\nnonsense\r\n", b"-1\r\n"])
def test_broken_body_is_refused_and_nobody_is_asked(asked: Serving, sent: bytes) -> None:
    said = asked.asked(request("/a", b"", "Transfer-Encoding: chunked") + sent)
    assert said.startswith(b"HTTP/1.1 400") and b"POST" not in said


def test_fault_of_the_app_is_a_500(asked: Serving, caplog: pytest.LogCaptureFixture) -> None:
    assert asked.asked(request("/bug")).startswith(b"HTTP/1.1 500")
    assert "POST '/bug': the app failed" in caplog.text and "a bug" in caplog.text


def test_requests_are_counted(asked: Serving) -> None:
    before = asked.server.server_state.total_requests
    asked.asked(request("/a") + request("/app"))
    assert asked.server.server_state.total_requests == before + 2


@pytest.mark.parametrize(
    ("status", "pair"),
    [(200, (b"content-length", b"1")), (200, (b"connection", b"close")), (204, (b"x", b"y"))],
)
def test_what_is_not_plain_is_not_written_at_once(status: int, pair: Pair) -> None:
    with pytest.raises(ValueError, match=f"{status} with"):
        whole_answer(status, Fields([pair]), b"a")


def test_answer_of_unknown_length_is_one_chunk() -> None:
    written = whole_answer(200, Fields([]), b"ab", is_chunked=True)
    chunk = b"2\r\nab\r\n0\r\n\r\n"
    assert written == b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + chunk
