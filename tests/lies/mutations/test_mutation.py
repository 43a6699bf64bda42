"""Each mutation breaks the exchanges of its place, and no others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from tests.lies.exchange import Reply, Request
from tests.lies.mutations.mutation import OTHER, Mutation, What, Where, route_of
from tests.lies.mutations.observing import mutations

JSON, STREAM = (b"content-type", b"application/json"), (b"content-type", b"text/event-stream")
CREATE = "POST interactions"
EVENTS = ("interaction.created", "step.delta", "step.delta", "interaction.completed")


def request(body: Any = None, path: str = "/v1/interactions", method: str = "POST") -> Request:
    return Request(method, path, [("alt", "sse"), ("x", "1")], [], json.dumps(body).encode())


def reply(body: Any, status: int = 200, path: str = "/v1/interactions") -> Reply:
    return Reply(status, [JSON], json.dumps(body).encode(), request(path=path))


def stream(kinds: Sequence[str] = EVENTS) -> Reply:
    frames = [f"event: {kind}\ndata: " + json.dumps({"event_type": kind, "n": at})
              for at, kind in enumerate(kinds)]  # fmt: skip
    body = "\n\n".join([*frames, "event: done\ndata: [DONE]", ""])
    return Reply(200, [STREAM], body.encode(), request())


def told(mutation: Mutation, reply: Reply) -> Reply:
    _, answered = mutation.lie().make()
    answered(reply)
    return reply


@pytest.mark.parametrize(
    ("what", "left"),
    [
        (What.DROP, {"status": "ok", "usage": {}}),
        (What.RENAME, {"status": "ok", "usage": {"totalTokens": 1}}),
        (What.NULL, {"status": "ok", "usage": {"total_tokens": None}}),
        (What.RETYPE, {"status": "ok", "usage": {"total_tokens": "1"}}),
    ],
)
def test_value_of_a_reply(what: What, left: Any) -> None:
    mutation = Mutation(Where.REPLY, what, CREATE, "200 usage.total_tokens")
    body = {"status": "ok", "usage": {"total_tokens": 1}}
    assert told(mutation, reply(body)).json == left
    for other in (reply(body, status=400), reply(body, path="/v1/files")):
        assert told(mutation, other).json == body


def test_enum_of_a_reply() -> None:
    mutation = Mutation(Where.REPLY, What.ENUM, CREATE, "200 status")
    assert told(mutation, reply({"status": "ok"})).json == {"status": OTHER}
    assert told(mutation, reply({"status": 7})).json == {"status": 7}


@pytest.mark.parametrize(
    "value, other", [(True, "true"), (1.5, "1.5"), ("x", 12.5), (None, 12.5), ([1], {}), ({}, [])]
)
def test_another_type(value: Any, other: Any) -> None:
    mutation = Mutation(Where.REPLY, What.RETYPE, CREATE, "200 a")
    assert told(mutation, reply({"a": value})).json == {"a": other}


def test_value_of_an_event() -> None:
    mutation = Mutation(Where.EVENT, What.NULL, CREATE, "step.delta n")
    events = told(mutation, stream()).events
    assert [event.data["n"] for event in events[:-1]] == [0, None, None, 3]


@pytest.mark.parametrize(
    ("what", "kinds"),
    [
        (What.DROP, [0, 3]),
        (What.DUPLICATE, [0, 1, 1, 2, 2, 3]),
        (What.SWAP, [0, 2, 1, 3]),
    ],
)
def test_frames_of_a_stream(what: What, kinds: list[int]) -> None:
    mutation = Mutation(Where.STREAM, what, CREATE, "step.delta")
    events = told(mutation, stream()).events
    assert [event.data["n"] for event in events[:-1]] == kinds
    assert events[-1].kind == "[DONE]"


def test_frames_without_the_line_between() -> None:
    mutation = Mutation(Where.STREAM, What.MERGE, CREATE, "interaction.created")
    body = told(mutation, stream()).body.decode()
    assert '"n": 0}\nevent: step.delta' in body
    assert body.count("\n\n") == stream().body.decode().count("\n\n") - 1


def test_status() -> None:
    mutation = Mutation(Where.STATUS, What.OTHER, CREATE, "200->202")
    assert told(mutation, reply({})).status == 202
    assert told(mutation, reply({}, status=400)).status == 400


@pytest.mark.parametrize(
    ("at", "query", "body"),
    [
        ("?alt", [("x", "1")], {"input": [{"text": "a"}]}),
        ("input[*].text", [("alt", "sse"), ("x", "1")], {"input": [{}]}),
        ("input", [("alt", "sse"), ("x", "1")], {}),
    ],
)
def test_field_that_is_lost_on_the_way(at: str, query: Any, body: Any) -> None:
    asked, _ = Mutation(Where.REQUEST, What.DROP, CREATE, at).lie().make()
    sent = request({"input": [{"text": "a"}]})
    asked(sent)
    assert (sent.query, sent.json) == (query, body)


@pytest.mark.parametrize(
    ("path", "method", "command", "route"),
    [
        ("/v1/interactions", "POST", "", "POST interactions"),
        ("/v1beta/interactions/v1_x", "GET", "", "GET interactions/{}"),
        ("/v1/interactions/v1_x/cancel", "POST", "", "POST interactions/{}/cancel"),
        ("/v1/models/m:countTokens", "POST", "", "POST models/{}:countTokens"),
        ("/v1/files:register", "POST", "", "POST files:register"),
        ("/upload/v1/files", "POST", "start", "POST upload start"),
        ("/upload/v1/files", "POST", "upload, finalize", "POST upload upload, finalize"),
    ],
)
def test_route_leaves_names_out(path: str, method: str, command: str, route: str) -> None:
    asked = request(path=path, method=method)
    asked.set_header("x-goog-upload-command", command or None)
    assert route_of(asked) == route


def test_everything_of_an_exchange_is_mutated() -> None:
    kept = reply({"status": "ok", "steps": [{"n": 1}]})
    kept.request.body = b'{"input": "a"}'
    found = sorted({str(mutation) for mutation in mutations(kept)})
    values = [f"reply {what}: {CREATE} 200 {path}" for path in ("status", "steps", "steps[*].n")
              for what in ("drop", "null", "rename", "retype")]  # fmt: skip
    assert found == sorted([
        *values, f"reply enum: {CREATE} 200 status", f"request drop: {CREATE} ?alt",
        f"request drop: {CREATE} ?x", f"request drop: {CREATE} input",
        f"status other: {CREATE} 200->202", f"status other: {CREATE} 200->400",
    ])  # fmt: skip


def test_every_event_of_a_stream_is_mutated() -> None:
    found = {str(mutation) for mutation in mutations(stream())}
    for kind in set(EVENTS):
        assert {f"stream {what}: {CREATE} {kind}"
                for what in ("drop", "duplicate", "swap", "merge")} <= found  # fmt: skip
        assert f"event enum: {CREATE} {kind} event_type" in found
    assert f"stream drop: {CREATE} [DONE]" in found
    assert f"stream swap: {CREATE} [DONE]" not in found
