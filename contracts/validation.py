"""Every reply is held to the document, and so is every request that a check sends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from .schema.document import Document
from .schema.findings import Finding


class Validator(Protocol):
    """Finds what in a request or an answer is not as described; knows operations by their paths."""

    def check_answer(
        self, method: str, path: str, status: int, content_type: str | None, body: bytes
    ) -> Sequence[Finding]: ...

    def check_request(self, method: str, path: str, body: Any = None) -> Sequence[Finding]: ...


@cache
def load_validator() -> Validator:
    """Return the document, read once."""
    return Document.load()
