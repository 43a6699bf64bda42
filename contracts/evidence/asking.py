"""What a step of the programme has in its hands: requests with names, whose answers are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from ..answers import Answer
from ..api import Api, Wrong
from ..exchanges import Exchange
from ..names import created_name
from ..uploads import start_headers

# The version that spoke both schemas.
VERSION = "v1beta"
CREATE = f"/{VERSION}/interactions"


@dataclass(slots=True)
class Asker:
    """Asks, and keeps whatever comes; answers are held to nothing.

    AssertionError when an answer lacks what the next request needs.
    """

    api: Api
    kept: list[tuple[str, Exchange]] = field(default_factory=list)

    def create(self, name: str, input: Any, *, wrong: Wrong = False, **more: Any) -> Answer:
        """Create an interaction; `headers` are sent, all others are fields of the body."""
        headers = more.pop("headers", None)
        if more.get("stream"):
            headers = {"accept": "text/event-stream", **(headers or {})}
        body = self.api.body(input, **more)
        return self.send(name, "POST", CREATE, json=body, wrong=wrong, headers=headers)

    def get(self, name: str, id: str, **query: Any) -> Answer:
        return self.send(name, "GET", f"{CREATE}/{quote(id, safe='')}", query=query)

    def delete(self, name: str, resource: str) -> Answer:
        """Delete `interactions/...` or `files/...`."""
        kind, _, own = resource.partition("/")
        ledger = self.api.sender.ledger
        path = f"/{VERSION}/{kind}/{quote(own, safe='')}"
        answer = self.send(name, "DELETE", path, prepaid=resource in ledger)
        if answer.status == 200:
            ledger.remove(resource)
        return answer

    def start_upload(self, name: str, size: int, mime_type: str, **file: Any) -> str:
        """Open an upload and return the address for its bytes."""
        headers = start_headers(size, mime_type)
        path = f"/upload/{VERSION}/files"
        return self.send(name, "POST", path, json={"file": file}, headers=headers).header(
            "x-goog-upload-url"
        )

    def upload(self, name: str, url: str, data: bytes) -> Answer:
        headers = {"X-Goog-Upload-Command": "upload, finalize", "X-Goog-Upload-Offset": "0"}
        return self.send(name, "POST", url, content=data, headers=headers, key=None)

    def send(self, name: str, method: str, url: str, **more: Any) -> Answer:
        answer = self.api.send(method, url, valid=False, **more)
        self.kept.append((name, answer.exchange))
        return answer


def made(answer: Answer) -> str:
    """Return the name of what was created, such as `interactions/v1_...`, or AssertionError."""
    sent = answer.exchange
    name = created_name(sent.method, urlsplit(sent.url).path, answer.body)
    assert name is not None, f"the {answer.status} names nothing that was created"
    return name


def id_of(answer: Answer) -> str:
    """Return the id of the interaction that was created."""
    return made(answer).partition("/")[2]


def call_of(answer: Answer) -> str:
    """Return the id of the function call in a reply, wherever its schema has it."""
    found = next(_calls(answer.ok.raw), None)
    assert found is not None, "no function was called"
    return found


def _calls(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") == "function_call" and isinstance(value.get("id"), str):
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _calls(item)
