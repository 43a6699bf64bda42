"""The media that checks send are what they say they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.media import document, picture, sound, speech, video


@pytest.mark.parametrize(
    ("make", "marks"),
    [
        (picture, (b"\x89PNG", b"IHDR", b"IEND")),
        (sound, (b"RIFF", b"WAVEfmt ", b"data")),
        (speech, (b"OggS", b"OpusHead", b"OpusTags")),
        (document, (b"%PDF-", b"(Hello)", b"%%EOF")),
        (video, (b"ftyp", b"moov", b"mdat")),
    ],
    ids=["picture", "sound", "speech", "document", "video"],
)
def test_medium_has_the_marks_of_its_kind(make: Callable[[], bytes], marks: tuple[bytes]) -> None:
    made = make()

    assert [mark for mark in marks if mark in made] == list(marks)
    assert len(made) < 10_000
