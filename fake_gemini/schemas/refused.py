"""Why no value is made of a schema: one class per kind of reason, each with the place.

SchemaError
├── Unsatisfiable   no value is valid, or none was found by construction
└── TooComplex      beyond a bound of `Limits`
"""

from __future__ import annotations


class SchemaError(ValueError):
    """A schema that is not well formed, outside the documented subset, or one of the below.

    `path` is where, as in `properties.city.pattern` (empty for the whole schema); `reason` is a
    sentence, with what would be accepted.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


class Unsatisfiable(SchemaError):
    """No value can be given."""


class TooComplex(SchemaError):
    """A value may exist, but one of the bounds stands before it."""
