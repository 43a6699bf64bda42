"""Ctrl-C and SIGTERM end everything that is open, and are no failure."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.api import MODEL
from tests.process import Served, served

SIGNALS = pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=["INT", "TERM", "HUP"]
)


@pytest.fixture
def slow() -> Iterator[Served]:
    """A server whose streams take an hour."""
    with served("--pace", "60") as server:
        yield server


@SIGNALS
def test_signal_ends_the_server_with_exit_0(number: int) -> None:
    with served() as server:
        assert server.stop(number) == (0, "")


@SIGNALS
def test_signal_ends_an_open_stream(slow: Served, number: int) -> None:
    body = {"model": MODEL, "input": "Hello", "stream": True}
    with httpx.stream(
        "POST", f"{slow.url}/v1/interactions", json=body, headers={"x-goog-api-key": "k"}
    ) as stream:
        assert slow.stop(number) == (0, "")
        assert stream.read() == b""


def test_signal_cuts_off_a_request_that_is_not_complete() -> None:
    with served() as server:
        port = int(server.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as half:
            half.sendall(
                b"POST /v1/interactions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                b"x-goog-api-key: k\r\nContent-Length: 100\r\n\r\n{"
            )
            # Answered after the half request on the same loop, so that one is being read.
            httpx.get(f"{server.url}/v1/interactions/v1_x")
            assert server.stop(signal.SIGINT)[0] == 0
            half.settimeout(5)
            assert half.recv(1) == b""


def test_idle_connection_does_not_delay_the_end() -> None:
    with served() as server, httpx.Client() as client:
        client.get(f"{server.url}/v1/interactions/v1_x")
        code, _ = server.stop(signal.SIGTERM)
        assert code == 0


def test_two_signals_are_no_failure() -> None:
    with served() as server:
        server.process.send_signal(signal.SIGINT)
        assert server.stop(signal.SIGINT)[0] == 0


def test_refused_request_is_one_log_line_without_its_key() -> None:
    with served() as server:
        httpx.get(f"{server.url}/v1/interactions/v1_x?key=very-secret-key")
        code, err = server.stop(signal.SIGTERM)
    assert err == "INFO 404 GET /v1/interactions/v1_x: Requested entity was not found.\n"
