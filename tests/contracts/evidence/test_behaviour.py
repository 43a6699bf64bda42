"""The same requests, answered otherwise: status, form, order of events, values, references."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.evidence.taking import MODEL, found, recording, reply, stream

_ID = {"id": "v1_a", "status": "completed"}


def event(kind: str, **more: Any) -> dict[str, Any]:
    return {**more, "event_type": kind}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (200, 400, {"now-refused:made/create": "breaking"}),
        (400, 200, {"now-accepted:made/create": "behaviour"}),
        (400, 404, {"status-changed:made/create": "behaviour"}),
        (200, 201, {"status-changed:made/create": "behaviour"}),
    ],
)
def test_status(before: int, after: int, expected: dict[str, str]) -> None:
    sides = (recording(reply({}, status=status)) for status in (before, after))

    assert found(*sides) == expected


def test_replies_of_another_status_are_not_compared_further() -> None:
    before, after = reply({"id": "a"}), reply({"error": {"message": "no"}}, status=400)

    assert list(found(recording(before), recording(after))) == ["now-refused:made/create"]


def test_media_type_is_told_once_for_a_type_of_reply() -> None:
    before = recording(reply(_ID), reply(_ID, "again"))
    text: Any = {"headers": (("Content-Type", "text/plain; charset=UTF-8"),)}
    after = recording(reply(_ID, **text), reply(_ID, "again", **text))

    assert found(before, after) == {"media-type-changed:Interaction": "breaking"}


def test_body_of_another_form() -> None:
    before, after = reply(_ID), reply(None, reply={"text": "{"})

    assert found(recording(before), recording(after)) == {"body-changed:Interaction": "breaking"}


def test_value_is_part_of_the_id() -> None:
    after = {**_ID, "status": "incomplete"}

    assert found(recording(reply(_ID)), recording(reply(after))) == {
        "value-changed:Interaction.status=completed->incomplete": "behaviour"
    }


def test_long_value_is_not_part_of_the_id() -> None:
    sides = (recording(reply({"a": letter * 100})) for letter in "ab")

    assert found(*sides) == {"value-changed:Interaction.a": "behaviour"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"id": "v1_a"}, {"id": "v1_b"}),
        ({"text": "hello"}, {"text": "Hello!"}),
        ({"usage": {"total_tokens": 5}}, {"usage": {"total_tokens": 7}}),
        ({"created": "2026-01-01T00:00:00Z"}, {"created": "2026-02-02T00:00:00Z"}),
        ({"uri": "https://one/v1beta/files/a"}, {"uri": "https://two/v1beta/files/b"}),
        ({"arguments": {"city": "Paris"}}, {"arguments": {"city": "Paris, France"}}),
    ],
    ids=["id", "words", "count", "time", "uri", "arguments"],
)
def test_what_is_another_each_time_does_not_differ(before: Any, after: Any) -> None:
    assert found(recording(reply(before)), recording(reply(after))) == {}


def test_model_that_was_asked_may_be_another() -> None:
    before = recording(reply({"model": MODEL}))
    after = recording(reply({"model": "gemini-9"}), model="gemini-9")

    assert found(before, after) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"id": "v1_a"}, {"id": ""}),
        ({"name": "files/abc"}, {"name": "abc"}),
        ({"uri": "https://h/v1/files/a"}, {"uri": "https://h/v2/files/a"}),
    ],
    ids=["empty", "no-collection", "version"],
)
def test_value_of_another_form(before: Any, after: Any) -> None:
    (name,) = before

    assert found(recording(reply(before)), recording(reply(after))) == {
        f"value-changed:Interaction.{name}": "behaviour"
    }


def test_message_is_cosmetic() -> None:
    sides = (recording(reply({"error": {"message": words}}, status=400)) for words in ("a", "b"))

    assert found(*sides) == {"message-changed:made/create": "cosmetic"}


def test_id_that_is_no_longer_the_same() -> None:
    before = recording(reply({"id": "v1_a"}), reply({"id": "v1_a"}, "get"))
    after = recording(reply({"id": "v1_b"}), reply({"id": "v1_c"}, "get"))

    assert found(before, after) == {"reference-changed:Interaction.id": "behaviour"}


def test_times_that_were_equal() -> None:
    early, late = "2026-01-01T00:00:00Z", "2026-01-01T00:00:09Z"
    before = recording(reply({"created": early, "updated": early}))
    after = recording(reply({"created": early, "updated": late}))

    assert found(before, after) == {"reference-changed:Interaction.updated": "behaviour"}


def test_new_field_with_a_known_id_changes_no_other_reference() -> None:
    before = recording(reply({"id": "v1_a"}), reply({"id": "v1_a"}, "get"))
    after = recording(reply({"parent": {"id": "v1_a"}, "id": "v1_a"}), reply({"id": "v1_a"}, "get"))

    assert found(before, after) == {"field-added:Interaction.parent": "additive"}


def test_order_of_events() -> None:
    a, b, c = (event(kind) for kind in "abc")

    assert found(recording(stream(a, b, c)), recording(stream(a, c, b))) == {
        "events-changed:made/stream": "behaviour"
    }


def test_number_of_repetitions_does_not_matter() -> None:
    a, b, c = (event(kind) for kind in "abc")

    assert found(recording(stream(a, b, c)), recording(stream(a, b, b, c, a, b, c))) == {}


def test_end_of_a_stream() -> None:
    a = event("a")

    assert found(recording(stream(a)), recording(stream(a, ends=False))) == {
        "events-changed:made/stream": "behaviour"
    }


def test_framing() -> None:
    data = {"frames": [{"event": "a", "data": {"event_type": "a"}}]}
    lines = {"frames": [{"lines": ["data: ..."], "data": {"event_type": "a"}}]}
    head: Any = {"headers": (("content-type", "text/event-stream"),)}

    assert found(
        recording(reply(None, reply=data, **head)), recording(reply(None, reply=lines, **head))
    ) == {"framing-changed:Event": "behaviour"}


def test_event_under_another_name() -> None:
    """What is in it is compared all the same."""
    before = stream(event("start"), event("content.delta", delta={"a": 1}), event("end"))
    after = stream(event("start"), event("step.delta", delta={}), event("end"))

    assert found(recording(before), recording(after)) == {
        "event-renamed:Event/content.delta": "breaking",
        "field-removed:Event/step.delta.delta.a": "breaking",
    }


def test_event_that_is_known_already_is_no_new_name() -> None:
    before = stream(event("a"), event("b"), event("c"))
    after = stream(event("a"), event("a2"), event("c"), event("b"))

    assert not [id for id in found(recording(before), recording(after)) if "renamed" in id]


def test_headers_of_uploads_are_looked_at() -> None:
    def started(*headers: tuple[str, str]) -> Any:
        return recording(reply(None, url="/upload/v1beta/files", headers=headers))

    before = started(("X-Goog-Upload-Status", "active"), ("Date", "today"))
    after = started(("X-Goog-Upload-Status", "final"), ("Date", "tomorrow"))

    assert found(before, after) == {
        "value-changed:Upload.headers.x-goog-upload-status=active->final": "behaviour"
    }


def test_models_have_a_shape_and_no_values() -> None:
    def model(limit: Any) -> Any:
        told = {"inputTokenLimit": limit, "version": str(limit)}
        return recording(reply(told, method="GET", url=f"/v1beta/models/{MODEL}"))

    assert found(model(1), model(2)) == {}
    assert found(model(1), model("1")) == {"type-changed:Model.inputTokenLimit": "breaking"}
