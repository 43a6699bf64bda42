"""The `input` of the retired schema: turns with a role, or one flat list of whatever was said.

docs/wire/interactions.md 5.5. `wire/input.py` turns it into steps like any other.
"""

from __future__ import annotations

from typing import Any

from fake_gemini.errors import InvalidInput, InvalidRequest
from fake_gemini.wire.checks import discriminated, one_of, refuse_unknown_keys
from fake_gemini.wire.contents import check_content
from fake_gemini.wire.kinds import CONTENT_KINDS, ROLES, STEP_KINDS, is_turn
from fake_gemini.wire.steps import MOST, check_step

# Thoughts, calls and results were contents; the two steps that hold contents came later.
_KINDS = (*CONTENT_KINDS, *(kind for kind in STEP_KINDS if kind not in ROLES.values()))


def check_legacy_input(value: Any) -> None:
    """Raise the refusal of an `input` that is not text and not of the retired schema."""
    if isinstance(value, dict):
        _check_part(value, "input")
    elif not isinstance(value, list):
        raise InvalidInput(
            "input", hint="A string, a content, a list of contents or turns is expected."
        )
    elif not value:
        raise InvalidRequest("The parameter 'input' is empty.")
    else:
        _check_list(value, "input", may_be_turns=True)


def _check_list(value: list[Any], path: str, *, may_be_turns: bool = False) -> None:
    if len(value) > MOST:
        raise InvalidInput(path, hint=f"At most {MOST} contents or turns are accepted.")
    check = _check_turn if may_be_turns and is_turn(value[0]) else _check_part
    for at, part in enumerate(value):
        check(part, f"{path}[{at}]")


def _check_turn(value: Any, path: str) -> None:
    if not isinstance(value, dict):
        raise InvalidInput(path, hint="A turn is expected, with 'role' and 'content'.")
    refuse_unknown_keys(value, ("role", "content"), path)
    one_of(value.get("role"), ROLES, "role", path)
    content = value.get("content")
    if isinstance(content, list) and content:
        _check_list(content, f"{path}.content")
    elif not isinstance(content, str) or not content:
        raise InvalidInput(f"{path}.content", hint="A string or a list of contents is expected.")


def _check_part(value: Any, path: str) -> None:
    is_content = discriminated(value, _KINDS, path) in CONTENT_KINDS
    (check_content if is_content else check_step)(value, path)
