"""What the facts add to the SDK's types: amendments, each one action with the facts it stands on.

`add`, `widen` and `free` let more pass than the types do; the others let less pass. An action on a
field that the type does not have is an error, so a release of the SDK that drops it is noticed.

| action | argument | effect |
| --- | --- | --- |
| `add` | field: schema | a field that the type lacks |
| `widen` | field: schema | another form of a field |
| `free` | true | other fields are anybody's |
| `narrow` | field: keywords | keywords beside those of a field |
| `set` | field: schema | a field is this instead |
| `require` | fields | is always there; or `when` another field has one of some values |
| `forbid` | fields | is never there; or not `when` ... |
| `either` | fields | at least one of them is there |
| `close` | fields | an open enum takes no other value |
| `shut` | true | there are no other fields |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .walk import Schema

Amendment = Mapping[str, Any]  # YAML: one action, `facts`, and `when` beside some actions
WIDENING = ("add", "widen", "free")
_BESIDE = ("facts", "when")


class AmendmentError(ValueError):
    """An amendment that does not fit the type it is about."""


def action(amendment: Amendment) -> str:
    """The one action of an amendment."""
    names = [name for name in amendment if name not in _BESIDE]
    if len(names) != 1:
        raise AmendmentError(f"{dict(amendment)} has to have one action, not {len(names)}")
    return names[0]


def amended(schema: Schema, amendments: Iterable[Amendment], *, narrowing: bool = True) -> Schema:
    """A copy of `schema` with all amendments, or with those only that let more pass."""
    for amendment in amendments:
        name = action(amendment)
        if narrowing or name in WIDENING:
            if name not in _ACTIONS:
                raise AmendmentError(f"{name} is not an action; there are {', '.join(_ACTIONS)}")
            changed = _ACTIONS[name](schema, amendment[name], amendment.get("when", {}))
            facts = sorted({*schema.get("x-facts", ()), *amendment["facts"]})
            schema = changed | {"x-facts": facts}
    return schema


def _add(schema: Schema, fields: dict[str, Schema], when: Amendment) -> Schema:
    known = schema.get("properties", {})
    if there := known.keys() & fields.keys():
        raise AmendmentError(f"the type has {', '.join(sorted(there))} already")
    return schema | {"properties": known | fields}


def _widen(schema: Schema, fields: dict[str, Schema], when: Amendment) -> Schema:
    return _with(schema, {name: {"anyOf": [_of(schema, name), fields[name]]} for name in fields})


def _free(schema: Schema, wanted: bool, when: Amendment) -> Schema:
    return schema | {"additionalProperties": wanted}


def _narrow(schema: Schema, fields: dict[str, Schema], when: Amendment) -> Schema:
    return _with(schema, {name: _of(schema, name) | fields[name] for name in fields})


def _set(schema: Schema, fields: dict[str, Schema], when: Amendment) -> Schema:
    for name in fields:
        _of(schema, name)
    return _with(schema, fields)


def _require(schema: Schema, names: list[str], when: Amendment) -> Schema:
    for name in names:
        _of(schema, name)
    if when:
        return _and(schema, _if(when, {"required": names}))
    return schema | {"required": sorted({*schema.get("required", ()), *names})}


def _forbid(schema: Schema, names: list[str], when: Amendment) -> Schema:
    never = dict.fromkeys(names, False)
    return _and(schema, _if(when, {"properties": never})) if when else _with(schema, never)


def _either(schema: Schema, names: list[str], when: Amendment) -> Schema:
    for name in names:
        _of(schema, name)
    return _and(schema, {"anyOf": [{"required": [name]} for name in names]})


def _close(schema: Schema, names: list[str], when: Amendment) -> Schema:
    closed = {}
    for name in names:
        enum = _of(schema, name)
        if not enum.get("x-open"):
            raise AmendmentError(f"{name} is not an open enum")
        closed[name] = enum["anyOf"][0]
    return _with(schema, closed)


def _shut(schema: Schema, wanted: bool, when: Amendment) -> Schema:
    return schema | {"additionalProperties": not wanted}


_ACTIONS: dict[str, Callable[[Schema, Any, Amendment], Schema]] = {
    "add": _add,
    "widen": _widen,
    "free": _free,
    "narrow": _narrow,
    "set": _set,
    "require": _require,
    "forbid": _forbid,
    "either": _either,
    "close": _close,
    "shut": _shut,
}


def _of(schema: Schema, name: str) -> Schema:
    known = schema.get("properties", {})
    if name not in known:
        raise AmendmentError(f"the type has no {name}; it has {', '.join(known) or 'no fields'}")
    field: Schema = known[name]
    return field


def _with(schema: Schema, fields: Mapping[str, Any]) -> Schema:
    return schema | {"properties": {**schema.get("properties", {}), **fields}}


def _and(schema: Schema, condition: Schema) -> Schema:
    return schema | {"allOf": [*schema.get("allOf", ()), condition]}


def _if(when: Amendment, then: Schema) -> Schema:
    fields = {name: {"enum": values} for name, values in when.items()}
    return {"if": {"required": list(when), "properties": fields}, "then": then}
