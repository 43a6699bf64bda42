"""The body and the answer of `countTokens` (docs/wire/errors-auth-siblings.md 8.2).

The parts of a request become contents as an interaction has them, so that both are counted, and
their files looked up, in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_gemini.errors import InvalidRequest, NotImitated
from fake_gemini.turn import Json
from fake_gemini.wire.json import compact, read
from fake_gemini.wire.lenient_json import MAX_LENIENT, read_lenient
from fake_gemini.wire.messages import ANY, BYTES, STRING, message, read_message
from fake_gemini.wire.mime_types import check_mime_type

# What a part is made of, and what only qualifies it.
_BLOB = message("Blob", {"mime_type": STRING, "data": BYTES, "display_name": STRING})
_FILE_DATA = message("FileData", {"mime_type": STRING, "file_uri": STRING, "display_name": STRING})
_STRUCTURED = (
    "function_call",
    "function_response",
    "executable_code",
    "code_execution_result",
    "tool_call",
    "tool_response",
)
_DATA = ("text", "inline_data", "file_data", *_STRUCTURED)
_PART = {
    "text": STRING,
    "inline_data": _BLOB,
    "file_data": _FILE_DATA,
    **dict.fromkeys(_STRUCTURED, ANY),
    "thought": ANY,
    "thought_signature": STRING,
    "video_metadata": ANY,
    "media_resolution": ANY,
    "part_metadata": ANY,
}
_CONTENT = {"parts": message("Part", _PART, repeated=True), "role": STRING}
_CONTENTS = message("Content", _CONTENT, repeated=True)
_GENERATE = {
    "model": STRING,
    "contents": _CONTENTS,
    "system_instruction": message("Content", _CONTENT),
    "tools": ANY,
    "tool_config": ANY,
    "safety_settings": ANY,
    "generation_config": ANY,
    "cached_content": STRING,
    "service_tier": ANY,
    "store": ANY,
}
_REQUEST = {
    "model": STRING,
    "contents": _CONTENTS,
    "generate_content_request": message("GenerateContentRequest", _GENERATE),
}
_NAME = "CountTokensRequest"


@dataclass(frozen=True, slots=True)
class CountTokens:
    """What to count: contents of interactions, and how many turns they are."""

    contents: tuple[Json, ...]
    turns: int


def read_count_tokens(raw: bytes) -> CountTokens:
    """Return what a request body wants counted, or raise its refusal."""
    body = read_message(_document(raw), _REQUEST)
    generate = body.get("generate_content_request")
    if generate is None:
        return _counted(body, f"{_NAME}.contents")
    if body.get("contents"):
        raise _invalid(_NAME, "only one of contents and generate_content_request may be set")
    if generate.get("cached_content"):
        raise NotImitated("cachedContents")
    return _counted(generate, f"{_NAME}.generate_content_request.contents")


def count_json(counts: tuple[tuple[str, int], ...]) -> Json:
    """The answer; `counts` are tokens by modality."""
    details = [{"modality": name.upper(), "tokenCount": tokens} for name, tokens in counts]
    total = sum(tokens for _, tokens in counts)
    return {"totalTokens": total, "promptTokensDetails": details}


def media_type(mime_type: str | None) -> str:
    """Return the type of content that holds such media."""
    top = (mime_type or "").partition("/")[0].lower()
    return top if top in ("image", "audio", "video") else "document"


def _document(raw: bytes) -> Any:
    try:
        return read(raw)
    except InvalidRequest:
        if len(raw) > MAX_LENIENT:
            raise
        # Slower, and it has the last word: Google's reader takes more than JSON.
        return read_lenient(raw)


def _counted(body: Json, path: str) -> CountTokens:
    turns = body.get("contents")
    if not turns:
        raise _invalid(path, "contents is not specified")
    contents = [
        content for at, turn in enumerate(turns) for content in _contents(turn, f"{path}[{at}]")
    ]
    if (system := body.get("system_instruction")) is not None:
        contents += _contents(system, path.replace(".contents", ".system_instruction"))
    if tools := body.get("tools"):
        contents.append(_text(compact(tools).decode()))
    return CountTokens(tuple(contents), len(turns))


def _contents(turn: Json, path: str) -> list[Json]:
    parts = turn.get("parts")
    if not parts:
        raise _invalid(f"{path}.parts", "contents.parts must not be empty.")
    return [_content(part, f"{path}.parts[{at}]") for at, part in enumerate(parts)]


def _content(part: Json, path: str) -> Json:
    data = [name for name in _DATA if name in part]
    if len(data) != 1:
        wrong = "must have one initialized field" if not data else f"is set by {' and '.join(data)}"
        raise _invalid(f"{path}.data", f"required oneof field 'data' {wrong}")
    (name,) = data
    value = part[name]
    if name == "text":
        return _text(value)
    if name == "inline_data":
        return _media(value.get("mime_type", ""), data=value.get("data", ""))
    if name == "file_data":
        if not value.get("file_uri"):
            raise _invalid(f"{path}.file_data.file_uri", "must not be empty.")
        return _media(value.get("mime_type"), uri=value["file_uri"])
    return _text(compact(value).decode())


def _media(mime_type: str | None, **source: Any) -> Json:
    if mime_type is not None:
        check_mime_type(mime_type)
    return {"type": media_type(mime_type), "mime_type": mime_type, **source}


def _text(text: str) -> Json:
    return {"text": text, "type": "text"}


def _invalid(path: str, complaint: str) -> InvalidRequest:
    return InvalidRequest(f"* {path}: {complaint}\n")
