"""A resumable upload, step by step (docs/wire/files.md 2.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .answers import Answer

if TYPE_CHECKING:
    from .api import Api, Who


def start_headers(size: int | None, mime_type: str | None) -> dict[str, str]:
    """Return the headers that open an upload; what is None is not announced."""
    headers = {"X-Goog-Upload-Protocol": "resumable", "X-Goog-Upload-Command": "start"}
    if size is not None:
        headers["X-Goog-Upload-Header-Content-Length"] = str(size)
    if mime_type is not None:
        headers["X-Goog-Upload-Header-Content-Type"] = mime_type
    return headers


@dataclass(frozen=True, slots=True)
class Upload:
    """An open upload; `started` is the answer that opened it."""

    _api: Api
    started: Answer
    _who: Who

    @property
    def url(self) -> str:
        """Where the bytes go; whoever has it needs no key."""
        url = self.started.header("x-goog-upload-url")
        assert re.match(r"https?://[\w.:\[\]-]+/", url), f"x-goog-upload-url is {url!r}, no address"
        return url

    def send(
        self, command: str, data: bytes = b"", offset: int | None = None, **options: Any
    ) -> Answer:
        """Send a command, with bytes for `upload`, as a client without a key does."""
        headers = {"X-Goog-Upload-Command": command, **options.pop("headers", {})}
        if offset is not None:
            headers["X-Goog-Upload-Offset"] = str(offset)
        options = {"key": None, "holder": self._who, **options}
        return self._api.send("POST", self.url, content=data, headers=headers, **options)
