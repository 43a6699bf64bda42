"""A client that costs little: raw sockets that stay open, and answers read only to their end."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
_HEAD_END = b"\r\n\r\n"
_LAST_CHUNK = b"0\r\n\r\n"


class Failed(Exception):
    """An answer that is not the expected one."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one load took, and the last answer to it."""

    seconds: float
    answer: bytes


def is_whole(answer: bytes) -> bool:
    """Say whether an answer has come to its end."""
    end = answer.find(_HEAD_END)
    if end < 0:
        return False
    length = _LENGTH.search(answer, 0, end)
    if length is None:
        return answer.endswith(_LAST_CHUNK)
    return len(answer) >= end + len(_HEAD_END) + int(length[1])


def body_of(answer: bytes) -> bytes:
    """Return the body of a whole answer, put together when it came in chunks."""
    head, _, rest = answer.partition(_HEAD_END)
    if _LENGTH.search(head):
        return rest
    body = b""
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        body += rest[: int(size, 16)]
        rest = rest[int(size, 16) + 2 :]
    return body


def connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def ask(connection: socket.socket, request: bytes) -> bytes:
    """Send one request and return the whole answer, or raise when it is a refusal."""
    connection.sendall(request)
    return _good(until_whole(connection))


def until_whole(connection: socket.socket) -> bytes:
    """Return the next answer, or what there is of it when the server hangs up."""
    answer = b""
    while not is_whole(answer):
        piece = connection.recv(1 << 16)
        if not piece:
            break
        answer += piece
    return answer


def once(port: int, request: bytes) -> bytes:
    """Return the answer to one request on a connection of its own."""
    with connect(port) as connection:
        return ask(connection, request)


def load(port: int, requests: Sequence[bytes], count: int, *, connections: int) -> Load:
    """Send `count` requests over connections that each wait for their answer."""
    sockets = {(s := connect(port)).fileno(): s for _ in range(min(connections, count))}
    poll = select.epoll()
    pending = iter(range(count))
    answers: dict[int, bytes] = {}
    last = b""
    began = time.perf_counter()
    for number, connection in sockets.items():
        poll.register(number, select.EPOLLIN)
        answers[number] = b""
        connection.sendall(requests[next(pending) % len(requests)])
    while answers:
        for number, _ in poll.poll():
            piece = sockets[number].recv(1 << 16)
            if not piece:
                raise Failed(f"hung up after {answers[number]!r}")
            answers[number] += piece
            if not is_whole(answers[number]):
                continue
            last = _good(answers[number])
            answers[number] = b""
            if (at := next(pending, None)) is None:
                del answers[number]
            else:
                sockets[number].sendall(requests[at % len(requests)])
    seconds = time.perf_counter() - began
    poll.close()
    for connection in sockets.values():
        connection.close()
    return Load(seconds, last)


def _good(answer: bytes) -> bytes:
    if not answer.startswith(b"HTTP/1.1 200"):
        raise Failed(answer[:600].decode(errors="replace"))
    return answer
