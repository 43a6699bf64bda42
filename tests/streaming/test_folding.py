"""Folding the events of any stream gives the stored interaction: one turn, two renderings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport, running
from tests.api import KEY, MODEL, Json, events, fold, post

_TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
    st.integers(0, 120).map(lambda last: f"Count from 1 to {last}"),
    st.integers(1, 500).map(lambda size: "Reply with exactly: " + "é𝄞\n"[size % 3] * size + "."),
)
_CONFIGS = st.fixed_dictionaries(
    {},
    optional={
        "max_output_tokens": st.integers(1, 150),
        "thinking_level": st.sampled_from(["minimal", "low", "high"]),
        "thinking_summaries": st.sampled_from(["auto", "none"]),
        "stop_sequences": st.lists(st.sampled_from([",", " ", "you", ""]), max_size=2),
    },
)
_BODIES = st.fixed_dictionaries(
    {"input": _TEXTS, "generation_config": _CONFIGS},
    optional={
        "model": st.sampled_from([MODEL, "gemini-3.5-transcribe"]),
        "service_tier": st.sampled_from(["standard", "flex"]),
        "system_instruction": st.just("End every reply with OVER"),
    },
)


@pytest.fixture(scope="module", params=["in-process", "socket"])
def client(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A fake that lives as long as the module, because hypothesis asks it often."""
    app = create_app(Settings(chunk_size=7))
    headers = {"x-goog-api-key": KEY}
    if request.param == "in-process":
        transport: Any = SyncTransport(app)
        with httpx.Client(transport=transport, base_url="http://fake", headers=headers) as client:
            yield client
        return
    with running(app) as fake:
        with httpx.Client(base_url=fake.url, headers=headers, trust_env=False) as client:
            yield client


@given(_BODIES)
def test_stream_folds_to_the_stored_interaction(client: httpx.Client, body: Json) -> None:
    told = fold(events(post(client, **body, stream=True).text))
    stored = client.get(f"/v1/interactions/{told['id']}").json()
    assert told == _generated(stored)


@given(_BODIES)
def test_replay_folds_to_the_stored_interaction(client: httpx.Client, body: Json) -> None:
    made = post(client, **body).json()
    replay = client.get(f"/v1/interactions/{made['id']}", params={"stream": "true"})
    assert fold(events(replay.text)) == made


@given(_BODIES)
def test_stream_and_unary_say_the_same(client: httpx.Client, body: Json) -> None:
    told = fold(events(post(client, **body, stream=True, store=False).text))
    made = post(client, **body, store=False).json()
    assert told == made | {"id": ""}


def _generated(stored: Json) -> Json:
    """The stored interaction as its create answered it: without what the user said."""
    if "steps" in stored:
        stored["steps"] = [s for s in stored["steps"] if s["type"] != "user_input"]
    return stored
