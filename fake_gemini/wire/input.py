"""Every shape of `input` as a list of steps (docs/wire/interactions.md 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any

from fake_gemini.errors import InvalidRequest
from fake_gemini.turn import Json
from fake_gemini.wire.kinds import CONTENT_KINDS, ROLES, is_turn

_NO_STEPS: tuple[Json, ...] = ()


def read_input(value: Any, *, legacy: bool = False) -> tuple[Json, ...]:
    """Return the checked `input` of a create as steps, or raise the documented refusal.

    With `legacy` it is of the retired schema.
    """
    if isinstance(value, str):
        if not value:
            raise InvalidRequest("The parameter 'input' is empty.")
    # Not before it is needed: most processes see text only, and launch without the models.
    elif legacy:
        from fake_gemini.wire.legacy_input import check_legacy_input

        check_legacy_input(value)
    else:
        from fake_gemini.wire.steps import check_input

        check_input(value)
    return as_steps(value)


def as_steps(value: Any) -> tuple[Json, ...]:
    """Return an `input` as steps; it was checked when it came. There may have been none."""
    if isinstance(value, str):
        return (_user_step([{"text": value, "type": "text"}]),)
    if value is None:
        return _NO_STEPS
    listed = value if isinstance(value, list) else [value]
    return tuple(_steps(listed, "user_input"))


def _steps(listed: Iterable[Json], speaker: str) -> Iterator[Json]:
    """Steps as they are; the contents between them are one step of the speaker each."""
    for is_content, group in groupby(listed, _is_content):
        parts = list(group)
        if is_content:
            yield {"content": parts, "type": speaker}
        else:
            yield from chain.from_iterable(map(_spelled_out, parts))


def contents_of(step: Json) -> list[Json]:
    """Return the contents of a step, also those that the result of a call is made of."""
    if (contents := step.get("content")) is not None:
        return contents  # type: ignore[no-any-return]
    result = step.get("result")
    if step["type"] != "function_result" or not isinstance(result, list):
        return []
    return [part for part in result if part["type"] in CONTENT_KINDS]


def _user_step(contents: list[Json]) -> Json:
    return {"content": contents, "type": "user_input"}


def _spelled_out(step: Json) -> Iterator[Json]:
    content = step.get("content")
    if is_turn(step):
        listed = (
            [{"text": content, "type": "text"}] if isinstance(content, str) else step["content"]
        )
        yield from _steps(listed, ROLES[step["role"]])
    elif isinstance(content, str):
        yield {**step, "content": [{"text": content, "type": "text"}]}
    elif step["type"] == "user_input" and any(map(_is_result, content or ())):
        # One client sends results among the contents; they are the steps of that name.
        for is_result, group in groupby(content or (), _is_result):
            parts = list(group)
            yield from parts if is_result else [_user_step(parts)]
    else:
        yield step


def _is_content(part: Json) -> bool:
    return part.get("type") in CONTENT_KINDS


def _is_result(content: Json) -> bool:
    return bool(content["type"] == "function_result")
