"""The splitter of multipart bodies, piece by piece."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fake_gemini.wire.multipart import End, Part, Splitter

# Made of what boundaries are made of, so that contents come near them.
contents = st.lists(st.sampled_from([b"\r\n", b"--", b"B", b"-", b"\r", b"x"]), max_size=12).map(
    b"".join
)


def is_innocent(content: bytes) -> bool:
    """Whether a content holds no boundary line of its own."""
    text = b"\r\n" + content + b"\r\n--B"
    return text.find(b"\r\n--B--") < 0 and text.find(b"\r\n--B\r\n") < 0


def split(body: bytes, cuts: list[int]) -> list[tuple[dict[str, str], bytes]]:
    """Return headers and content of each part of a body that arrives in pieces."""
    splitter = Splitter(b"B")
    parts: list[tuple[dict[str, str], bytes]] = []
    places = sorted({0, len(body), *(cut % (len(body) + 1) for cut in cuts)})
    for start, end in zip(places, places[1:], strict=False):
        for event in splitter.feed(body[start:end]):
            if isinstance(event, Part):
                parts.append((event.headers, b""))
            elif isinstance(event, bytes):
                parts[-1] = (parts[-1][0], parts[-1][1] + event)
            else:
                assert event in End
    splitter.close()
    return parts


@given(
    st.lists(contents.filter(is_innocent), max_size=3),
    st.lists(st.integers(0, 500), max_size=20),
)
def test_contents_come_out_as_they_went_in(wanted: list[bytes], cuts: list[int]) -> None:
    body = b"".join(b"--B\r\nA: b\r\n\r\n%s\r\n" % content for content in wanted) + b"--B--"

    parts = split(body, cuts)

    assert parts == [({"a": "b"}, content) for content in wanted]


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=5))
def test_splitter_keeps_little(data: bytes, cuts: list[int]) -> None:
    splitter = Splitter(b"boundary")
    list(splitter.feed(b"--boundary\r\n\r\n"))

    held = sum(len(event) for event in splitter.feed(data * 1000) if isinstance(event, bytes))

    assert len(data * 1000) - held < len(b"\r\n--boundary--")


def test_content_that_resembles_a_boundary_comes_in_one_piece() -> None:
    splitter = Splitter(b"B")
    list(splitter.feed(b"--B\r\n\r\n"))
    content = b"\r\n--Bx" * 1_000_000

    pieces = list(splitter.feed(content + b"\r\n--B--"))

    assert pieces == [content, End.PART, End.BODY]
