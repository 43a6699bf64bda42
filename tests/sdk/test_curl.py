"""curl, with the host of the real API replaced."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.api import MODEL, Json, events, fold, text_of
from tests.leaving_out import leave_out
from tests.sdk.calls import CALLS, Words, with_picture
from tests.sdk.programs import HERE, ORGAN, Fake, killed_after, run

pytestmark = pytest.mark.sdk


@pytest.fixture(scope="module", autouse=True)
def curl_is_there() -> None:
    if shutil.which("curl") is None:
        leave_out("curl is not there")


def _command(fake: Fake, body: Json, *, query: str = "", key: str = "curl") -> list[str]:
    url = f"{fake.url}/v1beta/interactions{query}"
    headers = ["-H", "Content-Type: application/json"]
    if key:
        headers += ["-H", f"x-goog-api-key: {key}"]
    return ["curl", "-sS", "-N", url, *headers, "-d", json.dumps({"model": MODEL, **body})]


def _printed(fake: Fake, body: Json, *, query: str = "", key: str = "curl") -> str:
    done = run(*_command(fake, body, query=query, key=key), env=fake.env("curl"))
    assert done.returncode == 0, done.stderr
    return done.stdout


def _unary(fake: Fake, body: Json) -> Json:
    return dict(json.loads(_printed(fake, body)))


def _streamed(fake: Fake, body: Json) -> Json:
    return fold(events(_printed(fake, {**body, "stream": True}, query="?alt=sse")))


def _uploaded(fake: Fake) -> str:
    headers = ["-H", "x-goog-api-key: curl", "-H", "X-Goog-Upload-Protocol: raw"]
    kind = ["-H", "Content-Type: image/jpeg", "--data-binary", f"@{ORGAN}"]
    done = run(
        "curl", "-sS", f"{fake.url}/upload/v1beta/files", *headers, *kind, env=fake.env("curl")
    )
    return str(json.loads(done.stdout)["file"]["uri"])


@pytest.mark.parametrize("create", [_unary, _streamed], ids=["unary", "stream"])
@pytest.mark.parametrize("name", CALLS)
def test_call_says_the_words(
    fake: Fake, words: Words, name: str, create: Callable[[Fake, Json], Json]
) -> None:
    turns = CALLS[name]
    if name == "image":
        turns = with_picture(turns, _uploaded(fake))
    texts: list[str] = []
    last: Json = {}
    for turn in turns:
        interaction = create(fake, {**turn, **last})
        last = {"previous_interaction_id": interaction["id"]}
        texts.append(text_of(interaction))
    assert texts == words(name)


def test_resumable_upload_of_20_mib_arrives_whole(
    fake: Fake, big_file: Path, tmp_path: Path
) -> None:
    script = HERE / "rest" / "upload.sh"
    done = run("sh", script, big_file, "application/pdf", env=fake.env("curl"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    file = json.loads(done.stdout)["file"]
    assert (file["displayName"], file["mimeType"]) == ("BY CURL", "application/pdf")
    assert (
        base64.b64decode(file["sha256Hash"]).decode() == sha256(big_file.read_bytes()).hexdigest()
    )


def test_key_in_the_query_is_accepted(fake: Fake) -> None:
    printed = _printed(fake, {"input": "Hello"}, query="?key=curl", key="")
    assert json.loads(printed)["status"] == "completed"


def test_stream_of_a_killed_curl_is_stored(paced_fake: Fake) -> None:
    command = _command(paced_fake, {"input": "Count from 1 to 2000", "stream": True})
    _, data = killed_after(2, *command, env=paced_fake.env("curl"))
    id = json.loads(data.removeprefix("data: "))["interaction"]["id"]
    with paced_fake.client("curl") as client:
        assert text_of(client.get(f"/v1/interactions/{id}").json()).endswith(", 2000")
