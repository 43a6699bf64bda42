"""Tools, and how a model is told to use them."""

from __future__ import annotations

from google.genai._gaos.types import interactions

from fake_gemini.wire import tools as wire
from tests.api import Json
from tests.coverage import facts, sdk
from tests.coverage.asking import adds, creates, ends
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, rows
from tests.coverage.tables import prose, section, table

_PROSE = prose(
    "The default model calls a function in mode `any` always, otherwise when the input shares"
    " a word with its name or else with its description; arguments are valid against its "
    "schema and filled from the input where they can be. After the results it answers, and "
    "quotes them. `then` in the input makes rounds."
)

_PARAMETERS = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
}
_NAMED = {"type": "function", "name": "get_weather"}
CALLING = [{**_NAMED, "parameters": _PARAMETERS}]
OTHER = {"type": "function", "name": "book_table"}

_WEATHER = {"input": "Weather in Paris?"}
_CALLS = ends("requires_action")
_ANSWERS = ends("completed")


def page(fakes: Fakes) -> str:
    types = {*sdk.types_of(interactions.Tool), *facts.tools(), *wire.TOOLS}
    others = [adds(name, {"tools": [{"type": name}]}) for name in sorted(types - {"function"})]
    modes = (*sdk.values_of(interactions.ToolChoiceType), *sdk.fields_of(interactions.AllowedTools))
    return section(
        "Tools",
        _PROSE,
        table("tool", rows(types, (_FUNCTION, *others), fakes)),
        table("field of a function", rows(sdk.fields_of(interactions.Function), _FIELDS, fakes)),
        table("`tool_choice`", rows((*modes, _WITHOUT), _CHOICES, fakes)),
    )


def _declares(function: Json, plain: Json, name: str, **more: object) -> Probe:
    return adds(name, {"tools": [function]}, {"tools": [plain], **_WEATHER}, **more)


_FUNCTION = adds(
    "function", {"tools": CALLING}, _WEATHER, shows=_CALLS, remark="several calls at once too"
)
_UNFIT = {"type": "function", "name": "look_up"}
_FIELDS = (
    Probe("name", creates(tools=CALLING, **_WEATHER), creates(tools=[_UNFIT], **_WEATHER), _CALLS),
    _declares(
        {**_UNFIT, "description": "Tells the weather"},
        _UNFIT,
        "description",
        shows=_CALLS,
        remark="read where no name fits",
    ),
    _declares(
        {**_UNFIT, "short_description": "Tells the weather"},
        _UNFIT,
        "short_description",
        shows=_CALLS,
        remark="read where no name fits",
    ),
    _declares(
        {**_NAMED, "parameters": _PARAMETERS},
        _NAMED,
        "parameters",
        shows=lambda reply: '"city": "Paris"' in reply.text,
        remark="a JSON Schema, see there",
    ),
    _declares({**_NAMED, "defer_loading": True}, _NAMED, "defer_loading"),
)

_WITHOUT = "without functions"


def _chooses(name: str, choice: object, input: str, **more: object) -> Probe:
    beside = {"tools": [*CALLING, OTHER], "input": input}
    return adds(name, {"generation_config": {"tool_choice": choice}}, beside, **more)


def _allows(name: str, allowed: Json, input: str, **more: object) -> Probe:
    label = f"`allowed_tools.{name}`"
    return _chooses(name, {"allowed_tools": allowed}, input, label=label, **more)


_CHOICES = (
    Probe(
        "auto",
        creates(tools=CALLING, generation_config={"tool_choice": "auto"}, **_WEATHER),
        shows=_CALLS,
        remark="also when nothing is chosen",
    ),
    _chooses("any", "any", "Hello", shows=_CALLS),
    _chooses("none", "none", "Weather?", shows=_ANSWERS),
    Probe(
        "validated",
        creates(tools=CALLING, generation_config={"tool_choice": "validated"}, **_WEATHER),
        shows=_CALLS,
        remark="as `auto`: arguments are valid in every mode",
    ),
    _allows("mode", {"mode": "any"}, "Hello", shows=_CALLS),
    _allows(
        "tools",
        {"tools": ["book_table"]},
        "Weather?",
        shows=_ANSWERS,
    ),
    adds(_WITHOUT, {"generation_config": {"tool_choice": "auto"}}, label=_WITHOUT),
)
