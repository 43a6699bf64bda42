"""The most that one request can cost, and what its answer says that it did cost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .budget import Cost

# The most that a model of the Gemini family writes when nobody limits it.
UNLIMITED = 65_536
# Tokens of a medium that is sent by its address, small as the suite's own are.
_MEDIUM = 1_200

# A 64-bit number travels as a string.
_BUDGET = re.compile(r"[0-9]{1,9}")

_CREATE = re.compile(r"/v1(?:alpha|beta)?/interactions")
_FILE = re.compile(r"(?:/upload)?/v1(?:alpha|beta)?/files")
_USAGE = re.compile(rb'"usage"\s*:')


def is_create(method: str, path: str) -> bool:
    """Whether a request makes a model work."""
    return method == "POST" and _CREATE.fullmatch(path) is not None


def worst_case(method: str, url: str, body: bytes, history: Mapping[str, int]) -> Cost:
    """Return what a request costs at most.

    `history` holds the tokens of the interactions that a create can go on from. A byte of text is
    at most one token. What is kept costs one request more: it has to be deleted.
    """
    path, _, query = url.partition("?")
    if not is_create(method, path):
        makes_file = method == "POST" and _FILE.fullmatch(path) and "upload_id=" not in query
        return Cost(requests=2 if makes_file else 1)
    try:
        create = json.loads(body)
    except ValueError:
        create = None
    if not isinstance(create, dict):
        return Cost(requests=1)
    parent = create.get("previous_interaction_id")
    before = history.get(parent, 0) if isinstance(parent, str) else 0
    return Cost(
        requests=1 if create.get("store") is False else 2,
        input=before + sum(map(len, _texts(create))) + _MEDIUM * _media(create.get("input")),
        output=_most_output(create),
    )


def actual_cost(status: int, body: bytes, worst: Cost) -> Cost:
    """Return what an answer says that it cost; the worst case where it does not say.

    A refusal costs its request only.
    """
    if status >= 400:
        return Cost(requests=worst.requests)
    used = _usage(body)
    if used is None:
        return worst
    return Cost(worst.requests, *used)


def _most_output(create: dict[str, Any]) -> int:
    """The limit of a model's output, or the budget of an agent, which is for all that it does."""
    limit = _member(create, "generation_config", "max_output_tokens")
    if type(limit) is int and 0 <= limit < UNLIMITED:
        return limit
    budget = _member(create, "agent_config", "max_total_tokens")
    if isinstance(budget, str) and _BUDGET.fullmatch(budget):
        return int(budget)
    return UNLIMITED


def _member(create: dict[str, Any], name: str, member: str) -> Any:
    config = create.get(name)
    return config.get(member) if isinstance(config, dict) else None


def _texts(value: Any) -> Iterator[bytes]:
    """Every string that a model could read; not the bytes of media."""
    if isinstance(value, str):
        yield value.encode("utf-8", "surrogatepass")
    elif isinstance(value, dict):
        for name, member in value.items():
            if name not in ("data", "uri", "model", "previous_interaction_id", "signature"):
                yield from _texts(member)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _media(value: Any) -> int:
    if isinstance(value, dict):
        here = "data" in value or "uri" in value
        return here + sum(map(_media, value.values()))
    return sum(map(_media, value)) if isinstance(value, list) else 0


def _usage(body: bytes) -> tuple[int, int] | None:
    """Input and output tokens of the last usage object in a reply or a stream."""
    found = list(_USAGE.finditer(body))
    if not found:
        return None
    try:
        usage, _ = json.JSONDecoder().raw_decode(body[found[-1].end() :].decode().lstrip())
        total, read = usage["total_tokens"], usage["total_input_tokens"]
    except (ValueError, TypeError, KeyError):
        return None
    if type(total) is not int or type(read) is not int or not 0 <= read <= total:
        return None
    return read, total - read
