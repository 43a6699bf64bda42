"""What a uri in a content points at, decided from its text alone: nothing is ever fetched.

docs/wire/files.md 6 has the accepted forms, docs/wire/interactions.md 10 row 47 the choice.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import Enum

_HOME = "generativelanguage.googleapis.com"
_FILES = re.compile(
    rf"(?:https://{re.escape(_HOME)}/(?:v1|v1beta|v1alpha)/)?files/([^/?#:]+)", re.A
)
# Whole host names only; user info is not an address that a service would read.
_WEB = re.compile(
    r"https?://(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9._-]+))(?::(?P<port>\d{1,5}))?"
    r"(?:[/?#][^\s\x00-\x1f]*)?",
    re.A | re.I,
)
_BUCKET = re.compile(r"gs://[a-z0-9][a-z0-9._-]{0,220}/[^\x00-\x1f]+", re.A)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.A)
_LOCAL_NAMES = ("localhost", "local", "internal", "invalid", "home.arpa")

# Listed here because `is_private` differs between Python versions.
_UNREACHABLE = [
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12"
        " 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/4 240.0.0.0/4"
        " ::/127 ::ffff:0:0/96 64:ff9b::/96 fc00::/7 fe80::/10 ff00::/8"
    ).split()
]


class Where(Enum):
    """The kinds of address that content can have."""

    FILE = "a file of the Files API"
    BUCKET = "an object that has to be registered"
    WEB = "a page that counts as fetched"
    NOWHERE = "nothing that can be fetched"


@dataclass(frozen=True, slots=True)
class Address:
    """`name` is the id of a file, the uri otherwise."""

    where: Where
    name: str


def locate(uri: str) -> Address:
    """Return what a uri points at."""
    if file := _FILES.fullmatch(uri):
        return Address(Where.FILE, file[1])
    if _BUCKET.fullmatch(uri):
        return Address(Where.BUCKET, uri)
    web = _WEB.fullmatch(uri)
    if web and _is_public(web) and int(web["port"] or 1) in range(1, 65536):
        return Address(Where.WEB, uri)
    return Address(Where.NOWHERE, uri)


def _is_public(web: re.Match[str]) -> bool:
    try:
        # Between brackets stands an IPv6 address, and nothing else.
        if web["v6"]:
            address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.IPv6Address(
                web["v6"]
            )
        else:
            address = ipaddress.ip_address(web["host"])
    except ValueError:
        return not web["v6"] and _is_public_name(web["host"].lower().removesuffix("."))
    return not any(address.version == block.version and address in block for block in _UNREACHABLE)


def _is_public_name(host: str) -> bool:
    labels = host.split(".")
    # A last label of digits would be an IPv4 address in one of its old spellings.
    numeric = re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1], re.A)
    # What names the API itself is a file, or nothing that it would fetch from itself.
    if numeric or host == _HOME or len(host) > 253 or len(labels) < 2:
        return False
    if any(host == name or host.endswith("." + name) for name in _LOCAL_NAMES):
        return False
    return all(_LABEL.fullmatch(label) for label in labels)
