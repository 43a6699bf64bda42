"""A server in a thread for other people's tests."""

from __future__ import annotations

import threading

import httpx
import pytest

from fake_gemini import SettingsError, create_app
from fake_gemini.testing import running
from tests.api import MODEL


def servers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "fake-gemini-server"]


def test_running_answers_on_its_url() -> None:
    with running() as fake:
        answer = httpx.post(
            f"{fake.url}/v1/interactions",
            json={"model": MODEL, "input": "Hello"},
            headers={"x-goog-api-key": "any"},
            trust_env=False,
        )
    assert answer.status_code == 200


def test_running_stops_when_the_block_ends() -> None:
    before = servers()
    with running() as fake:
        assert len(servers()) == len(before) + 1
    assert servers() == before
    with pytest.raises(httpx.ConnectError):
        httpx.get(fake.url, trust_env=False)


def test_env_has_what_the_official_clients_read() -> None:
    with running() as fake:
        assert fake.env("mine") == {
            "GOOGLE_GEMINI_BASE_URL": fake.url,
            "GEMINI_API_KEY": "mine",
        }


def test_env_has_a_key_that_is_accepted() -> None:
    with running(api_keys=("mine", "yours")) as fake:
        assert fake.env()["GEMINI_API_KEY"] == "mine"


def test_two_at_once_have_their_own_state() -> None:
    with running(seed=1) as one, running(seed=2) as other:
        assert one.url != other.url
        assert one.app is not other.app


def test_wrong_setting_is_refused_before_anything_starts() -> None:
    with pytest.raises(
        SettingsError, match="chunk_size is 0; accepted: a whole number from 1 to 400"
    ):
        running(chunk_size=0).__enter__()


def test_app_and_settings_are_not_both_taken() -> None:
    with pytest.raises(TypeError, match="an app or settings"):
        running(create_app(), seed=1).__enter__()
