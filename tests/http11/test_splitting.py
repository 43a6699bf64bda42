"""How the bytes of a connection are cut into pieces changes nothing of what is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.http11.serving import App, echo, request
from tests.http11.test_bodies import CONTINUE
from tests.http11.test_refusals import MALFORMED
from tests.http11.transport import talk

OFFER = ("Connection: Upgrade", "Upgrade: h2c")

GOOD = st.sampled_from(
    [
        request("/a"),
        request("/b?c", b"hello"),
        request("/d", b"x" * 300, "Expect: 100-continue"),
        request("/e", b"", "Transfer-Encoding: chunked")
        + b"3\r\nabc\r\n2\r\nde\r\n0\r\nA: b\r\n\r\n",
        request("/f", b"upgraded", *OFFER),
        request("http://g/h", method="HEAD"),
        b"\r\n" + request("/i"),
        b"GET /j HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    ]
)
LAST = st.sampled_from([b"", request("/last", b"", "Connection: close"), *MALFORMED.values()])
SENT = st.tuples(st.lists(GOOD, max_size=4), LAST).map(lambda both: b"".join([*both[0], both[1]]))


def answered(pieces: Sequence[bytes], *, is_quick: bool) -> tuple[bytes, bool]:
    """Return what is answered to pieces that arrive in turn, and whether the connection ends."""
    transport = asyncio.run(talk(App(echo, is_quick=is_quick), pieces))
    # Whether a client is asked for its body depends on whether that has arrived.
    return transport.written.replace(CONTINUE, b""), transport.is_closed


@pytest.mark.parametrize("is_quick", [True, False], ids=["at-once", "as-task"])
@given(sent=SENT, data=st.data())
def test_pieces_are_answered_like_the_whole(
    is_quick: bool, sent: bytes, data: st.DataObject
) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(sent)), max_size=20)) | {0, len(sent)})
    pieces = [sent[begin:end] for begin, end in pairwise(ends)]

    assert answered(pieces, is_quick=is_quick) == answered([sent], is_quick=True)


@given(sent=SENT, data=st.data())
def test_broken_bytes_are_answered_or_waited_for(sent: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sent)))
    broken = (
        sent[:at] + data.draw(st.binary(max_size=3)) + sent[at + data.draw(st.integers(0, 9)) :]
    )

    written, _ = answered([broken], is_quick=True)

    assert written == b"" or written.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 400 "))
