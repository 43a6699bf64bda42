"""What a probe saw, in the words of the tables of open questions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..answers import Answer

# Characters of a message or of a body that the evidence repeats.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """`answer` is a candidate of the question, if it is one that somebody thought of.

    `evidence` is what came back: status, envelope, code, and the words.
    """

    answer: str
    evidence: str


def seen(word: str, *answers: Answer) -> Seen:
    """Return what was concluded from these answers."""
    return Seen(word, "; ".join(map(told, answers)))


def together(parts: Mapping[str, Seen]) -> Seen:
    """Return one answer to a question of several parts: `400 for a, 200 for b`, or just `400`.

    The names of the parts begin with the word that leads to them.
    """
    places: dict[str, list[str]] = {}
    for name, part in parts.items():
        places.setdefault(part.answer, []).append(name)
    evidence = "; ".join(f"{name}: {part.evidence}" for name, part in parts.items())
    if len(places) == 1:
        return Seen(next(iter(places)), evidence)
    told = (f"{answer} {' and '.join(names)}" for answer, names in places.items())
    return Seen(", ".join(told), evidence)


def told(answer: Answer) -> str:
    """Return an answer on one line: status, envelope, code and message."""
    words = _text(_error(answer), "message")
    if answer.status >= 400 and not words:
        words = answer.body[: 2 * _SHOWN].decode(errors="replace")
    shown = " ".join(words.split())[:_SHOWN]
    return f"{enveloped(answer)}: {shown}" if shown else enveloped(answer)


def enveloped(answer: Answer) -> str:
    """Return status, envelope and code, such as `404 I not_found`."""
    return " ".join(filter(None, (str(answer.status), envelope(answer), code_of(answer))))


def refusal(answer: Answer) -> str:
    """Return status and code, such as `404 not_found`."""
    return " ".join(filter(None, (str(answer.status), code_of(answer))))


def formed(answer: Answer) -> str:
    """Return status and envelope, such as `404 R[]` or `400 plain text`."""
    return f"{answer.status} {envelope(answer)}"


def taken(answer: Answer, word: str = "accepted") -> str:
    """Return `word` for a 200, else status and code."""
    return word if answer.status == 200 else refusal(answer)


def envelope(answer: Answer) -> str:
    """Return `I`, `R` or `R[]` (docs/wire/errors-auth-siblings.md 1), or what else a body is."""
    value = _json(answer.body)
    error = _error(answer)
    if error:
        classic = "status" in error or isinstance(error.get("code"), int)
        return ("R[]" if isinstance(value, list) else "R") if classic else "I"
    if not answer.body.strip():
        return "empty"
    kinds = answer.headers("content-type")
    if kinds and kinds[0].startswith("text/html"):
        return "HTML"
    return "plain text" if value is None else "JSON"


def code_of(answer: Answer) -> str:
    """Return the string code of an `I`, the status of an `R`; empty where there is none."""
    error = _error(answer)
    return _text(error, "status") or _text(error, "code")


def reason_of(answer: Answer) -> str:
    """Return the reason in the details of an `R`, such as `API_KEY_INVALID`, or its status."""
    details = _error(answer).get("details")
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, dict) and _text(detail, "reason"):
            return _text(detail, "reason")
    return code_of(answer)


def _error(answer: Answer) -> dict[str, Any]:
    value = _json(answer.body)
    first = value[0] if isinstance(value, list) and value else value
    error = first.get("error") if isinstance(first, dict) else None
    return error if isinstance(error, dict) else {}


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
