"""One request and its answer, kept so that a failure can be shown and repeated by hand."""

from __future__ import annotations

import base64
import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Pairs = tuple[tuple[str, str], ...]

# Bytes of a body that a report repeats.
_KEPT = 20_000
# Headers that clients add by themselves.
_UNTOLD = frozenset(
    {"accept", "accept-encoding", "connection", "content-length", "host", "user-agent"}
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent and what came back. Not redacted: show it through a `Redactor` only."""

    method: str
    url: str
    request_headers: Pairs
    request_body: bytes
    status: int
    headers: Pairs
    body: bytes
    seconds: float


class Redactor:
    """Replaces secrets by the name of the variable that holds them."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        """`secrets` maps a secret to the variable that is shown instead of it."""
        self._secrets = {secret: name for secret, name in secrets.items() if secret}

    def text(self, text: str) -> str:
        for secret, name in self._secrets.items():
            text = text.replace(secret, f"${name}")
        return text

    def shown(self, exchange: Exchange) -> dict[str, Any]:
        """Return an exchange as JSON for a report."""
        return {
            "method": exchange.method,
            "url": self.text(exchange.url),
            "request_headers": self._headers(exchange.request_headers),
            "request_body": self.text(_as_text(exchange.request_body)),
            "status": exchange.status,
            "headers": self._headers(exchange.headers),
            "body": self.text(_as_text(exchange.body)),
            "seconds": round(exchange.seconds, 3),
            "curl": self.curl(exchange),
        }

    def curl(self, exchange: Exchange) -> str:
        """Return the shell command that sends the request again, with variables for keys."""
        words = ["curl", "-sS"]
        if exchange.method != "GET":
            words += ["-X", exchange.method]
        words.append(self._quoted(exchange.url))
        for name, value in exchange.request_headers:
            if name.lower() not in _UNTOLD:
                words += ["-H", self._quoted(f"{name}: {value}")]
        if not exchange.request_body:
            return " ".join(words)
        if (text := _readable(exchange.request_body)) is not None:
            return " ".join([*words, "--data-binary", self._quoted(text)])
        if len(exchange.request_body) > _KEPT:
            return " ".join([*words, "--data-binary", f"@{len(exchange.request_body)}-bytes"])
        encoded = base64.b64encode(exchange.request_body).decode()
        return " ".join(["printf", "%s", encoded, "| base64 -d |", *words, "--data-binary @-"])

    def _headers(self, headers: Iterable[tuple[str, str]]) -> list[list[str]]:
        return [[name, self.text(value)] for name, value in headers]

    def _quoted(self, text: str) -> str:
        """Quote for a shell; where a secret was, its variable stays one."""
        for secret, name in self._secrets.items():
            if secret in text:
                return '"' + f"${name}".join(map(_escaped, text.split(secret))) + '"'
        return shlex.quote(text)


def _escaped(text: str) -> str:
    """Escape what a shell reads between double quotes."""
    return "".join(f"\\{char}" if char in '\\"$`' else char for char in text)


def _readable(body: bytes) -> str | None:
    """Return a short body as text, unless no terminal could show it."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    printable = all(char.isprintable() or char in "\n\t" for char in text)
    return text if printable and len(text) <= _KEPT else None


def _as_text(body: bytes) -> str:
    text = _readable(body[:_KEPT])
    if text is None:
        return f"<{len(body)} bytes>"
    return text if len(body) <= _KEPT else f"{text}... <{len(body)} bytes>"


def as_body(value: Any) -> bytes:
    """Return compact JSON, as the official clients send it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
