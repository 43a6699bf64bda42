"""One request and its answer, kept so that a failure can be shown and repeated by hand."""

from __future__ import annotations

import base64
import codecs
import json
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

Pairs = tuple[tuple[str, str], ...]

# The id in the address of an upload, and the header that repeats it.
_BEFORE_ID = "upload_id="
_UPLOAD_ID = rf"(?<={_BEFORE_ID})[^&\s\"'$]+"
_ID_HEADER = "x-guploader-uploadid"
# A secret of so many characters is no part of a word by chance.
_CERTAIN = 8
# Bytes of a body that a report repeats.
_KEPT = 20_000
# Headers that clients add by themselves, and what httpx says in them.
_UNTOLD = re.compile(
    r"(?i)(?:accept-encoding|connection|content-length|host): .*"
    r"|accept: \*/\*|user-agent: python-httpx/.*"
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
    """Replaces secrets by the name of the variable that holds them.

    Upload ids count as secrets: whoever has one may send the bytes of somebody's file. A secret so
    short that it could be part of any word is one only where it is a word of its own.
    """

    def __init__(self, secrets: Mapping[str, str]) -> None:
        """`secrets` maps a secret to the variable that is shown instead of it."""
        spellings = {form: name for secret, name in secrets.items() if secret
                     for form in (secret, quote(secret, safe=""), quote_plus(secret))}  # fmt: skip
        forms = [_pattern(form) for form in sorted(spellings, key=len, reverse=True)]
        self._names = spellings
        self._parts = (*spellings, _BEFORE_ID)
        self._pattern = re.compile("|".join([*forms, _UPLOAD_ID]))

    def text(self, text: str) -> str:
        # Most texts hold none, which is sooner seen so.
        if not any(part in text for part in self._parts):
            return text
        return self._pattern.sub(lambda match: f"${self._name(match[0])}", text)

    def _name(self, secret: str) -> str:
        return self._names.get(secret, "UPLOAD_ID")

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
        headers = (f"{name}: {value}" for name, value in exchange.request_headers)
        for header in headers:
            if not _UNTOLD.fullmatch(header):
                words += ["-H", self._quoted(header)]
        if not exchange.request_body:
            return " ".join(words)
        if (text := _readable(exchange.request_body)) is not None:
            return " ".join([*words, "--data-binary", self._quoted(text)])
        if len(exchange.request_body) > _KEPT:
            return " ".join([*words, "--data-binary", f"@{len(exchange.request_body)}-bytes"])
        encoded = base64.b64encode(exchange.request_body).decode()
        return " ".join(["printf", "%s", encoded, "| base64 -d |", *words, "--data-binary @-"])

    def _headers(self, headers: Iterable[tuple[str, str]]) -> list[list[str]]:
        return [
            [name, "$UPLOAD_ID" if name.lower() == _ID_HEADER else self.text(value)]
            for name, value in headers
        ]

    def _quoted(self, text: str) -> str:
        """Quote for a shell; where a secret was, its variable stays one."""
        if not self._pattern.search(text):
            return shlex.quote(text)
        places = [match.span() for match in self._pattern.finditer(text)]
        quoted, end = "", 0
        for first, last in places:
            name = self._name(text[first:last])
            ends = not re.match(r"\w", text[last:])
            quoted += f"{_escaped(text[end:first])}{f'${name}' if ends else f'${{{name}}}'}"
            end = last
        return f'"{quoted}{_escaped(text[end:])}"'


def _pattern(secret: str) -> str:
    found = re.escape(secret)
    return found if len(secret) >= _CERTAIN else rf"(?<!\w){found}(?!\w)"


def _escaped(text: str) -> str:
    """Escape what a shell reads between double quotes."""
    return "".join(f"\\{char}" if char in '\\"$`' else char for char in text)


def _readable(body: bytes) -> str | None:
    """Return a short body as text, unless no terminal could show it."""
    return _beginning(body) if len(body) <= _KEPT else None


def _as_text(body: bytes) -> str:
    text = _beginning(body)
    if text is None:
        return f"<{len(body)} bytes>"
    return text if len(body) <= _KEPT else f"{text}... <{len(body)} bytes>"


def _beginning(body: bytes) -> str | None:
    """What is kept of a body, if it is text; a character may be cut in two at its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(body[:_KEPT], final=len(body) <= _KEPT)
    except UnicodeDecodeError:
        return None
    return text if all(char.isprintable() or char in "\n\t" for char in text) else None


def as_body(value: Any) -> bytes:
    """Return compact JSON, as the official clients send it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
