"""The fields of `transcription_config`."""

from __future__ import annotations

from collections.abc import Iterator

from google.genai._gaos.types import interactions

from tests.api import Json
from tests.coverage import sdk
from tests.coverage.asking import creates, says
from tests.coverage.contents import DATA
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, rows
from tests.coverage.tables import Row

HEARD = [{"type": "audio", "data": DATA}]
MARKED: Json = {"diarization_mode": "speaker", "timestamp_granularities": ["word"]}

_FIELDS: Json = {
    "mode": "smart",
    "custom_vocabulary": ["Kyoto"],
    "adaptation_phrases": ["Kyoto"],
    "language_codes": ["en-US"],
    "language_hints": ["en-US"],
    **MARKED,
}
_MODES: Json = {"verbatim": MARKED, "smart": {"source_text": "Hello"}}
# What is heard in a transcript.
_SAID = {
    "custom_vocabulary": "Kyoto",
    "adaptation_phrases": "Kyoto",
    "mode.smart.source_text": "Hello",
}


def field_rows(fakes: Fakes) -> list[Row]:
    modes = sdk.types_of(interactions.TranscriptionMode)
    fields = (f"mode.{kind}.{name}" for kind in modes for name in sdk.fields_of(modes[kind]))
    known = (*sdk.fields_of(interactions.TranscriptionConfig), *fields)
    return rows(known, _probes(), fakes)


def _probes() -> Iterator[Probe]:
    for name, value in _FIELDS.items():
        yield _probe(name, {name: value}, {})
    for kind, fields in _MODES.items():
        for name, value in fields.items():
            mode = {"type": kind}
            yield _probe(f"mode.{kind}.{name}", {"mode": {**mode, name: value}}, {"mode": mode})


def _probe(name: str, config: Json, plain: Json) -> Probe:
    asked, without = (
        creates(input=HEARD, generation_config={"transcription_config": sent})
        for sent in (config, plain)
    )
    return Probe(name, asked, without, shows=says(_SAID[name]) if name in _SAID else None)
