"""The limits that are the fake's own, read where they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from fake_gemini import Settings
from fake_gemini.schemas import Limits
from fake_gemini.wire.generation_config import GenerationConfig
from tests.coverage.asking import creates
from tests.coverage.fakes import Fakes, message_of
from tests.coverage.probes import Ask, Stale, check_names
from tests.coverage.tables import Row, prose, quoted, section, table
from tests.coverage.transcription import HEARD

_PROSE = prose(
    "So that no request takes long. What stands in quotes is the refusal beyond a limit. Whole"
    " numbers have 64 bits."
)
_SCHEMA = {
    "depth": "levels of a value that is made (`--schema-depth`)",
    "nodes": "schemas in one schema (`--schema-nodes`)",
    "refs": "times that a schema comes back inside itself, where it need not (`--schema-refs`)",
    "branches": "ways through the `anyOf` and `oneOf` of one place",
    "items": "`minItems`, `minProperties`",
    "text": "`minLength`, and characters of a `pattern`",
    "positions": "characters of a `pattern` after its repetitions are written out",
    "values": "values inside the value",
    "effort": "steps to read a schema, and again to make a value",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A number, and what happens beyond it: `excess` is refused with the number."""

    label: str
    number: int
    beyond: str = ""
    excess: Ask | None = None

    def row(self, fakes: Fakes) -> Row:
        return Row(self.label, f"{self.number:,}", self.beyond or self._refusal(fakes))

    def _refusal(self, fakes: Fakes) -> str:
        if self.excess is None:
            return ""
        reply = self.excess(fakes)
        message = message_of(reply) if reply.status_code == 400 else ""
        if str(self.number) not in message:
            raise Stale(f"beyond {self.number} {self.label} there is no refusal that says so")
        return quoted(message)


def page(fakes: Fakes) -> str:
    limits = (*_of_requests(), *_of_answers(), *_of_refusals())
    return section(
        "Limits",
        _PROSE,
        table("limit", [limit.row(fakes) for limit in limits], "number"),
        table("of a JSON Schema", [limit.row(fakes) for limit in _of_schemas()], "number"),
    )


def _kept(module: str, name: str) -> int:
    return int(getattr(import_module(f"fake_gemini.{module}"), name))


def _of_requests() -> Iterator[Limit]:
    settings = Settings()
    inputs, tools = _kept("wire.steps", "MOST"), _kept("wire.tools", "MOST")
    depth = _kept("wire.json", "MAX_DEPTH")
    stops = GenerationConfig.model_json_schema()["properties"]["stop_sequences"]
    most_stops = stops["anyOf"][0]["maxItems"]
    yield Limit(
        "contents or steps in an `input`", inputs, excess=creates(input=[_TEXT] * (inputs + 1))
    )
    yield Limit("tools", tools, excess=creates(tools=[_TOOL] * (tools + 1)))
    yield Limit(
        "`stop_sequences`",
        most_stops,
        excess=creates(generation_config={"stop_sequences": ["a"] * (most_stops + 1)}),
    )
    words = _kept("wire.transcription", "MOST_WORDS")
    vocabulary = {"transcription_config": {"custom_vocabulary": ["a"] * (words + 1)}}
    yield Limit(
        "entries of `custom_vocabulary`",
        words,
        excess=creates(input=HEARD, generation_config=vocabulary),
    )
    yield Limit("levels of JSON", depth, excess=creates(input=_nested(depth + 1)))
    yield Limit("bytes of a JSON request", settings.max_body, "`--max-body`")
    yield Limit("bytes of a file", settings.max_file, "`--max-file`")
    yield Limit("bytes of all files of one key", settings.max_storage, "`--max-storage`")
    yield Limit(
        "bytes of lenient JSON (single quotes, trailing commas)",
        _kept("wire.lenient_json", "MAX_LENIENT"),
        "only strict JSON may be longer",
    )
    yield Limit("bytes of what is said of a file", _kept("routes.files", "MAX_METADATA"))
    yield Limit("bytes of a body for `/_fake/`", _kept("routes.control", "_LARGEST"))


_TEXT = {"type": "text", "text": "a"}
_TOOL = {"type": "function", "name": "f"}


def _nested(levels: int) -> Any:
    value: Any = "a"
    for _ in range(levels):
        value = [value]
    return value


def _of_answers() -> Iterator[Limit]:
    yield Limit("calls in one turn", _kept("replies.rounds", "_MOST"), "no more are made")
    yield Limit("rounds of calls about one input", _kept("replies.rounds", "_MOST_ROUNDS"))
    yield Limit(
        "calls of a chain that can be answered",
        _kept("replies.conversation", "_ANSWERABLE"),
        "the latest; others are unknown",
    )
    yield Limit(
        "latest inputs of a chain that an answer quotes",
        _kept("replies.conversation", "_LATEST"),
        "and the first",
    )
    yield Limit(
        "characters of an earlier input that an answer quotes",
        _kept("replies.conversation", "_LONGEST"),
        "shortened",
    )
    yield Limit(
        "characters of a question that later rounds of calls go on with",
        _kept("replies.conversation", "_LONGEST_ASKED"),
        "the rest is not looked at",
    )
    yield Limit(
        "characters of a reply that can be asked for again",
        _kept("replies.conversation", "_LONGEST_REPLIED"),
        "shortened",
    )
    yield Limit(
        "characters of an input in which functions are sought",
        _kept("replies.rounds", "_SEARCHED"),
        "the rest is not looked at",
    )
    yield Limit(
        "characters of a description that are compared with an input",
        _kept("replies.rounds", "_DESCRIBED"),
        "the rest is not looked at",
    )
    yield Limit(
        "values in results that arguments are filled from",
        _kept("replies.mentioned", "_MOST_VALUES"),
        "the first ones",
    )
    yield Limit(
        "characters of a text in which `Reply with exactly:` and the like are sought",
        _kept("replies.instructions", "_SOUGHT"),
        "the rest is not looked at",
    )
    yield Limit(
        "numbers that are counted",
        _kept("replies.instructions", "_LONGEST_COUNT"),
        "answered like any other input",
    )
    yield Limit("characters of text in one delta", _kept("wire.events", "LARGEST_PIECE"))


def _of_refusals() -> Iterator[Limit]:
    yield Limit("things wrong that one refusal names", _kept("wire.classic_refusals", "MOST"))
    yield Limit(
        "characters that a refusal repeats of each", _kept("errors", "_LONGEST"), "shortened"
    )
    yield Limit("warnings in the log for one request", _kept("wire.create", "_MOST_WARNINGS"))


def _of_schemas() -> Iterator[Limit]:
    limits = Limits()
    check_names(Limits.__dataclass_fields__, _SCHEMA)
    for name, label in _SCHEMA.items():
        yield Limit(label, getattr(limits, name))
