"""The formats that are kept: what one looks like, whether a text is one, how one is made.

`pattern` is a part of the format in the subset of patterns, for where a length or another pattern
has to hold too. Formats that are not in the table say nothing, as JSON Schema has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Address, IPv6Address
from types import MappingProxyType

from fake_gemini.schemas.choices import Chooser
from fake_gemini.schemas.vocabulary import PEOPLE, WORDS

_HEX = "0123456789abcdef"
_DATE = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-2]):[0-5][0-9])"
_LABEL = r"[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?"
_HOST = _LABEL + r"(\." + _LABEL + "){0,6}"
_BYTE = r"(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_URI = r"(https?|ftp|mailto|urn):(//)?[a-z0-9]([a-zA-Z0-9/_.-]|%[0-9A-F]{2})*"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_DURATION = r"P([1-9][0-9]{0,3}[YMWD]|T[1-9][0-9]{0,3}[HMS]|[1-9][0-9]?DT[1-9][0-9]?H)"

_ANY_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.A)
_ANY_TIME = re.compile(
    r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.A
)
_ANY_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_ANY_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_ANY_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_ANY_DURATION = re.compile(
    r"P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?!$)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)", re.A
)
_REFERENCE = r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
_ANY_REFERENCE = re.compile(_REFERENCE)
_ANY_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:" + _REFERENCE)
_ANY_TEMPLATE = re.compile(r"(?:[^\s{}]|\{[^\s{}]+\})*", re.A)
_ANY_POINTER = re.compile(r"(?:/(?:[^/~]|~[01])*)*")
_ANY_RELATIVE_POINTER = re.compile(r"(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^/~]|~[01])*)*)")
_ANY_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    pattern: str
    make: Callable[[Chooser], str]
    check: Callable[[str], object]


def _word(choices: Chooser) -> str:
    return WORDS[choices.below(len(WORDS))]


def _date(choices: Chooser) -> str:
    return f"2026-{1 + choices.below(12):02}-{1 + choices.below(28):02}"


def _time(choices: Chooser) -> str:
    return f"{8 + choices.below(12):02}:{5 * choices.below(12):02}:00Z"


def _date_time(choices: Chooser) -> str:
    return f"{_date(choices)}T{_time(choices)}"


def _duration(choices: Chooser) -> str:
    return f"PT{15 * (1 + choices.below(12))}M"


def _email(choices: Chooser) -> str:
    return f"{PEOPLE[choices.below(len(PEOPLE))].lower()}@{_word(choices)}.example.com"


def _hostname(choices: Chooser) -> str:
    return f"{_word(choices)}.example.com"


def _uri(choices: Chooser) -> str:
    return f"https://example.com/{_word(choices)}/{1 + choices.below(100)}"


def _ipv4(choices: Chooser) -> str:
    return f"192.0.2.{1 + choices.below(254)}"


def _ipv6(choices: Chooser) -> str:
    return f"2001:db8::{1 + choices.below(0xFFFE):x}"


def _uuid(choices: Chooser) -> str:
    digits = [_HEX[choices.below(16)] for _ in range(32)]
    digits[12], digits[16] = "4", "89ab"[choices.below(4)]
    text = "".join(digits)
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _pointer(choices: Chooser) -> str:
    return f"/{_word(choices)}/{choices.below(100)}"


def _relative_pointer(choices: Chooser) -> str:
    return f"{choices.below(10)}/{_word(choices)}"


def _template(choices: Chooser) -> str:
    return f"https://example.com/{_word(choices)}/{{id}}"


def _color(choices: Chooser) -> str:
    return "#" + "".join(_HEX[choices.below(16)] for _ in range(6))


def _is_date(text: str) -> bool:
    return bool(_ANY_DATE.fullmatch(text)) and _converts(date.fromisoformat, text)


def _is_date_time(text: str) -> bool:
    return text[10:11] in ("T", "t") and _is_date(text[:10]) and _is_time(text[11:])


def _is_time(text: str) -> bool:
    return bool(_ANY_TIME.fullmatch(text))


def _is_hostname(text: str) -> bool:
    labels = text.removesuffix(".").split(".")
    short = len(text) <= 253 and all(len(label) <= 63 for label in labels)
    return short and all(_ANY_LABEL.fullmatch(label) for label in labels)


def _is_ipv4(text: str) -> bool:
    return _converts(IPv4Address, text)


def _is_ipv6(text: str) -> bool:
    return "%" not in text and _converts(IPv6Address, text)


def _converts(convert: Callable[[str], object], text: str) -> bool:
    try:
        convert(text)
    except ValueError:
        return False
    return True


def _unjudged(text: str) -> bool:
    return True


_EMAIL_FORMAT = Format(rf"^[a-z0-9]+([._+-][a-z0-9]+)*@{_HOST}$", _email, _ANY_EMAIL.fullmatch)
_HOST_FORMAT = Format(f"^{_HOST}$", _hostname, _is_hostname)
_URI_FORMAT = Format(f"^{_URI}$", _uri, _ANY_URI.fullmatch)
_REFERENCE_FORMAT = Format("^[a-zA-Z0-9/_.-]*$", _uri, _ANY_REFERENCE.fullmatch)

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "date": Format(f"^{_DATE}$", _date, _is_date),
        "time": Format(f"^{_TIME}$", _time, _is_time),
        "date-time": Format(f"^{_DATE}T{_TIME}$", _date_time, _is_date_time),
        "duration": Format(f"^{_DURATION}$", _duration, _ANY_DURATION.fullmatch),
        "email": _EMAIL_FORMAT,
        "idn-email": _EMAIL_FORMAT,
        "hostname": _HOST_FORMAT,
        "idn-hostname": _HOST_FORMAT,
        "ipv4": Format(rf"^{_BYTE}(\.{_BYTE}){{3}}$", _ipv4, _is_ipv4),
        "ipv6": Format("^([1-9a-f][0-9a-f]{0,3}:){7}[1-9a-f][0-9a-f]{0,3}$", _ipv6, _is_ipv6),
        "uri": _URI_FORMAT,
        "iri": _URI_FORMAT,
        "uri-reference": _REFERENCE_FORMAT,
        "iri-reference": _REFERENCE_FORMAT,
        "uri-template": Format("^[a-zA-Z0-9/_.-]*$", _template, _ANY_TEMPLATE.fullmatch),
        "uuid": Format(f"^{_UUID}$", _uuid, _ANY_UUID.fullmatch),
        "json-pointer": Format("^(/[a-z0-9]*)*$", _pointer, _ANY_POINTER.fullmatch),
        "relative-json-pointer": Format(
            "^(0|[1-9][0-9]{0,2})(/[a-z0-9]*)*$", _relative_pointer, _ANY_RELATIVE_POINTER.fullmatch
        ),
        "regex": Format("^[a-z0-9]+$", _word, _unjudged),
        "color": Format("^#[0-9a-f]{6}$", _color, _ANY_COLOR.fullmatch),
    }
)
