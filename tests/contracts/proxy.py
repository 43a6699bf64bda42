"""Something between the suite and a fake in another process: TLS, and trouble on demand."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.process import PATIENCE, served

# An answer instead of the fake's, or None; made of the number of the request, method and path.
Trouble = Callable[[int, str, str], "Instead | None"]


@dataclass(frozen=True, slots=True)
class Instead:
    """What the proxy answers by itself."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Proxy:
    """An ASGI app; `seen` is what was asked, `made` the ids of what was created.

    The first request of which `hold` is true waits for `release`; `held` says that it does.
    """

    upstream: str = ""
    url: str = ""
    trouble: Trouble = lambda number, method, path: None
    hold: Callable[[int, str, str], bool] = lambda number, method, path: False
    seen: list[tuple[str, str]] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)
    _client: httpx.AsyncClient | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        number = len(self.seen)
        self.seen.append((scope["method"], scope["path"]))
        body = await _body(receive)
        if not self.held.is_set() and self.hold(number, scope["method"], scope["path"]):
            self.held.set()
            await asyncio.to_thread(self.release.wait, PATIENCE)
        instead = self.trouble(number, scope["method"], scope["path"])
        if instead is not None:
            await _answer(send, instead.status, list(instead.headers.items()), instead.body)
            return
        await self._forward(scope, body, send)

    async def _live(self, receive: Any, send: Any) -> None:
        """Keep one client while the server runs."""
        await receive()
        async with httpx.AsyncClient(base_url=self.upstream, timeout=PATIENCE) as self._client:
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _forward(self, scope: Any, body: bytes, send: Any) -> None:
        path = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        headers = [pair for pair in scope["headers"] if pair[0] != b"connection"]
        assert self._client is not None
        answer = await self._client.request(
            scope["method"], path.decode(), headers=headers, content=body
        )
        if scope["path"].endswith("/interactions") and answer.status_code == 200:
            self.made += [part.split('"')[0] for part in answer.text.split('"id": "')[1:]]
        # The fake knows the host that was asked, but not that TLS ends before it.
        plain = self.url.replace("https:", "http:")
        told = [(name, value.replace(plain, self.url)) for name, value in
                answer.headers.multi_items() if name != "transfer-encoding"]  # fmt: skip
        await _answer(send, answer.status_code, told, answer.content)


@contextmanager
def proxied(proxy: Proxy, folder: Path, *options: str) -> Iterator[Path]:
    """Serve a fake without control plane behind the proxy; gives the certificate to trust."""
    certificate, key = _make_certificate(folder)
    bound = socket.create_server(("127.0.0.1", 0))
    proxy.url = f"https://127.0.0.1:{bound.getsockname()[1]}"
    with served("--no-control", *options) as fake:
        proxy.upstream = fake.url
        with _serving(proxy, bound, certificate, key):
            yield certificate


@contextmanager
def _serving(app: Any, bound: socket.socket, certificate: Path, key: Path) -> Iterator[None]:
    config = uvicorn.Config(
        app,
        log_level="error",
        lifespan="on",
        server_header=False,
        date_header=False,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([bound],), daemon=True)
    thread.start()
    try:
        yield
    finally:
        app.release.set()
        server.should_exit = True
        thread.join(PATIENCE)
        bound.close()


def _make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for loopback that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    begin = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret


async def _body(receive: Any) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


async def _answer(send: Any, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
