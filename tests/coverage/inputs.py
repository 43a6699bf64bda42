"""What an `input` can be."""

from __future__ import annotations

from tests.coverage import contents, steps
from tests.coverage.asking import creates, says
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, rows
from tests.coverage.steps import ANSWERED, CALL, RESULT, SAID
from tests.coverage.tables import prose, section, table

_PROSE = prose(
    "The default model quotes what it is told and says what is attached; it understands "
    "nothing. It obeys `Reply with exactly: ...`, `Count from A to B`, `Repeat your previous "
    "reply` and `End every reply with ...`, also as system instruction."
)

_HELLO = {"type": "text", "text": "Hello"}


def page(fakes: Fakes) -> str:
    shapes = rows([probe.name for probe in _SHAPES], _SHAPES, fakes)
    return section(
        "Input",
        _PROSE,
        table("shape", shapes),
        *steps.tables(fakes),
        *contents.tables(fakes),
    )


def _shape(name: str, input: object, shows: str = "", remark: str = "") -> Probe:
    shown = says(shows) if shows else None
    return Probe(name, creates(input=input), shows=shown, label=name, remark=remark)


_ECHO = 'You said: "Hello"'
_SHAPES = (
    _shape("a string", "Hello", _ECHO),
    _shape("one content", _HELLO, _ECHO),
    _shape("a list of contents", [_HELLO, _HELLO], "Hello"),
    _shape("one step", SAID, _ECHO),
    _shape("a list of steps", [SAID, ANSWERED, SAID], _ECHO),
    _shape(
        "`content` of a `user_input` as a string",
        [{"type": "user_input", "content": "Hello"}],
        _ECHO,
    ),
    _shape(
        "`function_result` among the contents of a `user_input`",
        [SAID, CALL, {"type": "user_input", "content": [RESULT]}],
        "returned: sunny",
        "as one client sends it",
    ),
    _shape("contents and steps in one list", [_HELLO, SAID]),
    _shape("turns with `role`, as before June 2026", [{"role": "user", "content": "Hello"}]),
    _shape('empty: `""`, `[]`', []),
)
