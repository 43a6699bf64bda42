"""Equal values get the same token everywhere, others another one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.evidence.tokens import Tokens, kind_of, without_numbers
from tests.contracts.evidence.taking import MODEL


def normal(*values: Any) -> list[Any]:
    tokens = Tokens(MODEL)
    return [tokens.normal(value) for value in values]


def test_same_value_is_the_same_token_everywhere() -> None:
    made, got = normal({"id": "v1_a"}, {"id": "v1_b", "previous_interaction_id": "v1_a"})

    assert made == {"id": "<id:1>"}
    assert got == {"id": "<id:2>", "previous_interaction_id": "<id:1>"}


@pytest.mark.parametrize(
    ("name", "value", "token"),
    [
        ("id", "x", "<id:1>"),
        ("call_id", "x", "<id:1>"),
        ("event_id", "x", "<event:1>"),
        ("signature", "x", "<signature:1>"),
        ("continuation_token", "x", "<continuation:1>"),
        ("text", "x", "<words:1>"),
        ("data", "x", "<data:1>"),
        ("created", "2026-01-01T00:00:00Z", "<time:1>"),
        ("createTime", "2026-01-01T00:00:00.123456Z", "<moment:1>"),
        ("name", "files/abc", "files/<file:1>"),
        ("uri", "https://h.example/v1beta/files/abc", "<host>/v1beta/files/<file:1>"),
        ("x-goog-upload-url", "http://h/upload?upload_id=$UPLOAD_ID",
         "<host>/upload?upload_id=<upload:1>"),
        ("model", MODEL, "<model>"),
        ("name", f"models/{MODEL}", "models/<model>"),
        ("name", f"models/{MODEL}-001", f"models/{MODEL}-001"),
        ("status", "completed", "completed"),
        ("id", "", ""),
        ("total_tokens", 5, "<number>"),
        ("totalTokens", 5, "<number>"),
        ("index", 1, 1),
        ("is_error", False, False),
        ("role", None, None),
    ],
)  # fmt: skip
def test_value_is_normalised_by_its_field(name: str, value: Any, token: Any) -> None:
    assert normal({name: value}) == [{name: token}]


def test_message_repeats_the_token_of_an_id() -> None:
    _, error = normal({"name": "files/abc"}, {"error": {"message": "No File abc, or not yours."}})

    assert error == {"error": {"message": "No File <file:1>, or not yours."}}


@given(st.lists(st.sampled_from(["a", "b", "c"])))
def test_numbers_follow_the_first_appearance(values: list[str]) -> None:
    tokens = [each["id"] for each in normal(*({"id": value} for value in values))]

    order = list(dict.fromkeys(values))
    assert tokens == [f"<id:{order.index(value) + 1}>" for value in values]


def test_kind_and_form_of_a_token() -> None:
    assert kind_of("files/<file:12>") == "file"
    assert kind_of("completed") == kind_of(5) == kind_of(None) == ""
    assert without_numbers("<host>/files/<file:12>") == "<host>/files/<file>"
