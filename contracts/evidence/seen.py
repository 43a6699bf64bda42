"""A recording as it is compared: each reply normalised, and called by what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import bodies
from .recording import Kept, Recording
from .tokens import Tokens

_VERSION = re.compile(r"^(/upload)?/v1(?:alpha|beta)?(?=/)", re.A)
# What a 200 is called, by method and path.
_ROOTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.A))
    for name, pattern in (
        ("Interaction", r"POST /interactions|(GET|POST) /interactions/[^/]+(/cancel)?"),
        ("Deletion", r"DELETE /(interactions|files)/[^/]+"),
        ("Upload", r"POST /upload/files"),
        ("File", r"GET /files/[^/]+"),
        ("TokenCount", r"POST /models/[^/]+:countTokens"),
        ("Model", r"GET /models/[^/]+"),
        ("Models", r"GET /models"),
    )
)
# Nothing but the shape of these is compared: what a model can do is not the API's.
SHAPES_ONLY = ("Model", "Models")
_HEADERS = re.compile(r"x-goog-upload-.*|retry-after", re.A)


@dataclass(frozen=True, slots=True)
class Seen:
    """One reply. `root` names its type, `raw` is its JSON or its events, `normal` has tokens.

    Both are None for a reply that is neither; `form` is that of its body.
    """

    place: str
    root: str
    status: int
    media_type: str
    form: str
    framing: str
    ends: bool
    raw: Any
    normal: Any

    @property
    def is_stream(self) -> bool:
        return self.root == "Event"

    @property
    def accepted(self) -> bool:
        return self.status < 400

    def parts(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield name, raw and normal of the values it is made of: an event each, or all of it."""
        if self.is_stream:
            yield from (("Event", *pair) for pair in zip(self.raw, self.normal, strict=True))
        elif self.raw is not None:
            yield self.root, self.raw, self.normal


def seen(recording: Recording) -> Mapping[str, Seen]:
    """Return each reply by its place, in order."""
    tokens = Tokens(recording.model)
    return {kept.place: _seen(kept, tokens) for kept in recording.exchanges}


def _seen(kept: Kept, tokens: Tokens) -> Seen:
    told = bodies.events(kept.reply)
    raw = bodies.value(kept.reply) if told is None else told
    if (raw is None or isinstance(raw, dict)) and (headers := _headers(kept)):
        raw = {**(raw or {}), "headers": headers}
    return Seen(
        place=kept.place,
        root="Event" if told is not None else _root(kept),
        status=kept.status,
        media_type=kept.header("content-type").partition(";")[0].strip().lower(),
        form=" and ".join(kept.reply or ("nothing",)),
        framing=", ".join(bodies.framing(kept.reply)),
        ends=_ends(kept),
        raw=raw,
        normal=tokens.normal(raw),
    )


def _root(kept: Kept) -> str:
    path = kept.url.partition("?")[0]
    bare = _VERSION.sub(lambda match: match[1] or "", path)
    if kept.status >= 400:
        return "InteractionError" if bare.startswith("/interactions") else "Error"
    label = f"{kept.method} {bare}"
    name = next((name for name, pattern in _ROOTS if pattern.fullmatch(label)), label)
    # Who asks for a revision gets the schema of that one.
    asked = dict((key.lower(), value) for key, value in kept.request_headers)
    return f"{name}@{asked['api-revision']}" if "api-revision" in asked else name


def _headers(kept: Kept) -> dict[str, str]:
    """The headers that belong to the protocol of uploads, or say when to come again."""
    return {name.lower(): value for name, value in kept.headers if _HEADERS.fullmatch(name.lower())}


def _ends(kept: Kept) -> bool:
    """Whether a stream has the frame that ends it."""
    frames = (kept.reply or {}).get("frames") or [{}]
    return bool(frames[-1].get("text") == "[DONE]")
