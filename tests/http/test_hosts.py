"""Which `Host` and `Origin` name this server. By itself, because uploads and control share it."""

from __future__ import annotations

import pytest

from fake_gemini.routes.hosts import Hosts

LOCAL = Hosts("127.0.0.1", None)


@pytest.mark.parametrize(
    "header",
    [
        "localhost",
        "LocalHost:8765",
        "localhost.",
        "app.localhost:80",
        "127.0.0.1",
        "127.255.1.2:65535",
        "[::1]",
        "[::1]:8765",
        "[0:0:0:0:0:0:0:1]",
    ],
)
def test_loopback_is_allowed_at_any_port(header: str) -> None:
    assert LOCAL.allows(header)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "example.com",
        "localhost.example.com",
        "notlocalhost",
        "127.0.0.1.example.com",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "128.0.0.1",
        "::1",
        "[127.0.0.1]",
        "[::2]",
        "[::1",
        "localhost:http",
        "localhost:1:2",
        "user@localhost",
        "localhost/path",
        "localhost, example.com",
        "localhost\n",
        " localhost",
    ],
)
def test_anything_else_is_not(header: str | None) -> None:
    assert not LOCAL.allows(header)


@pytest.mark.parametrize(
    ("host", "header"),
    [
        ("box", "BOX:8765"),
        ("box.lan.", "box.lan"),
        ("192.168.1.7", "192.168.1.7:8765"),
        ("fe80::1", "[FE80:0::1]:8765"),
    ],
    ids=["name", "dot", "ipv4", "ipv6"],
)
def test_configured_host_is_allowed(host: str, header: str) -> None:
    assert Hosts(host, None).allows(header)
    assert not LOCAL.allows(header)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "0:0:0:0:0:0:0:0", ""])
@pytest.mark.parametrize("header", ["0.0.0.0:8765", "[::]:8765", "example.com", "192.168.1.7"])
def test_host_of_every_interface_allows_none_of_them(host: str, header: str) -> None:
    assert not Hosts(host, None).allows(header)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_host_of_every_interface_leaves_loopback_and_public_url(host: str) -> None:
    hosts = Hosts(host, "https://Fake.example:8443/gemini")

    assert hosts.allows("127.0.0.1:8765")
    assert hosts.allows("fake.example")
    assert hosts.allows("fake.example:8443")


def test_public_url_may_be_an_address() -> None:
    assert Hosts("127.0.0.1", "http://[2001:db8::7]:80").allows("[2001:DB8:0::7]")


@pytest.mark.parametrize(
    "origin", [None, "http://localhost", "https://127.0.0.1:3000", "HTTP://[::1]:80"]
)
def test_local_origin_is_allowed(origin: str | None) -> None:
    assert LOCAL.allows_origin(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "localhost",
        "file://",
        "http://",
        "ftp://localhost",
        "http://localhost/",
        "http://localhost@example.com",
        "http://example.com",
        "http://localhost http://example.com",
        "chrome-extension://localhost",
    ],
)
def test_foreign_origin_is_not(origin: str) -> None:
    assert not LOCAL.allows_origin(origin)


def test_origin_of_the_public_url_is_allowed() -> None:
    assert Hosts("0.0.0.0", "https://fake.example").allows_origin("https://fake.example")
