"""Any sequence of commands against a model of one session (docs/wire/files.md 2.1 and 8)."""

from __future__ import annotations

from typing import Any

import httpx
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from fake_gemini import create_app
from fake_gemini.testing import SyncTransport
from tests.effort import tried
from tests.files.uploading import (
    TERMINATED,
    chunk,
    command,
    hash_of,
    last_chunk,
    said,
    started,
)

pieces = st.binary(max_size=40)


class UploadMachine(RuleBasedStateMachine):
    """The model: the bytes, the last chunk, and how the session stands."""

    def __init__(self) -> None:
        super().__init__()
        transport: Any = SyncTransport(create_app())
        self.client = httpx.Client(
            transport=transport, base_url="http://127.0.0.1", headers={"x-goog-api-key": "k"}
        )
        self.data = b""
        self.last: tuple[int, bytes] | None = None
        self.closing: tuple[int, bytes] | None = None
        self.final = b""
        self.status = "active"

    def teardown(self) -> None:
        self.client.close()

    @initialize(declared=st.none() | st.integers(0, 60))
    def start(self, declared: int | None) -> None:
        self.declared = declared
        self.url = started(self.client, size=declared)

    @property
    def is_active(self) -> bool:
        return self.status == "active"

    def accept(self, data: bytes) -> bool:
        """Whether there may be so many more bytes; too many are the end."""
        if self.declared is not None and len(self.data) + len(data) > self.declared:
            self.status = "final"
            return False
        self.data += data
        return True

    def close(self, response: httpx.Response, offset: int, data: bytes) -> None:
        self.status = "final"
        if self.declared is not None and len(self.data) < self.declared:
            assert said(response)[:2] == (400, "final")
            return
        assert response.json()["file"]["sha256Hash"] == hash_of(self.data)
        assert response.json()["file"]["sizeBytes"] == str(len(self.data))
        self.closing, self.final = (offset, data), response.content

    @precondition(lambda self: self.is_active)
    @rule(data=pieces)
    def send(self, data: bytes) -> None:
        offset = len(self.data)
        response = chunk(self.client, self.url, data, offset)
        if not self.accept(data):
            assert said(response)[:2] == (400, "final")
            return
        assert said(response) == (200, "active", "")
        if data:
            self.last = (offset, data)

    @precondition(lambda self: self.is_active)
    @rule(data=pieces)
    def send_last(self, data: bytes) -> None:
        offset = len(self.data)
        response = last_chunk(self.client, self.url, data, offset)
        if self.accept(data):
            self.close(response, offset, data)
        else:
            assert said(response)[:2] == (400, "final")

    @precondition(lambda self: self.is_active)
    @rule()
    def finalize(self) -> None:
        self.close(command(self.client, self.url, "finalize"), len(self.data), b"")

    @precondition(lambda self: self.is_active and self.last is not None)
    @rule()
    def repeat(self) -> None:
        assert self.last is not None
        assert said(chunk(self.client, self.url, self.last[1], self.last[0]))[0] == 200

    @precondition(lambda self: self.is_active)
    @rule(data=pieces, offset=st.integers(0, 200))
    def send_elsewhere(self, data: bytes, offset: int) -> None:
        if offset != len(self.data) and (offset, data) != self.last:
            assert said(chunk(self.client, self.url, data, offset))[:2] == (400, "active")

    @precondition(lambda self: self.is_active)
    @rule()
    def cancel(self) -> None:
        assert said(command(self.client, self.url, "cancel"))[0] == 200
        self.status = "cancelled"

    @precondition(lambda self: self.closing is not None)
    @rule()
    def repeat_last(self) -> None:
        assert self.closing is not None
        offset, data = self.closing
        assert last_chunk(self.client, self.url, data, offset).content == self.final

    @precondition(lambda self: not self.is_active)
    @rule(data=pieces, offset=st.integers(0, 60))
    def send_too_late(self, data: bytes, offset: int) -> None:
        response = chunk(self.client, self.url, data, offset)
        assert said(response) == (400, self.status, TERMINATED)

    @invariant()
    def query_tells_the_truth(self) -> None:
        response = command(self.client, self.url, "query")
        assert response.headers["x-goog-upload-status"] == self.status
        if self.is_active:
            assert response.headers["x-goog-upload-size-received"] == str(len(self.data))
        elif self.closing is not None:
            assert response.content == self.final

    @invariant()
    def only_a_whole_upload_is_a_file(self) -> None:
        files = self.client.get("/v1/files").json().get("files", [])
        assert len(files) == (self.closing is not None)


TestUploadMachine = UploadMachine.TestCase
TestUploadMachine.settings = settings(max_examples=tried(60), stateful_step_count=20)
