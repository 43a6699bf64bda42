"""A JSON value that knows where it stands, so that a check fails with the path of the difference.

Reading something that is not there, or is of another type, is an AssertionError: a check needs no
guard before it looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Characters of a value that a message shows.
_SHOWN = 200


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Value:
    """A value of a reply; `raw` is what `json.loads` made, `path` is `$.steps[0].type` and so on.

    `==` compares with plain JSON, as strictly as JSON does: `1` is not `true` and not `"1"`.
    """

    raw: Any
    path: str = "$"

    def __getitem__(self, key: str | int) -> Value:
        if isinstance(key, str):
            fields = self.fields
            assert key in fields, f"{self.path} has no {key!r}; it has {_names(list(fields))}"
            return fields[key]
        items = self.items
        assert -len(items) <= key < len(items), f"{self.path} has {len(items)} items, not [{key}]"
        return items[key]

    def __contains__(self, key: object) -> bool:
        return key in self.fields

    def __iter__(self) -> Iterator[Value]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __eq__(self, other: object) -> bool:
        return not differences(self.raw, other.raw if isinstance(other, Value) else other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.path}: {shown(self.raw)}"

    @property
    def fields(self) -> dict[str, Value]:
        """The members of an object."""
        assert isinstance(self.raw, dict), f"{self.path} is no object but {shown(self.raw)}"
        return {name: Value(raw, _below(self.path, name)) for name, raw in self.raw.items()}

    @property
    def items(self) -> Sequence[Value]:
        """The items of an array."""
        assert isinstance(self.raw, list), f"{self.path} is no array but {shown(self.raw)}"
        return [Value(raw, f"{self.path}[{index}]") for index, raw in enumerate(self.raw)]

    @property
    def only(self) -> Value:
        """The item of an array of one."""
        items = self.items
        assert len(items) == 1, f"{self.path} has {len(items)} items, expected one"
        return items[0]

    @property
    def text(self) -> str:
        assert isinstance(self.raw, str), f"{self.path} is no string but {shown(self.raw)}"
        return self.raw

    @property
    def whole(self) -> int:
        assert type(self.raw) is int, f"{self.path} is no whole number but {shown(self.raw)}"
        return self.raw

    def matches(self, pattern: str) -> re.Match[str]:
        """Demand a string that `pattern` describes from end to end."""
        found = re.fullmatch(pattern, self.text, re.ASCII)
        assert found, f"{self.path} is {shown(self.raw)}, not of the form {pattern}"
        return found

    def equals(self, expected: object) -> None:
        """Demand equality, naming each path that differs; better than `==` for whole objects."""
        wanted = expected.raw if isinstance(expected, Value) else expected
        found = differences(self.raw, wanted, self.path)
        assert not found, "\n".join(found)


def differences(actual: Any, expected: Any, path: str = "$") -> list[str]:
    """Return one line for each path at which two JSON values differ."""
    if isinstance(actual, dict) and isinstance(expected, dict):
        return [line for name in {**expected, **actual}
                for line in _member(actual, expected, name, path)]  # fmt: skip
    if isinstance(actual, list) and isinstance(expected, list) and len(actual) == len(expected):
        pairs = enumerate(zip(actual, expected, strict=True))
        return [line for index, pair in pairs for line in differences(*pair, f"{path}[{index}]")]
    same_kind = isinstance(actual, bool) == isinstance(expected, bool)
    if same_kind and actual == expected:
        return []
    return [f"{path} is {shown(actual)}, expected {shown(expected)}"]


def _member(
    actual: dict[str, Any], expected: dict[str, Any], name: str, path: str
) -> Iterator[str]:
    place = _below(path, name)
    if name not in actual:
        yield f"{place} is missing, expected {shown(expected[name])}"
    elif name not in expected:
        yield f"{place} is {shown(actual[name])}, expected no such field"
    else:
        yield from differences(actual[name], expected[name], place)


def shown(raw: Any) -> str:
    """Return a value as JSON, cut where it is long."""
    text = json.dumps(raw, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "no fields"


def _below(path: str, name: str) -> str:
    simple = re.fullmatch(r"\w+", name, re.ASCII)
    return f"{path}.{name}" if simple else f"{path}[{json.dumps(name, ensure_ascii=False)}]"
