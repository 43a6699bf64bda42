"""The query of a classic route: what it may hold, and how its names may be spelled.

docs/wire/errors-auth-siblings.md 4 has the parameters that every method takes. An unknown name is
refused here; on `/interactions` it is ignored.
"""

from __future__ import annotations

import re

from fake_gemini.errors import NotImitated
from fake_gemini.routes.request import Request
from fake_gemini.wire.classic_refusals import invalid_value, refused, unknown_query
from fake_gemini.wire.names import snake

# What the front end itself reads. None of them changes an answer: JSON is always indented.
_SYSTEM = frozenset(
    {
        "$.xgafv",
        "$alt",
        "$prettyPrint",
        "alt",
        "key",
        "prettyPrint",
        "quotaUser",
        "uploadType",
        "upload_id",
        "upload_protocol",
    }
)
# `media` is for downloads; `sse` is what streaming methods are asked with.
_FORMATS = ("", "json", "media", "sse")
_PARTIAL = ("fields", "$fields")
_WHOLE = re.compile(r"-?\d{1,10}", re.A)
_INT32 = range(-(2**31), 2**31)


def check_query(request: Request, known: frozenset[str] = frozenset()) -> None:
    """Raise for a query name that is none of `known`, in camelCase or snake_case, nor the system's.

    What would change the form of the answer is refused as not imitated.
    """
    if request.header(b"x-goog-fieldmask") is not None:
        raise NotImitated("partial responses (X-Goog-FieldMask)")
    if not request.http["query_string"]:
        return
    names = {snake(name) for name in known}
    for name in _PARTIAL:
        if name in request.query:
            raise NotImitated(f"partial responses ({name})")
    unknown = [name for name in request.query if name not in _SYSTEM and snake(name) not in names]
    if unknown:
        raise refused(map(unknown_query, unknown))
    for name in ("alt", "$alt"):
        if (value := request.query.get(name, "")) not in _FORMATS:
            raise NotImitated(f"{name}={value}")


def page_size(request: Request, *, default: int, largest: int) -> int:
    """Return `pageSize`: at most `largest`, `default` where it is absent or 0."""
    text = request.value("page_size")
    if not text:
        return default
    if not _WHOLE.fullmatch(text) or int(text) not in _INT32:
        raise refused([invalid_value("page_size", "TYPE_INT32", text)])
    if int(text) < 0:
        raise refused([invalid_value("page_size", "TYPE_INT32", int(text))])
    return min(int(text), largest) or default
