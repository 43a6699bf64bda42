"""Holds values to the schemas of the document: every violation with its path, and what is new.

A subset of JSON Schema 2020-12, the one that the document uses; another keyword is an error when a
schema is compiled. Two things that a validator of the whole does not do: a union is entered by its
discriminator, so that a finding names the field and not the union, and what is unknown but allowed
is found as well. That both refuse the same is tested against jsonschema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .findings import NONE, Findings, shown, violation
from .keywords import containers, unions, values
from .keywords.compiling import Check, SchemaError, all_of
from .walk import Schema, referred

_KEYWORDS = values.KEYWORDS | containers.KEYWORDS | unions.KEYWORDS
_SAYS_NOTHING = {"description", "title", "format", "deprecated", "examples", "x-facts"}
_WITH_ANOTHER = {"discriminator", "then", "else", "contentSchema", "x-open"}


class Reader:
    """Compiles the schemas of one document; references are resolved when they are first met."""

    def __init__(self, schemas: Mapping[str, Schema | bool]) -> None:
        self._schemas = schemas
        self._named: dict[tuple[str, bool], Check] = {}

    def compiled(self, schema: Schema | bool, *, partial: bool = False) -> Check:
        """SchemaError when the schema has a keyword, or a reference, that is not known here."""
        if isinstance(schema, bool):
            return _anything if schema else _nothing
        if "$ref" in schema:
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            named = self._reference(schema, partial)
            return all_of([named, self.compiled(beside, partial=True)]) if beside else named
        if unknown := schema.keys() - _KEYWORDS.keys() - _SAYS_NOTHING - _WITH_ANOTHER:
            raise SchemaError(f"no reader for {', '.join(sorted(unknown))}")
        makers = [make for keyword, make in _KEYWORDS.items() if keyword in schema]
        checks = [make(self, schema, partial) for make in makers]
        return checks[0] if len(checks) == 1 else all_of(checks)

    def _reference(self, schema: Schema, partial: bool) -> Check:
        name = str(referred(schema))
        if name not in self._schemas:
            raise SchemaError(f"{schema['$ref']} leads nowhere")

        def check(value: Any) -> Findings:
            known = self._named.get((name, partial))
            if known is None:
                known = self.compiled(self._schemas[name], partial=partial)
                self._named[name, partial] = known
            return known(value)

        return check


def _anything(value: Any) -> Findings:
    return NONE


def _nothing(value: Any) -> Findings:
    return violation(f"found {shown(value)}; accepted: no such field")
