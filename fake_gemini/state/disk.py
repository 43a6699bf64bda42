"""What the disk refuses, as the refusal of a request: never a fault of the fake."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fake_gemini.errors import Unavailable


@contextmanager
def disk() -> Iterator[None]:
    """Turn an `OSError` into a 503, whose reason goes to the log (docs/wire/files.md 5)."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"The disk of the fake takes no bytes: {reason}.") from None
