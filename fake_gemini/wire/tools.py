"""`tools` and `tool_choice`: what a model may call (docs/wire/interactions.md 2.5, 2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_gemini.errors import InvalidInput, InvalidRequest, NotImitated
from fake_gemini.turn import Json
from fake_gemini.wire.checks import discriminated, one_of, refuse_unknown_keys

# The list of a real refusal, and what only the SDKs know.
TOOLS = (
    "function",
    "code_execution",
    "mcp_server",
    "filesystem",
    "google_maps",
    "google_search",
    "bash",
    "computer_use",
    "file_search",
    "url_context",
    "tool_search",
    "retrieval",
)
MODES = ("auto", "any", "none", "validated")

_TEXTS = ("name", "description", "short_description")
_FIELDS = ("type", *_TEXTS, "parameters", "defer_loading")

# More in one request is a mistake. The limit is ours.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Function:
    """A declared function. `parameters` is a JSON Schema or None, `path` where it stands."""

    name: str
    description: str
    parameters: Any
    path: str


@dataclass(frozen=True, slots=True)
class ToolChoice:
    """How the model may call: a mode, and the names it is limited to where that is not None."""

    mode: str = "auto"
    names: tuple[str, ...] | None = None

    def allows(self, function: Function) -> bool:
        return self.mode != "none" and (self.names is None or function.name in self.names)


AUTO = ToolChoice()


def read_tools(tools: Any) -> tuple[Function, ...]:
    """Return the functions of a create, or raise the documented refusal."""
    if tools is None:
        return ()
    if not isinstance(tools, list):
        raise InvalidInput("tools", hint="A list of tools is expected.")
    if len(tools) > MOST:
        raise InvalidInput("tools", hint=f"At most {MOST} tools are accepted.")
    kinds = [discriminated(tool, TOOLS, f"tools[{at}]") for at, tool in enumerate(tools)]
    for kind in kinds:
        if kind != "function":
            raise NotImitated(f"tools of type {kind}")
    functions = [_function(tool, f"tools[{at}]") for at, tool in enumerate(tools)]
    _refuse_repeated(functions)
    return tuple(functions)


def read_tool_choice(value: Any, functions: tuple[Function, ...]) -> ToolChoice:
    """Return the choice among `functions`, or raise the documented refusal."""
    if value is None:
        return AUTO
    if not functions:
        raise InvalidRequest("Function calling config is set without function_declarations.")
    if isinstance(value, str):
        return ToolChoice(one_of(value, MODES, "tool_choice", "generation_config"))
    path = "generation_config.tool_choice"
    if not isinstance(value, dict):
        raise InvalidInput(path, hint="A mode or {'allowed_tools': ...} is expected.")
    refuse_unknown_keys(value, ("allowed_tools",), path)
    allowed = value.get("allowed_tools")
    return AUTO if allowed is None else _allowed(allowed, f"{path}.allowed_tools", functions)


def _allowed(value: Any, path: str, functions: tuple[Function, ...]) -> ToolChoice:
    if not isinstance(value, dict):
        raise InvalidInput(path, hint="An object with 'mode' and 'tools' is expected.")
    refuse_unknown_keys(value, ("mode", "tools"), path)
    mode, names = value.get("mode"), value.get("tools")
    mode = "auto" if mode is None else one_of(mode, MODES, "mode", path)
    if not isinstance(names, list | None):
        raise InvalidInput(f"{path}.tools", hint="A list of function names is expected.")
    if not names:
        return ToolChoice(mode)
    declared = {function.name for function in functions}
    for at, name in enumerate(names):
        if not isinstance(name, str) or name not in declared:
            raise InvalidInput(f"{path}.tools[{at}]", hint="It names no function of 'tools'.")
    return ToolChoice(mode, tuple(names))


def _function(tool: Json, path: str) -> Function:
    refuse_unknown_keys(tool, _FIELDS, path)
    texts = [_text(tool, name, path) for name in _TEXTS]
    if not texts[0]:
        raise InvalidInput(f"{path}.name", hint="A function has a name.")
    if not isinstance(tool.get("defer_loading"), bool | None):
        raise InvalidInput(f"{path}.defer_loading", hint="true or false is expected.")
    parameters = tool.get("parameters")
    if not isinstance(parameters, dict | None):
        raise InvalidInput(f"{path}.parameters", hint="A JSON Schema of an object is expected.")
    return Function(texts[0], " ".join(filter(None, texts[1:])), parameters, f"{path}.parameters")


def _text(tool: Json, name: str, path: str) -> str:
    value = tool.get(name)
    if not isinstance(value, str | None):
        raise InvalidInput(f"{path}.{name}", hint="A string is expected.")
    return value or ""


def _refuse_repeated(functions: list[Function]) -> None:
    names: set[str] = set()
    for at, function in enumerate(functions):
        if function.name in names:
            raise InvalidInput(f"tools[{at}].name", hint="Another function has this name already.")
        names.add(function.name)
