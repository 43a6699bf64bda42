"""What a stored interaction looks like later (docs/wire/interactions.md 1.1, 3.1, 10)."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
import pytest

from fake_gemini import Settings, create_app
from fake_gemini.clock import DAY, START
from fake_gemini.ids import InteractionId
from fake_gemini.signatures import BYPASS
from tests.api import KEY, Connect, created, error_of, events, post

_GO_ON = {"type": "user_input", "content": "Go on."}
_NOT_FOUND = (404, "not_found", "Requested entity was not found.")


@dataclass
class _MovingClock:
    at: int = START
    name: str = "moving"

    def now(self) -> int:
        return self.at


def _get(client: httpx.Client, name: str, **query: str) -> httpx.Response:
    return client.get(f"/v1/interactions/{name}", params=query)


def test_get_adds_the_user_input_and_nothing_else(client: httpx.Client) -> None:
    made = created(client)
    user = {"content": [{"text": "Hello", "type": "text"}], "type": "user_input"}
    assert _get(client, made["id"]).json() == made | {"steps": [user, *made["steps"]]}


def test_get_shows_this_turn_and_its_parent_only(client: httpx.Client) -> None:
    first = created(client, "One.")
    second = created(client, "Two.", previous_interaction_id=first["id"])
    found = _get(client, second["id"]).json()
    assert found["previous_interaction_id"] == first["id"]
    assert [step["type"] for step in found["steps"]] == ["user_input", "thought", "model_output"]
    assert found["steps"][0]["content"][0]["text"] == "Two."
    assert "previous_interaction_id" not in second


def test_get_without_generated_steps_has_none(client: httpx.Client) -> None:
    made = created(client, generation_config={"max_output_tokens": 1})
    assert _get(client, made["id"]).json() == made


@pytest.mark.parametrize("text", ["true", "True", "1"])
def test_input_is_included_when_asked_for(client: httpx.Client, text: str) -> None:
    name = created(client)["id"]
    assert _get(client, name, include_input=text).json()["input"] == "Hello"


@pytest.mark.parametrize("query", [{}, {"include_input": "false"}, {"nonsense": "1"}], ids=str)
def test_input_is_left_out_otherwise(client: httpx.Client, query: dict[str, str]) -> None:
    name = created(client)["id"]
    assert "input" not in _get(client, name, **query).json()


def test_query_names_are_read_in_camel_case_too(client: httpx.Client) -> None:
    # docs/wire/errors-auth-siblings.md 4
    name = created(client)["id"]
    whole = events(_get(client, name, stream="true").text)
    rest = _get(client, name, stream="true", lastEventId=whole[-2]["event_id"])
    assert _get(client, name, includeInput="true").json()["input"] == "Hello"
    assert events(rest.text) == whole[-1:]


@pytest.mark.parametrize("name", ["stream", "include_input"])
@pytest.mark.parametrize("value", ["", "maybe", "TRUE", "\x00", "ÿ"])
def test_flag_that_is_no_boolean_is_refused(client: httpx.Client, name: str, value: str) -> None:
    made = created(client)["id"]
    assert error_of(_get(client, made, **{name: value}))[:2] == (400, "invalid_request")


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "v1_",
        "v1_unknown",
        "v1_CgA",
        "v1_" + "A" * 5000,
        "v1_%C3%A9",
        "%00",
        "%ff",
        "null",
        "v2_ChdUR3NIYXVyQkFlYVA2ZGtQajZERThBVRIXVEdzSGF1ckJBZWFQNmRrUGo2REU4QVU",
        "v1_ChdUR3NIYXVyQkFlYVA2ZGtQajZERThBVRIXVEdzSGF1ckJBZWFQNmRrUGo2REU4QVU",
    ],
)
def test_unknown_or_malformed_id_is_not_found(client: httpx.Client, name: str) -> None:
    assert error_of(_get(client, name)) == _NOT_FOUND


def test_stored_input_is_not_checked_again(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = {"type": "image", "data": "aGk=", "mime_type": "image/png"}
    thought = {"type": "thought", "signature": BYPASS}
    made = created(client, [thought, {"type": "user_input", "content": [image]}])

    def refuse(value: str) -> bool:
        raise AssertionError("checked again")

    monkeypatch.setattr("fake_gemini.wire.contents.decoded", refuse)
    monkeypatch.setattr("fake_gemini.wire.steps.is_sound", refuse)

    shown = _get(client, made["id"]).json()["steps"]
    assert shown[:2] == [thought, {"type": "user_input", "content": [image]}]
    assert created(client, "Go on.", previous_interaction_id=made["id"])


@pytest.mark.parametrize("length", [10, 300, 20_000])
def test_next_turn_remembers_what_was_said(client: httpx.Client, length: int) -> None:
    first = created(client, "x" * length)
    second = created(client, "Go on.", previous_interaction_id=first["id"])
    stateless = created(client, [*_get(client, first["id"]).json()["steps"], _GO_ON], store=False)
    assert second["steps"] == stateless["steps"]


def test_unstored_interaction_leaves_nothing(connect: Connect) -> None:
    disturbed, fresh = connect(), connect()
    unstored = created(disturbed, store=False)
    assert unstored == created(disturbed, store=False)
    assert created(disturbed) == created(fresh)


def test_id_with_a_foreign_root_is_not_found(client: httpx.Client) -> None:
    first = created(client, "One.")["id"]
    second = created(client, "Two.", previous_interaction_id=first)["id"]
    other = created(client, "Three.")["id"]
    foreign, own = InteractionId.parse(other), InteractionId.parse(second)
    assert foreign and own
    forged = str(InteractionId(foreign.root, own.own))
    assert error_of(_get(client, forged)) == _NOT_FOUND


def test_another_key_does_not_find_it(connect: Connect) -> None:
    app = create_app()
    name = created(connect(app, key="one"))["id"]
    assert error_of(_get(connect(app, key="two"), name)) == _NOT_FOUND


@pytest.mark.parametrize(("days", "status"), [(54, 200), (55, 404), (56, 404)])
def test_interaction_is_kept_for_its_retention(connect: Connect, days: int, status: int) -> None:
    clock = _MovingClock()
    client = connect(create_app(clock=clock))
    first = created(client)["id"]
    clock.at += days * DAY
    assert _get(client, first).status_code == status
    assert post(client, previous_interaction_id=first).status_code == status


def test_retention_is_a_setting(connect: Connect) -> None:
    clock = _MovingClock()
    client = connect(create_app(Settings(retention_days=1), clock=clock), key=KEY)
    name = created(client)["id"]
    clock.at += DAY
    assert error_of(_get(client, name)) == _NOT_FOUND


def test_interaction_does_not_change_as_time_passes(connect: Connect) -> None:
    clock = _MovingClock()
    client = connect(create_app(clock=clock))
    name = created(client)["id"]
    before = _get(client, name)
    clock.at += 3 * DAY
    after = _get(client, name)
    assert after.content == before.content
    assert after.headers["date"] != before.headers["date"]
