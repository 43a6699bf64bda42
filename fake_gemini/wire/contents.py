"""The content types of a request (docs/wire/interactions.md 2.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from fake_gemini.errors import InvalidInput
from fake_gemini.wire.base64 import decoded
from fake_gemini.wire.checks import discriminated
from fake_gemini.wire.mime_types import check_mime_type
from fake_gemini.wire.violations import validated


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


# JSON has one kind of number: 2.0 is a whole one. All that are read have 64 bits.
Whole = Annotated[int, Field(ge=-(2**63), le=2**63 - 1), BeforeValidator(_whole)]
Resolution = Literal["low", "medium", "high", "ultra_high"]


class Part(BaseModel):
    """An object of the request: exact types, no unknown keys."""

    # Most processes see text only, so each validator is built when it is first needed.
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Text(Part):
    type: Literal["text"]
    text: str
    annotations: list[dict[str, Any]] | None = None


class Media(Part):
    data: str | None = None
    uri: str | None = None
    mime_type: str | None = None


class Image(Media):
    type: Literal["image"]
    resolution: Resolution | None = None


class Span(Part):
    type: Literal["static"]
    start_offset: str | None = None
    end_offset: str | None = None


class Audio(Media):
    type: Literal["audio"]
    sample_rate: Whole | None = None
    channels: Whole | None = None
    processing: Literal["static"] | Span | None = None


class VideoSpan(Span):
    fps: float | None = None
    content_layers: list[Literal["frames", "audio", "transcript"]] | None = None


class Video(Media):
    type: Literal["video"]
    resolution: Resolution | None = None
    name: str | None = None
    processing: Literal["static", "agentic"] | VideoSpan | None = None


class Pages(Part):
    start_page: Whole | None = None
    end_page: Whole | None = None
    content_layers: list[Literal["page_image", "page_text"]] | None = None


class Sheets(Part):
    sheet_index: Whole | None = None
    visible_cells: Any = None
    content_layers: list[Literal["visual", "data", "formulas"]] | None = None


class DocumentSpan(Part):
    type: Literal["static"]
    page_options: Pages | None = None
    spreadsheet_options: Sheets | None = None


class Document(Media):
    type: Literal["document"]
    resolution: Resolution | None = None
    processing: Literal["static"] | DocumentSpan | None = None


CONTENTS: Mapping[str, type[Part]] = {
    "text": Text,
    "image": Image,
    "audio": Audio,
    "video": Video,
    "document": Document,
}

_OFFSET = re.compile(r"\d{1,9}(\.\d{1,9})?s", re.A)


def check_content(value: Any, path: str) -> None:
    """Raise unless `value` is one Content."""
    model = CONTENTS[discriminated(value, CONTENTS, path)]
    part = validated(model, value, path)
    if isinstance(part, Media):
        _check_source(part, path)
    if isinstance(part, Audio | Video) and isinstance(part.processing, Span):
        _check_span(part.processing, f"{path}.processing")


def _check_source(media: Media, path: str) -> None:
    if (media.data is None) == (media.uri is None):
        raise InvalidInput(path, hint="Exactly one of 'data' and 'uri' is needed.")
    if media.data is not None and not decoded(media.data):
        raise InvalidInput(f"{path}.data", hint="It is not the base64 of any bytes.")
    if media.mime_type is not None:
        check_mime_type(media.mime_type)


def _check_span(span: Span, path: str) -> None:
    ends = []
    for offset in (span.start_offset, span.end_offset):
        if offset is not None and not _OFFSET.fullmatch(offset):
            raise InvalidInput(path)
        ends.append(float(offset[:-1]) if offset is not None else None)
    start, end = ends
    if start is not None and end is not None and start >= end:
        raise InvalidInput(path)
