"""The steps of a request, and every shape of `input` as a list of them.

docs/wire/interactions.md 2.3 has the shapes, 4.1 the step types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from fake_gemini.errors import InvalidInput, InvalidRequest, NotImitated
from fake_gemini.signatures import is_sound
from fake_gemini.turn import Json
from fake_gemini.wire.contents import CONTENTS, Part, check_content
from fake_gemini.wire.violations import discriminated, validated

Check = Callable[[Any, str], None]

# More in one list is a mistake, and would keep everybody else waiting. The limit is ours.
MOST = 10_000

# Steps that come with tools and agents.
TOOL_STEPS = (
    "function_call",
    "function_result",
    "google_search_call",
    "google_search_result",
    "url_context_call",
    "url_context_result",
    "code_execution_call",
    "code_execution_result",
    "file_search_call",
    "file_search_result",
    "google_maps_call",
    "google_maps_result",
    "mcp_server_tool_call",
    "mcp_server_tool_result",
    "retrieval_call",
    "retrieval_result",
    "tool_search_call",
    "tool_search_result",
    "processing_call",
    "processing_result",
)


class UserInput(Part):
    type: Literal["user_input"]
    content: Any


class ModelOutput(Part):
    type: Literal["model_output"]
    content: Any = None
    error: dict[str, Any] | None = None


class Thought(Part):
    type: Literal["thought"]
    signature: str | None = None
    summary: Any = None


def read_input(value: Any) -> tuple[Json, ...]:
    """Return the checked `input` of a create as steps, or raise the documented refusal."""
    _check_input(value)
    return as_steps(value)


def as_steps(value: Any) -> tuple[Json, ...]:
    """Return an `input` as steps; it was checked when it came."""
    if isinstance(value, str):
        return (_user_step([{"text": value, "type": "text"}]),)
    listed = value if isinstance(value, list) else [value]
    if listed[0]["type"] in _STEP_KINDS:
        return tuple(map(_with_content_list, listed))
    return (_user_step(listed),)


def _check_input(value: Any) -> None:
    if isinstance(value, dict):
        check = _check_step if value.get("type") in _STEP_KINDS else check_content
        check(value, "input")
    elif not isinstance(value, str | list):
        raise InvalidInput("input", hint="A string, a content, a list of contents or steps.")
    elif not value:
        raise InvalidRequest("The parameter 'input' is empty.")
    elif isinstance(value, list):
        _check_list(value)


def _check_list(value: list[Any]) -> None:
    if len(value) > MOST:
        raise InvalidInput("input", hint=f"At most {MOST} contents or steps are accepted.")
    if isinstance(value[0], dict) and value[0].get("type") in _STEP_KINDS:
        for at, step in enumerate(value):
            _check_step(step, f"input[{at}]")
        return
    discriminated(value[0], (*CONTENTS, *_IMITATED_KINDS), "input[0]")
    _check_contents(value, "input")


def _user_step(contents: list[Json]) -> Json:
    return {"content": contents, "type": "user_input"}


def _with_content_list(step: Json) -> Json:
    content = step.get("content")
    if isinstance(content, str):
        return {**step, "content": [{"text": content, "type": "text"}]}
    return step


def _check_step(value: Any, path: str) -> None:
    _CHECKS[discriminated(value, _CHECKS, path)](value, path)


def _check_contents(value: Any, path: str, *, may_be_empty: bool = False) -> None:
    if not isinstance(value, list) or not (value or may_be_empty):
        raise InvalidInput(path, hint="A list of contents is expected.")
    if len(value) > MOST:
        raise InvalidInput(path, hint=f"At most {MOST} contents are accepted.")
    for at, content in enumerate(value):
        if isinstance(content, dict) and content.get("type") == "function_result":
            raise NotImitated("function_result")
        check_content(content, f"{path}[{at}]")


def _check_user_input(value: Any, path: str) -> None:
    content = validated(UserInput, value, path).content
    if not isinstance(content, str):
        _check_contents(content, f"{path}.content")
    elif not content:
        raise InvalidInput(f"{path}.content")


def _check_model_output(value: Any, path: str) -> None:
    content = validated(ModelOutput, value, path).content
    if content is not None:
        _check_contents(content, f"{path}.content", may_be_empty=True)


def _check_thought(value: Any, path: str) -> None:
    thought = validated(Thought, value, path)
    if thought.signature is not None and not is_sound(thought.signature):
        raise InvalidRequest("Corrupted thought signature.")
    if thought.summary is not None:
        _check_summary(thought.summary, f"{path}.summary")


def _check_summary(value: Any, path: str) -> None:
    if not isinstance(value, list):
        raise InvalidInput(path)
    for at, content in enumerate(value):
        discriminated(content, ("text", "image"), f"{path}[{at}]")
        check_content(content, f"{path}[{at}]")


def _refuse_tool_step(value: Any, path: str) -> None:
    raise NotImitated(value["type"])


_CHECKS: Mapping[str, Check] = {
    "user_input": _check_user_input,
    "model_output": _check_model_output,
    "thought": _check_thought,
    **dict.fromkeys(TOOL_STEPS, _refuse_tool_step),
}
_STEP_KINDS = tuple(_CHECKS)
_IMITATED_KINDS = tuple(kind for kind in _STEP_KINDS if kind not in TOOL_STEPS)
assert not set(_STEP_KINDS) & set(CONTENTS), "a type would name a step and a content"
