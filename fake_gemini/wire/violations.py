"""Turns the first thing that pydantic finds wrong into a refusal in the API's words."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fake_gemini.errors import ApiError, InvalidInput, UnsupportedValue
from fake_gemini.wire.checks import refuse_unknown_keys

# In our own words, because those of a library change with its versions.
_EXPECTED = {
    "string_type": "A string is expected.",
    "bool_type": "true or false is expected.",
    "int_type": "A whole number is expected.",
    "int_from_float": "A whole number is expected.",
    "float_type": "A number is expected.",
    "list_type": "A list is expected.",
    "dict_type": "An object is expected.",
    "model_type": "An object is expected.",
    "missing": "It is missing.",
    "too_long": "At most {max_length} are accepted.",
    "less_than_equal": "At most {le} is accepted.",
    "greater_than_equal": "At least {ge} is accepted.",
}

M = TypeVar("M", bound=BaseModel)


def validated(model: type[M], value: Any, path: str) -> M:
    """Return `value` as a `model`, or raise the documented refusal with the wire path."""
    if not isinstance(value, dict):
        raise InvalidInput(path, hint="An object is expected.")
    refuse_unknown_keys(value, model.model_fields, path)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise violation(error, value, path) from None


def violation(error: ValidationError, value: Any, path: str) -> ApiError:
    """Return the refusal for the first error, its place as a wire path."""
    first = error.errors(include_url=False)[0]
    place, is_whole = _place(first, value, path)
    parent, _, field = place.rpartition(".")
    limits = first.get("ctx", {})
    if first["type"] == "literal_error" and isinstance(first["input"], str):
        return UnsupportedValue(
            first["input"], field, parent, re.findall("'([^']*)'", limits["expected"])
        )
    if not is_whole:
        return InvalidInput(place)
    expected = _EXPECTED.get(first["type"], "").format_map(limits)
    return InvalidInput(place, hint=expected)


def _place(first: ErrorDetails, value: Any, path: str) -> tuple[str, bool]:
    """The wire path of an error: pydantic's, without the names of union branches.

    It ends at the first element that the document does not have, because that is a branch; only the
    last element of a missing field is a name although the document lacks it. The second value says
    whether the path is the whole of pydantic's.
    """
    here: Any = value
    for at, element in enumerate(first["loc"]):
        if isinstance(here, dict) and isinstance(element, str):
            missing = first["type"] == "missing" and at == len(first["loc"]) - 1
            if element not in here and not missing:
                return path, False
            path = f"{path}.{element}" if path else element
            here = here.get(element)
        elif isinstance(here, list) and isinstance(element, int) and element < len(here):
            path = f"{path}[{element}]"
            here = here[element]
        else:
            return path, False
    return path, True
