"""Header fields that know their own bytes."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini.http11.fields import Fields

NAMES = st.text(string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~", min_size=1).map(
    str.encode
)
VALUES = st.binary().filter(lambda value: not set(value) & {*range(9), *range(10, 32), 127})
PAIRS = st.lists(
    st.tuples(NAMES, VALUES).filter(
        lambda pair: pair[0].lower() not in (b"connection", b"content-length", b"transfer-encoding")
    )
)


@given(PAIRS)
def test_lines_are_the_pairs(pairs: list[tuple[bytes, bytes]]) -> None:
    lines = Fields(pairs).lines.split(b"\r\n")
    assert lines == [*(name.lower() + b": " + value for name, value in pairs), b""]


@given(PAIRS, st.integers(0, 31).filter(lambda code: code != 9) | st.just(127))
def test_control_character_in_any_value_is_refused(
    pairs: list[tuple[bytes, bytes]], code: int
) -> None:
    with pytest.raises(ValueError, match="control character: b'x-bad'"):
        Fields([*pairs, (b"x-bad", b"a%cb" % code)])


def test_fields_are_a_tuple_of_pairs() -> None:
    fields = Fields([(b"a", b"b")])
    assert fields == ((b"a", b"b"),)
    assert isinstance(fields, tuple)


@pytest.mark.parametrize(
    ("value", "closes"), [(b"close", True), (b"x, Close", True), (b"closed", False)]
)
def test_connection_is_kept_for_the_server(value: bytes, closes: bool) -> None:
    fields = Fields([(b"Connection", value), (b"Transfer-Encoding", b"chunked")])
    assert (fields.closes, fields.lines) == (closes, b"")
