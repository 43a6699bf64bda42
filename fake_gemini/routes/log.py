"""One line per refused request, without its key."""

from __future__ import annotations

import json
import logging
import re
import traceback
from functools import partial
from urllib.parse import quote

from fake_gemini.routes.request import Request

logger = logging.getLogger("fake_gemini")

# Whether somebody wants to see every request.
tells_all = partial(logger.isEnabledFor, logging.DEBUG)

_LINE_BREAKERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# What follows a name of the query that holds a key, wherever it landed.
_NAMED_KEY = re.compile(r"(?i)\b((?:api_?)?key=|access_token=)[^&\s\"']+", re.A)
_LONGEST = 600
_READ = 10_000
_SHORT_KEY = 8


def refused(request: Request, status: int, reason: str) -> None:
    """Log a refusal: status, method, path and reason."""
    logger.info("%s", _safe(request, f"{status} {request.method} {request.path}: {reason}"))


def answered(request: Request, status: int) -> None:
    """Log an answer, for those who want to see every request (`tells_all`)."""
    logger.debug("%s", _safe(request, f"{status} {request.method} {request.path}"))


def warned(request: Request, what: str) -> None:
    """Log what the caller should know although the request is not refused."""
    logger.warning("%s", _safe(request, f"{request.method} {request.path}: {what}"))


def failed(request: Request) -> None:
    """Log the exception that is being handled: a fault of the fake."""
    trace = traceback.format_exc()
    logger.error("%s", without_keys(request, f"500 {request.method} {request.path}\n{trace}"))


def without_keys(request: Request, text: str) -> str:
    """Return `text` without the credentials of the request, however they are spelled."""
    # The longest first, because one may be the beginning of another.
    for key in sorted(set(request.credentials()), key=len, reverse=True):
        for spelling in {key, quote(key, safe=""), quote(key), json.dumps(key)[1:-1]}:
            text = re.sub(_whole_word(spelling), "[key]", text, flags=re.I | re.A)
    return _NAMED_KEY.sub(r"\1[key]", text)


def _whole_word(key: str) -> str:
    # A key as short as "a" would be found inside of every other word.
    around = r"[A-Za-z0-9]" if len(key) < _SHORT_KEY else r"(?!)"
    return rf"(?<!{around}){re.escape(key)}(?!{around})"


def _safe(request: Request, line: str) -> str:
    line = without_keys(request, line[:_READ])
    line = _LINE_BREAKERS.sub(lambda match: f"\\x{ord(match[0]):02x}", line)
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
