"""The form of ids (docs/wire/interactions.md 3.3) and who gets which."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini import create_app
from fake_gemini.ids import Ids, InteractionId
from tests.api import Connect, created

# Decoded in docs/wire/interactions.md 3.3.
_RECORDED = "v1_ChdUR3NIYXVyQkFlYVA2ZGtQajZERThBVRIXVEdzSGF1ckJBZWFQNmRrUGo2REU4QVU"


def _tokens(name: str) -> tuple[str, str]:
    """Return root and own token of an id, read as the protobuf that it is."""
    text = name.removeprefix("v1_")
    message = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    assert message[0] == 0x0A
    size = message[1]
    assert message[2 + size] == 0x12
    assert len(message) == 4 + size + message[3 + size]
    return message[2 : 2 + size].decode(), message[4 + size :].decode()


def test_id_has_the_recorded_form(client: httpx.Client) -> None:
    name = created(client)["id"]
    assert len(name) == len(_RECORDED) == 70
    assert re.fullmatch(r"v1_[A-Za-z0-9_-]+", name)


def test_first_turn_is_its_own_root(client: httpx.Client) -> None:
    root, own = _tokens(created(client)["id"])
    assert root == own
    assert re.fullmatch(r"[A-Za-z0-9_-]{23}", own)


def test_later_turns_keep_the_root_of_the_first(client: httpx.Client) -> None:
    names = [created(client)["id"]]
    for _ in range(3):
        names.append(created(client, previous_interaction_id=names[-1])["id"])
    roots, owns = zip(*map(_tokens, names), strict=True)
    assert set(roots) == {owns[0]}
    assert len(set(owns)) == 4


def test_recorded_id_is_parsed_and_spelled_again() -> None:
    parsed = InteractionId.parse(_RECORDED)
    assert parsed is not None and parsed.root == parsed.own
    assert str(parsed) == _RECORDED


@given(st.binary(min_size=1, max_size=30), st.binary(min_size=1, max_size=30))
def test_every_id_parses_to_itself(root: bytes, own: bytes) -> None:
    name = InteractionId(root, own)
    assert InteractionId.parse(str(name)) == name


@given(st.one_of(st.text(), st.binary().map(lambda raw: "v1_" + raw.hex())))
def test_no_text_breaks_the_parser(text: str) -> None:
    parsed = InteractionId.parse(text)
    assert parsed is None or str(parsed) == text


@pytest.mark.parametrize("tail", ["A", "=", "\n", " ", "é"])
def test_id_with_something_behind_it_is_none(tail: str) -> None:
    assert InteractionId.parse(_RECORDED + tail) is None


def test_equal_requests_get_different_ids_in_the_same_order(connect: Connect) -> None:
    one, two = connect(), connect()
    names = [created(one)["id"] for _ in range(3)]
    assert len(set(names)) == 3
    assert names == [created(two)["id"] for _ in range(3)]


def test_spelling_of_a_body_does_not_change_its_id(connect: Connect) -> None:
    model, text = "gemini-3-flash-preview", "Hello"
    spellings = [
        f'{{"model": "{model}", "input": "{text}"}}',
        f'{{"input":"\\u0048ello",\n\n"model":"{model}"}}',
    ]
    replies = [connect().post("/v1/interactions", content=body) for body in spellings]
    assert replies[0].content == replies[1].content


def test_keys_get_different_ids(connect: Connect) -> None:
    app = create_app()
    names = {created(connect(app, key=key))["id"] for key in ("one", "two")}
    assert len(names) == 2


def test_seeds_give_different_ids(connect: Connect) -> None:
    names = {created(connect(seed=seed))["id"] for seed in (0, 1)}
    assert len(names) == 2


@given(st.lists(st.text(max_size=3), min_size=2, max_size=2, unique=True))
def test_fields_are_told_apart_by_length(fields: list[str]) -> None:
    ids = Ids(0)
    one, two = fields
    assert ids.digest("p", one, two) != ids.digest("p", one + two)
    assert ids.digest("p", one, two) != ids.digest("p", two, one)


@given(st.integers(0, 40), st.text(max_size=5))
def test_word_has_its_length_and_letters(length: int, field: str) -> None:
    assert re.fullmatch(f"[0-9a-z]{{{length}}}", Ids(0).word(length, "call", field))
