"""Checks the `input` of a create, all but plain text (docs/wire/interactions.md 2.3, 4.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from fake_gemini.errors import InvalidInput, InvalidRequest
from fake_gemini.signatures import is_sound
from fake_gemini.wire.checks import discriminated
from fake_gemini.wire.contents import Part, check_content
from fake_gemini.wire.kinds import CONTENT_KINDS, SERVER_STEPS, STEP_KINDS
from fake_gemini.wire.violations import validated

Check = Callable[[Any, str], None]

# More in one list is a mistake, and would keep everybody else waiting. The limit is ours.
MOST = 10_000


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


class FunctionCall(Part):
    type: Literal["function_call"]
    id: str
    name: str
    arguments: dict[str, Any]
    # A client sends back what it got: a streamed call has an empty one.
    signature: str | None = None


class FunctionResult(Part):
    type: Literal["function_result"]
    call_id: str
    result: Any
    name: str | None = None
    is_error: bool | None = None
    signature: str | None = None


class ServerStep(Part):
    """A call or result of the server's own tools: a history has it, and here it says nothing."""

    type: Literal[SERVER_STEPS]  # type: ignore[valid-type]
    id: str | None = None
    call_id: str | None = None
    name: str | None = None
    server_name: str | None = None
    arguments: dict[str, Any] | None = None
    result: Any = None
    is_error: bool | None = None
    search_type: str | None = None
    retrieval_type: str | None = None
    signature: str | None = None


def check_input(value: Any) -> None:
    """Raise the documented refusal of an `input` that is not text."""
    if isinstance(value, dict):
        check = check_step if value.get("type") in STEP_KINDS else check_content
        check(value, "input")
    elif not isinstance(value, list):
        raise InvalidInput(
            "input", hint="A string, a content, a list of contents or steps is expected."
        )
    elif not value:
        raise InvalidRequest("The parameter 'input' is empty.")
    else:
        _check_list(value)


def _check_list(value: list[Any]) -> None:
    if len(value) > MOST:
        raise InvalidInput("input", hint=f"At most {MOST} contents or steps are accepted.")
    if isinstance(value[0], dict) and value[0].get("type") in STEP_KINDS:
        for at, step in enumerate(value):
            check_step(step, f"input[{at}]")
        return
    discriminated(value[0], (*CONTENT_KINDS, *STEP_KINDS), "input[0]")
    _check_contents(value, "input")


def check_step(value: Any, path: str) -> None:
    """Raise unless `value` is one step."""
    _CHECKS[discriminated(value, STEP_KINDS, path)](value, path)


def _check_contents(value: Any, path: str, *, may_be_empty: bool = False) -> None:
    _check_parts(value, path, check_content, may_be_empty=may_be_empty)


def _check_parts(value: Any, path: str, check: Check, *, may_be_empty: bool = False) -> None:
    if not isinstance(value, list) or not (value or may_be_empty):
        raise InvalidInput(path, hint="A list of contents is expected.")
    if len(value) > MOST:
        raise InvalidInput(path, hint=f"At most {MOST} contents are accepted.")
    for at, part in enumerate(value):
        check(part, f"{path}[{at}]")


def _check_user_input(value: Any, path: str) -> None:
    content = validated(UserInput, value, path).content
    if not isinstance(content, str):
        _check_parts(content, f"{path}.content", _check_user_content)
    elif not content:
        raise InvalidInput(f"{path}.content")


def _check_user_content(value: Any, path: str) -> None:
    # Not in the schema, but in daily use (docs/wire/interactions.md 2.3).
    is_result = isinstance(value, dict) and value.get("type") == "function_result"
    (_check_result if is_result else check_content)(value, path)


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


def _check_call(value: Any, path: str) -> None:
    call = validated(FunctionCall, value, path)
    for name in ("id", "name"):
        if not getattr(call, name):
            raise InvalidInput(f"{path}.{name}", hint="It is empty.")


def _check_result(value: Any, path: str) -> None:
    result = validated(FunctionResult, value, path).result
    if isinstance(result, list):
        _check_parts(result, f"{path}.result", _check_result_part, may_be_empty=True)
    elif not isinstance(result, str | dict):
        hint = "An object, a string or a list of contents is expected."
        raise InvalidInput(f"{path}.result", hint=hint)


def _check_result_part(value: Any, path: str) -> None:
    # A search for tools has functions as its result; they are not contents.
    if discriminated(value, (*CONTENT_KINDS, "function"), path) != "function":
        check_content(value, path)


def _check_server_step(value: Any, path: str) -> None:
    validated(ServerStep, value, path)


_CHECKS: Mapping[str, Check] = {
    "user_input": _check_user_input,
    "model_output": _check_model_output,
    "thought": _check_thought,
    "function_call": _check_call,
    "function_result": _check_result,
    **dict.fromkeys(SERVER_STEPS, _check_server_step),
}
