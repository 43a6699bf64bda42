"""Which uris count as fetched, and which cannot be (docs/wire/interactions.md 10 row 47)."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini.services.addresses import Where, locate
from tests.api import created, error_of, post, text_of

_FETCHED = [
    "https://example.com",
    "http://example.com/a/b.pdf?x=1&y=2#z",
    "HTTPS://EXAMPLE.COM/",
    "https://example.com:8443/x",
    "https://example.com./x",
    "https://8.8.8.8/x",
    "https://[2606:4700:4700::1111]/x",
    "https://www.youtube.com/watch?v=9hE5-98ZeCg",
    "https://youtu.be/9hE5-98ZeCg",
    "https://a_b.example.com/",
    "https://xn--bcher-kva.example/ä",
    "https://not-invalid.com",
    "https://invalid.com/",
    "https://localhost.com/",
]
_PRIVATE = [
    *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
    *("::1/128", "fc00::/7", "fe80::/10", "::ffff:10.0.0.0/104"),
]
_UNREACHABLE = {
    "invalid": "https://anything.invalid/x.png",
    "invalid itself": "http://invalid/",
    "invalid with a dot": "https://a.invalid./x",
    "invalid upper case": "https://A.INVALID/x",
    "localhost": "http://localhost/x",
    "localhost with port": "http://localhost:8000/x",
    "below localhost": "http://app.localhost/x",
    "loopback": "http://127.0.0.1/x",
    "loopback block": "http://127.8.9.10:99/x",
    "loopback short": "http://127.1/x",
    "loopback number": "http://2130706433/x",
    "loopback hexadecimal": "http://0x7f000001/x",
    "loopback octal": "http://0177.0.0.1/x",
    "loopback six": "http://[::1]/x",
    "loopback mapped": "http://[::ffff:127.0.0.1]/x",
    "unspecified": "http://0.0.0.0/x",
    "private ten": "http://10.1.2.3/x",
    "private 172": "http://172.16.0.1/x",
    "private 192": "http://192.168.1.1/x",
    "carrier": "http://100.64.0.1/x",
    "link local": "http://169.254.169.254/latest/meta-data/",
    "unique local six": "http://[fd00::1]/x",
    "link local six": "http://[fe80::1]/x",
    "multicast": "http://224.0.0.1/x",
    "internal name": "http://metadata.google.internal/x",
    "printer": "http://printer.local/x",
    "one label": "http://intranet/x",
    "user info": "https://user@example.com/x",
    "name in brackets": "http://[a.b]/x",
    "address in brackets": "http://[8.8.8.8]/x",
    "nothing in brackets": "http://[]/x",
    "zone": "http://[fe80::1%25eth0]/x",
    "port 0": "https://example.com:0/x",
    "port beyond": "https://example.com:65536/x",
    "port without digits": "https://example.com:/x",
    "port of other digits": "https://example.com:８０/x",
    "no scheme": "example.com/x.png",
    "no host": "https:///x",
    "one slash": "https:/example.com",
    "double dot": "https://example..com/",
    "space": "https://example.com/a b",
    "line feed": "https://example.com/a\nb",
    "NUL": "https://example.com/\x00",
    "empty": "",
    "ftp": "ftp://example.com/x",
    "file": "file:///etc/passwd",
    "data": "data:image/png;base64,aGk=",
    "javascript": "javascript:alert(1)",
    "bucket": "gs://bucket/object.png",
    "half an address": "http://1.2.3/x",
    "no such address": "http://999.1.1.1/x",
    "long name": "https://" + "a" * 254 + ".com/",
}


@pytest.mark.parametrize("uri", _FETCHED)
def test_public_address_counts_as_fetched(client: httpx.Client, uri: str) -> None:
    text = text_of(created(client, {"type": "document", "uri": uri}))
    assert f"({uri}), which I did not read: this fake fetches nothing." in text


@pytest.mark.parametrize("uri", _UNREACHABLE.values(), ids=_UNREACHABLE)
def test_other_address_cannot_be_fetched(client: httpx.Client, uri: str) -> None:
    # I-7.3-3
    assert error_of(post(client, {"type": "image", "uri": uri})) == (
        400,
        "invalid_request",
        "Cannot fetch content from the provided URL.",
    )


@pytest.mark.parametrize("kind", ["image", "audio", "video", "document"])
def test_every_kind_of_content_is_refused_alike(client: httpx.Client, kind: str) -> None:
    steps = [{"type": "user_input", "content": [{"type": kind, "uri": "http://x.invalid/"}]}]
    assert error_of(post(client, steps))[2] == "Cannot fetch content from the provided URL."


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("files/abc-123", "abc-123"),
        ("https://generativelanguage.googleapis.com/v1beta/files/abc", "abc"),
        ("https://generativelanguage.googleapis.com/v1alpha/files/abc", "abc"),
    ],
)
def test_file_is_found_by_its_forms(uri: str, name: str) -> None:
    address = locate(uri)
    assert (address.where, address.name) == (Where.FILE, name)


@given(st.text())
def test_every_text_is_some_address(text: str) -> None:
    assert locate(text).where in Where


@given(st.sampled_from(_PRIVATE).flatmap(lambda block: st.ip_addresses(network=block)))
def test_private_and_loopback_addresses_are_nowhere(address: IPv4Address | IPv6Address) -> None:
    host = f"[{address}]" if address.version == 6 else str(address)
    assert locate(f"http://{host}/x").where is Where.NOWHERE
