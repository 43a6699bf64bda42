"""Connections that misbehave: half closed, too slow, or left in the middle."""

from __future__ import annotations

import re
import socket
import struct
from collections import Counter
from collections.abc import Iterable

from benchmarks import client
from benchmarks.prompts import create, request, talk
from benchmarks.servers import Server

_URL = re.compile(rb"x-goog-upload-url: http://[^/]+(\S+)", re.I)
_AT_ONCE = 50
_RESET = struct.pack("ii", 1, 0)

Statuses = Counter[str]


def send_all(server: Server, requests: Iterable[bytes], statuses: Statuses) -> None:
    """Send each request and count the statuses; connect again where the server hung up."""
    connection = client.connect(server.port)
    for wanted in requests:
        status = _status_of(connection, wanted)
        statuses[status] += 1
        if status == "hung up" or status.endswith("and close"):
            connection.close()
            connection = client.connect(server.port)
    connection.close()


def half_closed(server: Server, count: int, statuses: Statuses) -> None:
    """Stop sending in the middle of a request, or behind it, and read what comes."""
    whole = create(talk(0))
    for number in range(count):
        with client.connect(server.port) as connection:
            connection.sendall(whole[: len(whole) * (number % 8 + 1) // 8])
            connection.shutdown(socket.SHUT_WR)
            statuses[_status_in(_read_to_end(connection))] += 1


def slow_uploads(server: Server, count: int, statuses: Statuses) -> None:
    """Open uploads, send them byte by byte in turn, finish a half and leave the others."""
    for begin in range(0, count, _AT_ONCE):
        slow = [_begin_upload(server, statuses) for _ in range(min(_AT_ONCE, count - begin))]
        for _ in range(10):
            for connection in slow:
                connection.sendall(b"x")
        for number, connection in enumerate(slow):
            if number % 2:
                connection.sendall(b"x" * 10)
                statuses[_status_in(client.until_whole(connection))] += 1
            connection.close()


def aborted_streams(server: Server, count: int) -> None:
    """Begin streams and leave them: half with a reset, half quietly."""
    asked = create(talk(0), stream=True)
    for begin in range(0, count, _AT_ONCE):
        streams = [client.connect(server.port) for _ in range(min(_AT_ONCE, count - begin))]
        for stream in streams:
            stream.sendall(asked)
        for number, stream in enumerate(streams):
            stream.recv(1)
            if number % 2:
                stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            stream.close()


def _begin_upload(server: Server, statuses: Statuses) -> socket.socket:
    start = request(
        "/upload/v1/files",
        b'{"file": {"display_name": "../../slow"}}',
        X_Goog_Upload_Protocol="resumable",
        X_Goog_Upload_Command="start",
        X_Goog_Upload_Header_Content_Length="20",
        X_Goog_Upload_Header_Content_Type="text/plain",
    )
    connection = client.connect(server.port)
    connection.sendall(start)
    answer = client.until_whole(connection)
    statuses[_status_in(answer)] += 1
    url = _URL.search(answer)
    target = url[1].decode() if url else "/"
    head = request(target, b"", X_Goog_Upload_Command="upload, finalize", X_Goog_Upload_Offset="0")
    connection.sendall(head.replace(b"Content-Length: 0", b"Content-Length: 20"))
    return connection


def _status_of(connection: socket.socket, wanted: bytes) -> str:
    try:
        connection.sendall(wanted)
        answer = client.until_whole(connection)
    except OSError:
        return "hung up"
    status = _status_in(answer)
    return f"{status} and close" if b"connection: close" in answer.lower() else status


def _status_in(answer: bytes) -> str:
    return answer[9:12].decode() or "hung up"


def _read_to_end(connection: socket.socket) -> bytes:
    answer = b""
    while piece := connection.recv(1 << 16):
        answer += piece
    return answer
