"""Values from a JSON Schema: function arguments and structured output.

`read_schema` checks a schema and finds out what is possible, `construct` builds a valid value.
What is outside the subset, malformed, unsatisfiable or beyond `Limits` is a `SchemaError` that
names the place.

The subset is JSON Schema 2020-12 as clients of the API send it:

- `type` (a name or a list, also `STRING`), `nullable`, `enum`, `const`; `true` and `false`
- `properties`, `required`, `additionalProperties`, `minProperties`, `maxProperties`
- `items`, `prefixItems`, `minItems`, `maxItems`, `uniqueItems`
- `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`
- `minLength`, `maxLength`, `pattern` (the subset in patterns.py), `format` (those in formats.py)
- `allOf`, `anyOf`, `oneOf`, `$ref` to a place in the same schema, recursive or not
- `propertyOrdering`: the order of the keys, otherwise as in `properties`

Refused by name: `not`, `if`, `then`, `else`, `patternProperties`, `propertyNames`, `contains`,
`dependentSchemas`, `dependentRequired`, `dependencies`, `unevaluatedItems`,
`unevaluatedProperties`, `$dynamicRef`, `$recursiveRef`, and `$id` below the root. Annotations,
unknown formats and unknown keywords say nothing, as in JSON Schema.

null is a last resort, and what may be left out is filled in, as models do. A oneOf is constructed
by one option and then checked: options that only the absence of something tells apart may fail.
"""

from __future__ import annotations

from fake_gemini.schemas.choices import Choices
from fake_gemini.schemas.construct import construct
from fake_gemini.schemas.heights import Plan, read_schema
from fake_gemini.schemas.hints import NO_HINTS, Hints
from fake_gemini.schemas.limits import DEFAULT, Limits
from fake_gemini.schemas.refused import SchemaError, TooComplex, Unsatisfiable

__all__ = [
    "DEFAULT",
    "NO_HINTS",
    "Choices",
    "Hints",
    "Limits",
    "Plan",
    "SchemaError",
    "TooComplex",
    "Unsatisfiable",
    "construct",
    "read_schema",
]
