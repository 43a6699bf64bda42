"""Models as `GET /models` shows them (docs/wire/errors-auth-siblings.md 8.1).

`supportedGenerationMethods` is what the real list says, because clients choose a model by it; of
those methods this fake imitates `countTokens` only, and refuses the others by name.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from fake_gemini.turn import Json

_METHODS = ("generateContent", "countTokens", "createCachedContent", "batchGenerateContent")
_TAG = 0x0A


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the list says of a model or an agent; limits are in tokens, None is not set."""

    id: str
    version: str
    display_name: str
    description: str | None = None
    input_token_limit: int = 1_048_576
    output_token_limit: int = 65_536
    methods: tuple[str, ...] = _METHODS
    max_temperature: int | None = 2
    thinking: bool = False


def model_json(model: Listing) -> Json:
    """One model. What is not set is absent; whole numbers have no decimal point."""
    body: Json = {
        "name": f"models/{model.id}",
        "version": model.version,
        "displayName": model.display_name,
    }
    if model.description is not None:
        body["description"] = model.description
    body["inputTokenLimit"] = model.input_token_limit
    body["outputTokenLimit"] = model.output_token_limit
    body["supportedGenerationMethods"] = model.methods
    if model.max_temperature is not None:
        body |= {"temperature": 1, "topP": 0.95, "topK": 64}
        body["maxTemperature"] = model.max_temperature
    if model.thinking:
        body["thinking"] = True
    return body


def list_json(models: Sequence[Listing], *, more: bool) -> Json:
    """One page; `more` says that there are models behind it."""
    body: Json = {"models": [model_json(model) for model in models]}
    if more:
        body["nextPageToken"] = page_token(models[-1].id)
    return body


def page_token(last: str) -> str:
    """Return base64 of a small protobuf with the last name, as in the recorded list."""
    name = f"models/{last}".encode()
    return urlsafe_b64encode(bytes((_TAG, len(name))) + name).decode()


def last_of_page(token: str) -> str | None:
    """Return the name in a page token, or None when it has not the form of one."""
    try:
        message = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
        last = message[2:].decode().removeprefix("models/")
        return last if page_token(last).rstrip("=") == token.rstrip("=") else None
    except ValueError:
        return None
