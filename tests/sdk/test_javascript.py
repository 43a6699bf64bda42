"""@google/genai under Node, against a fake in another process."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from google import genai

from fake_gemini.testing import running
from tests.api import MODEL, text_of
from tests.sdk.calls import CALLS, Words
from tests.sdk.counting import Counter
from tests.sdk.programs import JS, ORGAN, Fake, killed_after, node

pytestmark = [pytest.mark.sdk, pytest.mark.node]


@pytest.fixture(scope="module")
def answers(fake: Fake) -> Any:
    """What each call was answered, by name."""
    return node("calls.mjs", json.dumps(CALLS), str(ORGAN), env=fake.env("js"))


@pytest.fixture(scope="module")
def life(fake: Fake) -> Any:
    """One interaction created, read, replayed and deleted, and some refusals."""
    return node("lifecycle.mjs", env=fake.env("js-life"))


@pytest.fixture(scope="module")
def files(fake: Fake, big_file: Path) -> Any:
    """A file of 20 MiB uploaded, found, listed, used and deleted."""
    return node("files.mjs", str(big_file), env=fake.env("js-files"))


@pytest.mark.parametrize("how", ["unary", "stream", "stateless"])
@pytest.mark.parametrize("name", CALLS)
def test_call_says_the_words(answers: Any, words: Words, name: str, how: str) -> None:
    assert answers[name][how] == words(name)


def test_get_tells_the_same_with_what_was_said(life: Any) -> None:
    assert [step["type"] for step in life["found"]["steps"]] == [
        "user_input",
        "thought",
        "model_output",
    ]
    assert life["found"]["output_text"] == life["created"]["output_text"]
    assert life["found"]["input"] == "Hello"


def test_get_stream_goes_on_after_the_last_event(life: Any) -> None:
    assert life["rest"] == life["whole"][5:]
    assert life["rest"][-1]["event_type"] == "interaction.completed"


@pytest.mark.parametrize(
    ("what", "status", "message"),
    [
        ("cancelled", 400, "only a background interaction"),
        ("deleted", 404, "Requested entity was not found."),
        ("model", 404, "Model 'no-such-model' not found."),
        ("parent", 404, "Requested entity was not found."),
        ("camel", 400, "Did you mean 'previous_interaction_id'?"),
    ],
    ids=["cancelled", "deleted", "model", "parent", "camel"],
)
def test_refusal_is_understood(life: Any, what: str, status: int, message: str) -> None:
    refused = life["refused"][what]
    assert refused["status"] == status
    assert message in refused["message"]


def test_upload_of_20_mib_arrives_whole(files: Any, big_file: Path) -> None:
    digest = hashlib.sha256(big_file.read_bytes()).hexdigest().encode()
    assert files["uploaded"]["sizeBytes"] == str(20 * 1024 * 1024)
    assert files["uploaded"]["sha256Hash"] == base64.b64encode(digest).decode()
    assert files["found"]["name"] == files["uploaded"]["name"]


def test_chosen_names_are_kept(files: Any) -> None:
    small = files["small"]
    assert (small["name"], small["displayName"]) == ("files/js-file", "Größe")
    assert files["taken"]["status"] == 409


def test_list_goes_through_all_pages(files: Any) -> None:
    assert sorted(files["listed"]) == sorted([files["uploaded"]["name"], "files/js-file"])


def test_uploaded_file_is_used(files: Any) -> None:
    assert "a document (application/pdf, 20971520 bytes" in files["used"]


@pytest.mark.parametrize("what", ["gone", "download"])
def test_file_that_is_not_to_be_had_is_refused(files: Any, what: str) -> None:
    assert files[what]["status"] == 403


def test_models_are_listed_and_found(files: Any) -> None:
    assert files["model"]["name"] == "models/gemini-3-flash-preview"
    assert files["model"]["name"] in files["models"]


def test_tokens_are_counted_as_in_python(files: Any, client: genai.Client) -> None:
    counted = client.models.count_tokens(model=MODEL, contents="How does AI work?")
    assert files["tokens"] == counted.total_tokens


def test_unimitated_call_costs_one_request() -> None:
    counter = Counter()
    with running(counter.app()) as server:
        statuses = node("unimitated.mjs", env=Fake(server.url).env("js"))
    assert set(statuses.values()) == {400}
    assert len(counter.requests) == len(statuses)


def test_stream_that_is_left_early_is_stored(paced_fake: Fake) -> None:
    told = node("leave.mjs", env=paced_fake.env("js"))
    assert told["seen"] == 1
    assert told["found"] == told["again"]


def test_stream_of_a_killed_program_is_stored(paced_fake: Fake) -> None:
    (line,) = killed_after(1, "node", JS / "listen.mjs", env=paced_fake.env("js"))
    with paced_fake.client("js") as client:
        assert text_of(client.get(f"/v1/interactions/{line.strip()}").json()).endswith(", 2000")
