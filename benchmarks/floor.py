"""The floor: bare Starlette on uvicorn with the fake's options, `python -m benchmarks.floor`.

It does what a row measures and nothing else: reads a request and answers with the bytes that it was
taught before (`PUT`, a whole HTTP answer), at once or event by event, or throws a body away.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

RawHeaders = list[tuple[bytes, bytes]]


class Floor:
    """Answers with `headers` and `body`, or with the events of `body` one by one."""

    def __init__(self) -> None:
        self.headers: RawHeaders = []
        self.body = b"{}\n"
        self.events: list[bytes] = []

    async def learn(self, request: Request) -> Response:
        head, _, self.body = (await request.body()).partition(b"\r\n\r\n")
        lines = (line.partition(b": ") for line in head.split(b"\r\n")[1:])
        self.headers = [(name, value) for name, _, value in lines if name != b"transfer-encoding"]
        self.events = [event + b"\n\n" for event in self.body.split(b"\n\n")[:-1]]
        return Response()

    async def whole(self, request: Request) -> Response:
        await request.body()
        answer = Response(self.body)
        answer.raw_headers = self.headers or answer.raw_headers
        return answer

    async def events_one_by_one(self, request: Request) -> Response:
        await request.body()
        answer = StreamingResponse(self._events())
        answer.raw_headers = self.headers
        return answer

    async def discard(self, request: Request) -> Response:
        async for _ in request.stream():
            pass
        return Response()

    async def _events(self) -> AsyncIterator[bytes]:
        for event in self.events:
            yield event

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/whole", self.whole, methods=["POST"]),
                Route("/events", self.events_one_by_one, methods=["POST"]),
                Route("/discard", self.discard, methods=["POST"]),
                Route("/learn", self.learn, methods=["PUT"]),
            ]
        )


def main() -> None:
    """Serve on a free port of loopback; say which in one line of JSON."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.bind(("127.0.0.1", 0))
    bound.listen(2048)
    config = uvicorn.Config(
        Floor().app(),
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
    )
    port = bound.getsockname()[1]
    print(json.dumps({"url": f"http://127.0.0.1:{port}", "pid": os.getpid()}), flush=True)
    uvicorn.Server(config).run(sockets=[bound])


if __name__ == "__main__":
    main()
