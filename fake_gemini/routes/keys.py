"""Who calls: the credential of a request, and the scope it opens.

docs/wire/errors-auth-siblings.md 3 has the ways to send one, 2 the refusals.
"""

from __future__ import annotations

from functools import lru_cache

from fake_gemini.errors import InvalidCredential, InvalidKey, MissingKey
from fake_gemini.ids import Ids
from fake_gemini.routes.request import Request

# What an access token of OAuth begins with; anything else as bearer is a key in the wrong place.
_ACCESS_TOKEN = "ya29."
_HEADER = b"x-goog-api-key"


class Keys:
    """Which keys open a scope: the `accepted` ones, or all when there are none named."""

    def __init__(self, ids: Ids, accepted: frozenset[str]) -> None:
        self._ids = ids
        self._accepted = accepted
        # Most clients send the same header over and over.
        self._behind_header = lru_cache(maxsize=1024)(self._scope_behind)

    def scope(self, request: Request) -> str:
        """Return the caller's scope, or raise the refusal of a bad or missing key."""
        scope = self._behind_header(request.headers.get(_HEADER, b""))
        if scope is not None:
            return scope
        key = presented_key(request)
        if key:
            return self.scope_of(key)
        token = bearer(request)
        if not token:
            raise MissingKey()
        if self._accepted or not token.startswith(_ACCESS_TOKEN):
            raise InvalidCredential("ACCESS_TOKEN_TYPE_UNSUPPORTED")
        return self._ids.scope(token)

    def scope_of(self, key: str) -> str:
        """Return the scope of a key, or raise when it is not accepted."""
        if key.startswith("invalid-") or (self._accepted and key not in self._accepted):
            raise InvalidKey()
        return self._ids.scope(key)

    def _scope_behind(self, header: bytes) -> str | None:
        key = _spelled(header)
        return self.scope_of(key) if key else None


def presented_key(request: Request) -> str | None:
    """Return the key of the header, else of the query."""
    key = _spelled(request.headers.get(_HEADER, b""))
    return key or (request.query.get("key") if request.http["query_string"] else None)


def bearer(request: Request) -> str | None:
    """Return the token of an `Authorization: Bearer` header."""
    kind, _, token = (request.header(b"authorization") or "").partition(" ")
    return token.strip(" ") if kind.lower() == "bearer" else None


def _spelled(header: bytes) -> str:
    return header.decode("latin-1").strip(" \t")
