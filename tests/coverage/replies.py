"""What replies have, and what they never have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from google.genai._gaos.types import interactions
from pydantic import BaseModel

from fake_gemini.wire.kinds import SERVER_STEPS
from tests.coverage import sdk
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Stale, Verdict
from tests.coverage.seen import Thing, seen
from tests.coverage.tables import Row, code, prose, section, table

_PROSE = prose(
    "The last column says what a name was seen with; beside a name that never occurs it says what"
    " it would come with."
)
_TOOLS = "comes with built-in tools"
_MEDIA = "comes with media output"
_AGENTS = "comes with calls that an agent answers itself"
_NO_ECHO = "not echoed, as in no recording (docs/wire/interactions.md 3.1)"
_AT_THE_END = "usage is told once, at the end"

# Why a name does not occur, by its kind.
_WHY: dict[str, dict[str, str]] = {
    "status": {"queued": "a run begins at once"},
    "event": {
        "interaction.status_update.usage": _AT_THE_END,
        "step.stop.usage": _AT_THE_END,
        "step.stop.step_usage": _AT_THE_END,
        "step.delta.metadata": _AT_THE_END,
    },
    "delta": {"function_result": _AGENTS, "text_annotation_delta": _TOOLS},
    "step": {"model_output.error": "a failed turn has `errors` and no steps"},
    "field": {
        "environment_id": "comes with `environment`",
        **dict.fromkeys(
            "agent_config cached_content environment generation_config labels response_format"
            " response_mime_type response_modalities safety_settings system_instruction tools"
            " webhook_config".split(),
            _NO_ECHO,
        ),
    },
    "usage": {
        "cached_tokens_by_modality": "nothing is cached",
        "grounding_tool_count": _TOOLS,
        "tool_use_tokens_by_modality": _TOOLS,
        "output_tokens_by_modality": _MEDIA,
        "initial_input_tokens": "in no recording",
    },
    "content": dict.fromkeys(("image", "audio", "video", "document"), _MEDIA),
    "annotation": {
        **dict.fromkeys(("file_citation", "place_citation", "url_citation"), _TOOLS),
        "speech_metadata": _MEDIA,
        "word_info": "comes with transcription",
    },
    "modality": {},
}
_WHY["delta"] |= _WHY["content"]


def page(fakes: Fakes) -> str:
    found = seen(fakes)
    steps = sdk.types_of(interactions.Step)
    events = sdk.types_of(interactions.InteractionSSEEvent)
    made = {kind: model for kind, model in steps.items() if ("step", kind) in found}
    tables = {
        "status": ("status", sdk.values_of(interactions.InteractionStatus)),
        "field": ("field", (*sorted(sdk.reply_fields()), "object")),
        "step": ("step", (*steps, *_fields(made))),
        "content": ("content of a `model_output`", sdk.types_of(interactions.Content)),
        "annotation": ("annotation", sdk.types_of(interactions.Annotation)),
        "usage": ("field of `usage`", sdk.fields_of(interactions.Usage)),
        "modality": ("modality of the input", sdk.values_of(interactions.ResponseModality)),
        "event": ("event", (*events, *_fields(events))),
        "delta": ("delta", sdk.types_of(interactions.StepDeltaData)),
    }
    return section(
        "Replies",
        _PROSE,
        *(table(head, _rows(kind, names, found)) for kind, (head, names) in tables.items()),
    )


def _fields(types: Mapping[str, type[BaseModel]]) -> Iterator[str]:
    return (f"{kind}.{name}" for kind, model in types.items() for name in sdk.fields_of(model))


def _rows(kind: str, names: Iterable[str], found: Mapping[Thing, str]) -> list[Row]:
    rows = [_row(kind, name, found.get((kind, name))) for name in names]
    return sorted(rows, key=lambda row: row.here != Verdict.IMITATED)


def _row(kind: str, name: str, title: str | None) -> Row:
    if title is not None:
        return Row(code(name), Verdict.IMITATED, title)
    why = _why(kind, name)
    return Row(code(name), Verdict.NOT_YET if why.startswith("comes with") else Verdict.NEVER, why)


def _why(kind: str, name: str) -> str:
    if name in _WHY[kind]:
        return _WHY[kind][name]
    if name in SERVER_STEPS:
        return _TOOLS
    raise Stale(f"no reply had the {kind} {name}: add a flow, or say why in {__name__}")
