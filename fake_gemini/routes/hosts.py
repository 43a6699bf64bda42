"""Which `Host` and `Origin` may be trusted: loopback, and what this server was told it is called.

A page on the web can make a browser call a server on the same machine under a name of its own;
that name is then in `Host`. What changes state by control, and what is written into an upload URL,
is checked here first.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

Name = str | IPv4Address | IPv6Address

_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::\d{0,5})?", re.A | re.I)
_ORIGIN = re.compile(r"https?://(?P<host>[^/?#@\s]+)", re.A | re.I)

# Addresses that mean every interface, and name none.
_EVERYWHERE = frozenset({IPv4Address(0), IPv6Address(0)})

# Listed here because `is_loopback` differs between Python versions.
_LOOPBACK_V4 = ip_network("127.0.0.0/8")
_LOOPBACK_V6 = IPv6Address("::1")


class Hosts:
    """The names of this server: loopback, `host`, and the host of `public_url`."""

    def __init__(self, host: str, public_url: str | None) -> None:
        public = urlsplit(public_url).hostname if public_url else None
        self._names = frozenset(_name(given) for given in (host, public) if given) - _EVERYWHERE

    def allows(self, header: str | None) -> bool:
        """Say whether the value of a `Host` header names this server, at any port."""
        match = _HOST.fullmatch(header or "")
        if match is None:
            return False
        name = _name(match["v6"] or match["name"])
        if match["v6"] and not isinstance(name, IPv6Address):
            return False
        return _is_loopback(name) or name in self._names

    def allows_origin(self, origin: str | None) -> bool:
        """Say whether a request from this `Origin` may change something; without one it may."""
        if origin is None:
            return True
        match = _ORIGIN.fullmatch(origin)
        return match is not None and self.allows(match["host"])


def is_loopback(host: str) -> bool:
    """Say whether a host name or address reaches this machine only."""
    return _is_loopback(_name(host))


def _name(host: str) -> Name:
    try:
        return ip_address(host)
    except ValueError:
        return host.lower().removesuffix(".")


def _is_loopback(name: Name) -> bool:
    if isinstance(name, str):
        return name == "localhost" or name.endswith(".localhost")
    return name in _LOOPBACK_V4 if isinstance(name, IPv4Address) else name == _LOOPBACK_V6
