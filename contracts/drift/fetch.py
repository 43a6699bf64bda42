"""A document from a file or an address, as JSON or YAML."""

from __future__ import annotations

from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import orjson
import yaml

from ..schema.yaml_text import loaded

PATIENCE = 30
LARGEST = 50 * 1024 * 1024


class FetchError(Exception):
    """The document is not there, or not readable; the message says why, on one line."""


def fetched(source: str) -> Any:
    """What a path or an http(s) address holds."""
    raw = (
        _from_address(source) if source.startswith(("http://", "https://")) else _from_file(source)
    )
    try:
        return orjson.loads(raw)
    except ValueError:
        return _from_yaml(raw)


def _from_yaml(raw: bytes) -> Any:
    try:
        return loaded(raw.decode("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FetchError(f"neither JSON nor YAML: {' '.join(str(error).split())}") from error


def _from_address(source: str) -> bytes:
    try:
        with urlopen(Request(source), timeout=PATIENCE) as answer:
            raw: bytes = answer.read(LARGEST + 1)
    except (OSError, HTTPException, ValueError) as error:  # URLError and HTTPError are OSError
        raise FetchError(f"cannot be reached: {error}") from error
    if len(raw) > LARGEST:
        raise FetchError(f"has more than {LARGEST} bytes")
    return raw


def _from_file(source: str) -> bytes:
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise FetchError(f"cannot be read: {error.strerror}") from error
