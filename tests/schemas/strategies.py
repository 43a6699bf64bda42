"""Generated schemas: some that have a value by the way they are made, and some of any kind."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Schema = dict[str, Any] | bool

PATTERNS = (
    "^[a-z]+$",
    "^[A-Z]{2}[0-9]{4}$",
    r"^\d{3}-\d{4}$",
    r"^(red|green|blue)( light)?$",
    r"^\w+@\w+\.(com|org)$",
    "(a+)+$",
    "x.?y|[^a-f]{2,}",
    r"^\+?[1-9]\d{1,14}$",
    r"^\S+( \S+)*$",
    r"[\x41-\x5a\u00e9]\.",
    "^(?:ab){2,}|c$",
)
FORMATS = (
    "date", "time", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uuid",
    "uri-reference", "json-pointer", "unknown",
)  # fmt: skip
NAMES = ("city", "people", "unit_price", "tags", "when", "name", "é", "a.b", "x/y~z")

scalars = st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=5)
values = st.recursive(
    scalars | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
json_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner)
)


def _without_none(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}


@st.composite
def texts(draw: st.DrawFn) -> dict[str, Any]:
    """A string schema with one kind of demand, so that there is a value."""
    kind = draw(st.sampled_from(["length", "pattern", "format"]))
    if kind == "pattern":
        return {"type": "string", "pattern": draw(st.sampled_from(PATTERNS))}
    if kind == "format":
        return {"type": "string", "format": draw(st.sampled_from(FORMATS))}
    least = draw(st.integers(0, 40))
    most = draw(st.none() | st.integers(least, least + 20))
    return _without_none({"type": "string", "minLength": least, "maxLength": most})


@st.composite
def numbers(draw: st.DrawFn) -> dict[str, Any]:
    """A number schema whose bounds have a multiple between them."""
    step = draw(st.sampled_from([None, 1, 3, 7, 0.5, 0.25, 0.1, 0.01, 1e-3]))
    low = draw(st.none() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6, width=32))
    bounds: dict[str, Any] = {draw(st.sampled_from(["minimum", "exclusiveMinimum"])): low}
    if low is not None and draw(st.booleans()):
        high = draw(st.sampled_from(["maximum", "exclusiveMaximum"]))
        bounds[high] = low + draw(st.integers(50, 1000))
    kind = draw(st.sampled_from(["integer", "number"]))
    return _without_none({"type": kind, "multipleOf": step, **bounds})


enumerations = st.lists(values, min_size=1, max_size=5).map(lambda found: {"enum": found})
leaves: st.SearchStrategy[dict[str, Any]] = st.one_of(
    texts(),
    numbers(),
    enumerations,
    values.map(lambda value: {"const": value}),
    st.sampled_from(["boolean", "null", "string", ["integer", "null"]]).map(
        lambda kind: {"type": kind}
    ),
    st.just({}),
)


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Schema]) -> dict[str, Any]:
    """An object schema; what it requires without naming it is allowed."""
    properties = draw(st.dictionaries(st.sampled_from(NAMES), inner, max_size=4))
    required = (
        draw(st.lists(st.sampled_from(sorted(properties)), unique=True)) if properties else []
    )
    schema: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
    additional = draw(st.none() | st.just(False) | inner)
    if additional is not None:
        schema["additionalProperties"] = additional
    if additional is not False and draw(st.booleans()):
        schema["required"] = [*required, "unnamed"]
        schema["minProperties"] = draw(st.integers(0, 6))
    if draw(st.booleans()):
        schema["propertyOrdering"] = sorted(properties, reverse=True)
    return schema


@st.composite
def arrays(draw: st.DrawFn, inner: st.SearchStrategy[Schema]) -> dict[str, Any]:
    least = draw(st.integers(0, 3))
    most = draw(st.none() | st.integers(least, 5))
    prefix = draw(st.none() | st.lists(inner, min_size=1, max_size=2))
    return _without_none(
        {
            "type": "array",
            "items": draw(inner),
            "prefixItems": prefix,
            "minItems": least,
            "maxItems": most,
        }
    )


def _with_values(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    options = st.lists(inner, min_size=1, max_size=3)
    reference = st.sampled_from(["#/$defs/tree", "#/$defs/list", "#/$defs/a~1b"])
    return st.one_of(
        objects(inner),
        arrays(inner),
        options.map(lambda found: {"anyOf": found}),
        inner.map(lambda found: {"allOf": [found, found]}),
        st.tuples(inner, inner).map(
            lambda pair: {"oneOf": [_tagged("cat", pair[0]), _tagged("dog", pair[1])]}
        ),
        reference.map(lambda where: {"$ref": where}),
    )


def _tagged(tag: str, schema: Schema) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"kind": {"const": tag}, "value": schema},
        "required": ["kind", "value"],
    }


@st.composite
def possible_schemas(draw: st.DrawFn) -> dict[str, Any]:
    """A schema that has a value."""
    parts: st.SearchStrategy[Any] = st.recursive(leaves, _with_values, max_leaves=8)
    root = draw(parts)
    return {
        **root,
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {
            "tree": {
                "type": "object",
                "properties": {
                    "value": draw(leaves),
                    "children": {"type": "array", "items": {"$ref": "#/$defs/tree"}},
                },
                "required": draw(st.sampled_from([[], ["value"], ["children", "value"]])),
            },
            "list": {
                "anyOf": [
                    {
                        "type": "object",
                        "properties": {"next": {"$ref": "#/$defs/list"}},
                        "required": ["next"],
                    },
                    {"type": "null"},
                ]
            },
            "a/b": draw(leaves),
        },
    }


@st.composite
def demands(draw: st.DrawFn) -> dict[str, Any]:
    """Keywords of every kind at once, which may leave nothing."""
    keywords: dict[str, st.SearchStrategy[Any]] = {
        "type": st.sampled_from(
            ["string", "integer", "number", "object", "array", ["string", "null"], "BOOLEAN"]
        ),
        "enum": st.lists(values, min_size=1, max_size=3),
        "minimum": st.integers(-5, 5),
        "exclusiveMaximum": st.floats(-5, 5),
        "multipleOf": st.sampled_from([0.1, 0.5, 2, 3]),
        "minLength": st.integers(0, 8),
        "maxLength": st.integers(0, 8),
        "pattern": st.sampled_from(PATTERNS),
        "format": st.sampled_from(FORMATS),
        "minItems": st.integers(0, 4),
        "maxItems": st.integers(0, 4),
        "uniqueItems": st.booleans(),
        "required": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
        "minProperties": st.integers(0, 4),
        "maxProperties": st.integers(0, 4),
        "additionalProperties": st.booleans(),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(keywords)), max_size=5, unique=True))
    return {name: draw(keywords[name]) for name in chosen}


def _combined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner | st.booleans(), min_size=1, max_size=3)
    named = st.dictionaries(st.sampled_from(NAMES), inner | st.booleans(), max_size=3)
    keywords: dict[str, st.SearchStrategy[Any]] = {
        "allOf": several,
        "anyOf": several,
        "oneOf": several,
        "properties": named,
        "items": inner | st.booleans(),
        "prefixItems": several,
        "additionalProperties": inner | st.booleans(),
        "$ref": st.sampled_from(["#", "#/$defs/one", "#/$defs/two"]),
    }
    return st.builds(
        lambda base, more: {**base, **more},
        demands(),
        st.fixed_dictionaries({}, optional=keywords),
    )


@st.composite
def any_schemas(draw: st.DrawFn) -> dict[str, Any]:
    """A well-formed schema that may have no value at all."""
    parts: st.SearchStrategy[Any] = st.recursive(demands(), _combined, max_leaves=6)
    return {**draw(parts), "$defs": {"one": draw(parts), "two": draw(demands())}}


# Every keyword with anything in its place.
keyword_soup = st.dictionaries(
    st.sampled_from(
        "type enum const properties required additionalProperties items prefixItems anyOf oneOf"
        " allOf $ref $id $defs pattern format minLength maxItems uniqueItems minimum multipleOf"
        " nullable not propertyOrdering maxProperties".split()
    ),
    json_values | st.sampled_from([1e308, 5e-324, -0.0, 2**63, "#", "#/$defs", "(", [[]], {}]),
    max_size=5,
)
