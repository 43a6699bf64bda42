"""The types of google-genai as the JSON Schema that pydantic gives, before any rule.

Imports nothing of this package: run as a program with a folder of unpacked wheels as its only
argument, it reads the release in that folder and prints it as JSON.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

MODULE = "google.genai._gaos.types.interactions"
ROOTS = ("CreateAgentInteraction", "CreateModelInteraction", "Interaction", "InteractionSSEEvent")
UNREADABLE = 3


class UnreadableReleaseError(Exception):
    """The types are not where the releases that we know have them."""


def read_types() -> dict[str, Any]:
    """`release`, `roots` (a schema each) and `schemas`, or UnreadableReleaseError."""
    try:
        release = importlib.import_module("google.genai.version").__version__
        module = importlib.import_module(MODULE)
        types = [(name, getattr(module, name)) for name in ROOTS]
        adapter = importlib.import_module("pydantic").TypeAdapter
    except (ImportError, AttributeError) as error:
        raise UnreadableReleaseError(f"{MODULE}: {error}") from error
    found, document = adapter.json_schemas([(name, "validation", adapter(t)) for name, t in types])
    roots = {name: found[name, "validation"] for name in ROOTS}
    return {"release": release, "roots": roots, "schemas": document["$defs"]}


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    try:
        json.dump(read_types(), sys.stdout)
    except UnreadableReleaseError as error:
        print(error, file=sys.stderr)
        sys.exit(UNREADABLE)
