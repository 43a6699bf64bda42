"""Wheels of a google-genai that never was, for pip to install without an index."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from contracts.schema.sdk import ROOTS

# Stands in for pydantic: every type answers with the schema that the wheel was made with, and each
# variable of the environment that the reader can see becomes a field of the interaction.
_PYDANTIC = """
import json, os

class TypeAdapter:
    def __init__(self, type_):
        self.type = type_

    @staticmethod
    def json_schemas(inputs):
        schemas = json.loads(SCHEMAS)
        fields = schemas["Interaction"]["properties"]
        fields.update({"saw_" + name: {"type": "string"} for name in os.environ})
        roots = {(name, "validation"): {"$ref": "#/$defs/" + name} for name, _, _ in inputs}
        return roots, {"$defs": schemas}
"""
_TYPES = "google/genai/_gaos/types/interactions.py"


def google_genai(folder: Path, version: str, schemas: dict[str, Any], types: str = _TYPES) -> None:
    """Put a wheel into `folder`, with its types in the module `types`."""
    files = {
        "google/genai/__init__.py": "",
        "google/genai/version.py": f"__version__ = {version!r}\n",
        types: "".join(f"class {name}: pass\n" for name in ROOTS),
        "pydantic.py": f"SCHEMAS = {json.dumps(schemas)!r}\n{_PYDANTIC}",
    }
    name = f"google_genai-{version}"
    files[f"{name}.dist-info/METADATA"] = (
        f"Metadata-Version: 2.1\nName: google-genai\nVersion: {version}\n"
    )
    files[f"{name}.dist-info/WHEEL"] = (
        "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{name}.dist-info/RECORD"] = "".join(f"{each},,\n" for each in files)
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)


def source(folder: Path, version: str) -> None:
    """Put a release into `folder` that has no wheel."""
    (folder / f"google-genai-{version}.tar.gz").write_bytes(b"no wheel")
