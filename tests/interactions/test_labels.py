"""`labels`: refused as reported, or checked where they are switched on (2.1, 10 row 43)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Connect, error_of, post

_REPORTED = (
    "The parameter 'labels' is not available on the Gemini API but it is available on the Gemini"
    " Enterprise Agent Platform."
)
_GOOD = {
    "none": {},
    "plain": {"team": "search"},
    "empty value": {"team": ""},
    "signs": {"a-b_c-1": "1_2-3"},
    "international": {"équipe": "поиск"},
    "longest": {"k" * 63: "v" * 63},
    "camelCase-free key": {"costcenter": "x"},
}
_BAD: dict[str, object] = {
    "no object": ["team"],
    "upper case key": {"Team": "x"},
    "upper case value": {"team": "X"},
    "empty key": {"": "x"},
    "key begins with a digit": {"1a": "x"},
    "key begins with a sign": {"_a": "x"},
    "key of 64": {"k" * 64: "x"},
    "value of 64": {"k": "v" * 64},
    "value with a space": {"team": "a b"},
    "value with a line feed": {"team": "a\n"},
    "value is a number": {"team": 1},
    "value is null": {"team": None},
    "value is an object": {"team": {}},
}


@pytest.mark.parametrize("labels", [{}, {"team": "search"}, ["x"], 1], ids=str)
def test_strict_fake_answers_as_reported(client: httpx.Client, labels: object) -> None:
    assert error_of(post(client, labels=labels)) == (400, "invalid_request", _REPORTED)


@pytest.mark.parametrize("labels", _GOOD.values(), ids=_GOOD)
def test_lenient_fake_accepts_good_labels(connect: Connect, labels: object) -> None:
    assert post(connect(lenient=True), labels=labels).status_code == 200


@pytest.mark.parametrize("labels", _BAD.values(), ids=_BAD)
def test_lenient_fake_refuses_bad_labels(connect: Connect, labels: object) -> None:
    status, code, message = error_of(post(connect(lenient=True), labels=labels))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith("Invalid input at 'labels")


def test_labels_do_not_change_the_words(connect: Connect) -> None:
    client = connect(lenient=True)
    with_labels, without = post(client, labels={"team": "a"}), post(client)
    assert with_labels.json()["steps"] == without.json()["steps"]


def test_lenient_reader_leaves_keys_of_labels_alone(connect: Connect) -> None:
    response = post(connect(lenient=True), labels={"costCenter": "x"})
    assert "'costCenter'" in error_of(response)[2]
