"""A plain create is answered on a shorter way, with what the model says on the long one."""

from __future__ import annotations

import httpx
import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_gemini import Settings
from fake_gemini.ids import Ids
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import EMPTY, Conversation, fold, hear, no_media
from fake_gemini.replies.last import last_said
from fake_gemini.replies.model import DefaultModel
from fake_gemini.replies.plain import Asked, plain_turn
from fake_gemini.replies.speech import Speaker
from fake_gemini.wire.create import Create, read_create
from tests.api import MODEL, Json, created, post, text_of
from tests.effort import tried

IDS = Ids(1)
LONG_WAY = DefaultModel(IDS, Speaker(Settings(), IDS))

texts = st.text(min_size=1, max_size=40) | st.sampled_from(
    [
        "Reply with exactly: yes",
        "Count from 3 to 1",
        "Repeat your last reply",
        "Finish every answer with Meow",
        "Please explain " * 40,
        "words " * 1_000,
        "…" * 301,
        "internationalization of antidisestablishmentarianism",
    ]
)
creates = st.fixed_dictionaries(
    {"model": st.sampled_from([MODEL, "gemini-2.5-pro"]), "input": texts},
    optional={"system_instruction": texts | st.just(""), "store": st.booleans()},
).map(lambda body: read_create(orjson.dumps(body), lenient=False))


def conversation(said: list[str]) -> Conversation:
    """What was said before, and each time answered with the same, or with a call."""
    before = EMPTY
    for text in said:
        step: Json = {"type": "model_output", "content": [{"type": "text", "text": text}]}
        if len(text) % 2:
            step = {"type": "function_call", "id": text, "name": "paint", "arguments": {}}
        before = fold(IDS, hear(IDS, before, text), [step], no_media)
    return before


@given(creates, st.lists(texts, max_size=6).map(conversation), st.booleans())
@settings(max_examples=tried(600))
def test_both_ways_say_the_same(create: Create, before: Conversation, thinks: bool) -> None:
    assert create.is_plain and create.text is not None
    last = last_said(create.steps)
    told = LONG_WAY.answer(create, before, last, no_media, thinks=thinks, name_call=str)

    asked = Asked(create.subject, create.text, create.system_instruction or "", thinks)
    words = asked.words(IDS, before)
    turn = plain_turn(asked, before, words)
    assert Answer(turn, hear(IDS, before, create.text), words) == told


def test_text_part_says_what_the_text_alone_does(client: httpx.Client) -> None:
    """The first goes the long way, the second the short one."""
    part: Json = {"type": "text", "text": "Where is my hat?"}

    assert text_of(created(client, [part])) == text_of(created(client, "Where is my hat?"))


def test_rehearsal_that_is_over_is_answered_the_same_on_both_ways(client: httpx.Client) -> None:
    trigger = "[[fake: error too_many_requests, 1 times]]"
    part: Json = {"type": "text", "text": trigger}
    refused = [post(client, input) for input in (trigger, [part])]

    assert [answer.status_code for answer in refused] == [429, 429]
    assert text_of(created(client, trigger)) == text_of(created(client, [part]))
