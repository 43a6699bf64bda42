"""Exchanges as they are shown: without keys, and as a command that can be repeated."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.exchanges import Exchange, Redactor

KEY = "AIzaSecret+/=&"
OTHER = "other$`\"'key"
REDACTOR = Redactor({KEY: "GEMINI_API_KEY", OTHER: "GEMINI_OTHER_API_KEY", "": "NOTHING"})
EXCHANGE = Exchange("POST", "http://h/v1/x", (), b"", 200, (), b"", 0.0)


def _run(command: str) -> tuple[list[str], bytes]:
    """Run a command with a curl that only says its arguments and what it was given."""
    script = 'curl() { printf "%s\\0" "$@"; printf "\\0\\0"; case "$*" in *@-*) cat;; esac; }\n'
    env = {**os.environ, "GEMINI_API_KEY": KEY, "GEMINI_OTHER_API_KEY": OTHER}
    done = subprocess.run(
        ["bash", "-c", script + command], env=env, capture_output=True, check=True
    )
    said, _, given_bytes = done.stdout.partition(b"\0\0\0")
    return said.decode().split("\0"), given_bytes


@pytest.mark.parametrize("key", [KEY, OTHER], ids=["key", "other"])
def test_key_is_nowhere_in_what_is_shown(key: str) -> None:
    exchange = replace(
        EXCHANGE,
        url="http://h/v1/x?key=AIzaSecret%2B%2F%3D%26",
        request_headers=(("x-goog-api-key", key), ("authorization", f"Bearer {key}")),
        request_body=json.dumps({"key": "AIzaSecret+/=&"}).encode(),
        body=f"you sent {key}".encode(),
        headers=(("echo", key),),
    )

    shown = json.dumps(REDACTOR.shown(exchange))

    assert "AIzaSecret" not in shown
    assert "other$" not in shown


def test_short_key_is_no_part_of_other_words() -> None:
    """As in the usage line of the command: --api-key K."""
    headers = (("x-goog-api-key", "K"), ("server", "Kestrel"))
    exchange = replace(EXCHANGE, url="http://h/v1/x?key=K", headers=headers, body=b"OK, K is K.")
    shown = Redactor({"K": "KEY"}).shown(exchange)

    assert shown["url"] == "http://h/v1/x?key=$KEY"
    assert shown["headers"] == [["x-goog-api-key", "$KEY"], ["server", "Kestrel"]]
    assert shown["body"] == "OK, $KEY is $KEY."


def test_upload_id_counts_as_a_key() -> None:
    url = "http://h/upload/v1/files?upload_id=Abc_-1&upload_protocol=resumable"
    exchange = replace(
        EXCHANGE, url=url, headers=(("X-GUploader-UploadID", "Abc_-1"), ("x-goog-upload-url", url))
    )

    assert "Abc_-1" not in json.dumps(REDACTOR.shown(exchange))
    assert "upload_protocol=resumable" in REDACTOR.curl(exchange)


def test_command_sends_the_key_from_the_environment() -> None:
    headers = (("x-goog-api-key", KEY), ("x-two", f"{OTHER} and 'more' $HOME \\"))
    arguments, _ = _run(REDACTOR.curl(replace(EXCHANGE, request_headers=headers)))

    assert f"x-goog-api-key: {KEY}" in arguments
    assert f"x-two: {OTHER} and 'more' $HOME \\" in arguments


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_command_sends_any_text(text: str) -> None:
    arguments, given_bytes = _run(REDACTOR.curl(replace(EXCHANGE, request_body=text.encode())))

    # What a terminal cannot show goes in another way.
    assert given_bytes == text.encode() if arguments[-1] == "@-" else arguments[-1] == text


def test_command_sends_bytes() -> None:
    data = bytes(range(256))
    arguments, given_bytes = _run(REDACTOR.curl(replace(EXCHANGE, request_body=data)))

    assert given_bytes == data
    assert arguments[-2:] == ["--data-binary", "@-"]


def test_long_bodies_are_shown_in_part() -> None:
    exchange = replace(EXCHANGE, request_body=b"x" * 1_000_000, body=b"\xff" * 1_000_000)

    assert len(json.dumps(REDACTOR.shown(exchange))) < 60_000
