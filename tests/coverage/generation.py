"""The parameters of `generation_config`."""

from __future__ import annotations

import httpx
from google.genai._gaos.types import interactions

from tests.api import Json
from tests.coverage import sdk, transcription
from tests.coverage.asking import adds, answer, body, creates, ends, says, usage
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, rows
from tests.coverage.tables import prose, section, table
from tests.coverage.tools import CALLING
from tests.coverage.transcription import HEARD

_PROSE = prose(
    "Words of a reply that nothing determines are made up from the whole request; a parameter"
    " that only a real model would feel changes those."
)

_TOP_K = "top_k"
_ANY = "any other name"


def page(fakes: Fakes) -> str:
    fields = (*sdk.fields_of(interactions.GenerationConfig), _TOP_K, _ANY)
    levels = sdk.values_of(interactions.ThinkingLevel)
    return section(
        "generation_config",
        _PROSE,
        table("parameter", rows(fields, _PARAMETERS, fakes)),
        table("`thinking_level`", rows(levels, _LEVELS, fakes)),
        table("field of `transcription_config`", transcription.field_rows(fakes)),
    )


def _sets(name: str, value: object, beside: Json | None = None, **more: object) -> Probe:
    return adds(name, {"generation_config": {name: value}}, beside, **more)


def _summarized(reply: httpx.Response) -> bool:
    return "summary" in body(reply)["steps"][0]


_PARAMETERS = (
    _sets(
        "max_output_tokens",
        100,
        {"input": "Count from 1 to 500."},
        shows=ends("incomplete"),
        remark="thought tokens count against it",
    ),
    _sets(
        "stop_sequences",
        [" 4,"],
        {"input": "Count from 1 to 5."},
        shows=lambda reply: answer(reply) == "1, 2, 3,",
    ),
    _sets("thinking_level", "minimal", shows=lambda reply: not _thought(reply), remark="see below"),
    _sets("thinking_summaries", "auto", shows=_summarized, remark="`none` is the default"),
    _sets(
        "tool_choice",
        "any",
        {"tools": CALLING},
        shows=ends("requires_action"),
        remark="see Tools",
    ),
    _sets("seed", 7),
    _sets("temperature", 0.1, remark="0 to 2, otherwise refused"),
    _sets("top_p", 0.5, remark="0 to 1, otherwise refused"),
    _sets(_TOP_K, 3),
    _sets("speech_config", [{"voice": "Kore"}]),
    _sets(
        "transcription_config",
        {"mode": "verbatim"},
        {"input": HEARD},
        shows=says("Nothing was heard"),
        remark="a transcript that is made up; needs an audio in `input`",
    ),
    _sets("video_config", {"task": "edit"}),
    _sets("image_config", {"image_size": "1K"}),
    adds(
        _ANY,
        {"generation_config": {"candidate_count": 2}},
        label=_ANY,
        remark="with a warning in the log",
    ),
)


def _thought(reply: httpx.Response) -> int:
    return usage(reply, "total_thought_tokens")


def _thinks(level: str, least: int, most: int) -> Probe:
    def shows(reply: httpx.Response) -> bool:
        return least <= _thought(reply) <= most

    config = {"generation_config": {"thinking_level": level}}
    tokens = f"{least} to {most} thought tokens" if most else "no thought tokens"
    return Probe(level, creates(**config), shows=shows, remark=tokens)


_LEVELS = (
    _thinks("minimal", 0, 0),
    _thinks("low", 8, 40),
    _thinks("medium", 24, 90),
    _thinks("high", 40, 160),
    _thinks("xhigh", 160, 640),
)
