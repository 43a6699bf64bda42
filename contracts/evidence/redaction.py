"""Keeps an exchange without its secrets, and looks whether one is left all the same.

A secret becomes the name of its variable wherever it stands: in addresses, headers and bodies, and
in text that a stream tells piece by piece. What is left after that is a mistake of ours, so it is
sought in more spellings than it is replaced in, and nothing is written when any is found.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

from ..exchanges import Exchange, Redactor
from ..stopping import WrongUsage
from . import bodies
from .bodies import Body
from .recording import Kept, Pairs
from .strings import Piece, pieces, rewritten

# What these hold is nobody's business, whatever it is.
_HIDDEN = ("authorization", "cookie", "proxy-authorization", "set-cookie")
_UPLOAD_ID = "x-guploader-uploadid"
# A shorter key could be part of any word.
SHORTEST = 8
# The forms of credentials that Google gives out, and upload ids.
_FORMS = re.compile(
    r"AIza[\w-]{30,}|\bya29\.[\w-]{10,}|\bAQ\.[\w-]{20,}|[Bb]earer [\w.-]{20,}"
    r"|upload_id=[^$&\s\"']",
    re.A,
)
# One of these is in each of them, and sooner found than the form.
_BEGINNINGS = ("AIza", "ya29.", "AQ.", "earer ", "upload_id=")


class Redaction:
    """Redacts for one target: `redactor` knows the `secrets`, and addresses begin with `url`."""

    def __init__(self, redactor: Redactor, secrets: Iterable[str], url: str) -> None:
        self._redactor = redactor
        self._spellings = [form.lower() for secret in secrets for form in _spellings(secret)]
        self._url = url

    def kept(self, step: str, name: str, exchange: Exchange) -> Kept:
        """Return an exchange as it is kept."""
        media_type = next((value for key, value in exchange.headers
                           if key.lower() == "content-type"), "")  # fmt: skip
        return Kept(
            step=step,
            name=name,
            method=exchange.method,
            url=self._redactor.text(exchange.url.removeprefix(self._url)),
            request_headers=self._headers(exchange.request_headers),
            request=self._body(bodies.kept(exchange.request_body)),
            status=exchange.status,
            headers=self._headers(exchange.headers),
            reply=self._body(bodies.kept(exchange.body, media_type.partition(";")[0])),
        )

    def left(self, kept: Kept) -> list[str]:
        """Return where a secret is left; the secret itself is not told."""
        told: Any = {
            "url": kept.url,
            "request": {"headers": kept.request_headers, "body": kept.request},
            "reply": {"headers": kept.headers, "body": kept.reply},
        }
        found = list(pieces(told))
        single = [piece.place for piece in found if self._shows(piece.text)]
        joined = [group[0].place for group in _groups(found) if self._shows(_text(group))]
        hidden = [place for place, data in _decoded(kept) if self._shows(data)]
        return [f"{kept.place} {place}" for place in dict.fromkeys([*single, *joined, *hidden])]

    def _headers(self, headers: Pairs) -> Pairs:
        return tuple((name, self._header(name.lower(), value)) for name, value in headers)

    def _header(self, name: str, value: str) -> str:
        if name in _HIDDEN:
            return "$HIDDEN"
        return "$UPLOAD_ID" if name == _UPLOAD_ID else self._redactor.text(value)

    def _body(self, body: Body) -> Body:
        if body is None or "base64" in body:
            return body
        redacted: dict[str, Any] = rewritten(body, self._redactor.text)
        for group in _groups(list(pieces(redacted))):
            whole = _text(group)
            if (safe := self._redactor.text(whole)) != whole:
                # Which piece had which part of a secret is lost, and nothing else.
                for piece, text in zip(group, [safe, *[""] * len(group)], strict=False):
                    piece.replace(text)
        return redacted

    def _shows(self, text: str) -> bool:
        if any(beginning in text for beginning in _BEGINNINGS) and _FORMS.search(text):
            return True
        lower = text.lower()
        return any(form in lower for form in self._spellings)


def check_secrets(secrets: Iterable[str]) -> None:
    """Raise `WrongUsage` for a secret that is too short to be told from a word."""
    if any(len(secret) < SHORTEST for secret in secrets):
        raise WrongUsage(
            f"a key of fewer than {SHORTEST} characters cannot be told from a word, so nothing is"
            " recorded with it"
        )


def _spellings(secret: str) -> Iterator[str]:
    """Plain, as in addresses, in hexadecimal, and in base64 wherever in the bytes it begins."""
    raw = secret.encode()
    yield from (secret, quote(secret, safe=""), quote_plus(secret), raw.hex())
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            # What depends on neighbours is left out at both ends.
            first, last = (4 if before else 0), -4 if (before + len(raw)) % 3 else None
            yield encode(b"\0" * before + raw).decode()[first:last]


def _groups(found: Iterable[Piece]) -> list[list[Piece]]:
    """The texts of frames that continue each other: those at the same place of the same kind."""
    groups: dict[str, list[Piece]] = {}
    for piece in found:
        if piece.thread:
            groups.setdefault(piece.thread, []).append(piece)
    return [group for group in groups.values() if len(group) > 1]


def _text(group: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in group)


def _decoded(kept: Kept) -> Iterator[tuple[str, str]]:
    """What stands in bodies that are no text, as far as it is text."""
    for name, body in (("request", kept.request), ("reply", kept.reply)):
        if body is not None and "base64" in body:
            yield f"{name}.body", base64.b64decode(body["base64"]).decode(errors="replace")
