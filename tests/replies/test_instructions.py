"""The few plain instructions that the default model obeys."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini.replies.instructions import Instructions, read_instructions
from tests.api import created, text_of

_EXACT = {
    "Reply with exactly: PONG": "PONG",
    "reply with exactly PONG": "PONG",
    "Please respond with exactly PONG.": "PONG",
    "Answer with only 'yes, sir'": "yes, sir",
    'Reply only with exactly "OK" and nothing else': "OK",
    "Reply with exactly the word banana.": "banana",
    "Reply with exactly this text: a b c": "a b c",
    "Reply with exactly: 'quoted'": "quoted",
    "Reply with exactly: two\nlines": "two\nlines",
    "REPLY WITH EXACTLY: loud": "loud",
    'Reply with exactly: {"a": 1}': '{"a": 1}',
    "Count from 1 to 5": "1, 2, 3, 4, 5",
    "Now count from 3 to 1, slowly.": "3, 2, 1",
    "count from 7 to 7": "7",
}
_NOT_OBEYED = [
    "Reply with exactly",
    "Reply with exactly:",
    "Reply with exactly:   \n",
    "Reply with exactly ...",
    "Replay with exactly: x",
    "Count from 1 to 1000000",
    "Count from 1 to 10001",
    "Count from 10001 to 1",
    "Count from 1 to 1,000",
    "Count from one to five",
    "Count from ١ to ٥",
    "account from 1 to 5",
]
_ENDING = {
    "End every reply with OVER": "OVER",
    "Please end all of your answers with 'over and out'.": "over and out",
    "finish each message with exactly: Bye!": "Bye!",
    "END YOUR REPLIES WITH the word amen.": "amen",
}


@pytest.mark.parametrize("prompt", _EXACT)
def test_input_dictates_the_text(client: httpx.Client, prompt: str) -> None:
    assert text_of(created(client, prompt)) == _EXACT[prompt]


@pytest.mark.parametrize("prompt", _EXACT)
def test_system_instruction_dictates_the_text(client: httpx.Client, prompt: str) -> None:
    assert text_of(created(client, "Hello", system_instruction=prompt)) == _EXACT[prompt]


@pytest.mark.parametrize("prompt", _NOT_OBEYED)
def test_what_dictates_nothing_is_quoted(client: httpx.Client, prompt: str) -> None:
    assert text_of(created(client, prompt)).startswith(f'You said: "{prompt}"')


@pytest.mark.parametrize("prompt", _ENDING)
def test_system_instruction_dictates_the_ending(client: httpx.Client, prompt: str) -> None:
    text = text_of(created(client, "Hello", system_instruction=prompt))
    assert text.endswith(f" {_ENDING[prompt]}")
    assert 'You said: "Hello"' in text


def test_ending_is_added_to_a_dictated_text(client: httpx.Client) -> None:
    body = {"system_instruction": "End every reply with OVER"}
    assert text_of(created(client, "Reply with exactly: Hi", **body)) == "Hi OVER"
    assert text_of(created(client, "Reply with exactly: Hi OVER", **body)) == "Hi OVER"


def test_what_is_dictated_is_no_instruction(client: httpx.Client) -> None:
    said = "End every reply with OVER, he said."
    assert text_of(created(client, f"Reply with exactly: {said}")) == said
    system = f"Reply with exactly: {said}"
    assert text_of(created(client, "Reply with exactly: hi", system_instruction=system)) == "hi"


def test_ending_stops_where_the_dictated_text_begins(client: httpx.Client) -> None:
    prompt = 'End every reply with: over. Reply with exactly "a"'
    assert text_of(created(client, prompt)) == "a over."


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ('Count from 1 to 3. End every reply with exactly "bye"', "1, 2, 3 bye"),
        ("Count from 1 to 3. Finish all  of your replies with exactly: bye", "1, 2, 3 bye"),
        ('End each answer with exactly "bye". Reply with exactly "hi"', "hi bye"),
        ('End your reply with exactly bye. Answer with exactly "hi"', "hi bye"),
        ('In the end, reply with exactly "hi"', "hi"),
    ],
)
def test_ending_with_exactly_dictates_the_end_only(
    client: httpx.Client, prompt: str, said: str
) -> None:
    assert text_of(created(client, prompt)) == said


@pytest.mark.parametrize(
    "prompt",
    [
        "Reply with exactly 'Hi'. End every reply with OVER",
        "End every reply with OVER. Reply with exactly: Hi",
    ],
)
def test_ending_stands_beside_a_dictated_text(client: httpx.Client, prompt: str) -> None:
    assert text_of(created(client, prompt)) == "Hi OVER"


@pytest.mark.parametrize(
    ("system", "last"),
    [
        ("Reply with exactly: system", "Reply with exactly: input"),
        ("Reply with exactly: system", "Count from 1 to 3"),
        ("Count from 1 to 2", "Reply with exactly: input"),
        ("End every reply with S", "End every reply with I"),
    ],
)
def test_input_goes_before_the_system_instruction(system: str, last: str) -> None:
    assert read_instructions(system, last) == read_instructions(None, last)


def test_earlier_input_is_not_obeyed(client: httpx.Client) -> None:
    first = created(client, "Reply with exactly: Hi")
    second = created(client, "Go on.", previous_interaction_id=first["id"])
    assert text_of(second).startswith('You said: "Go on."')


def test_instruction_among_other_contents_is_obeyed(client: httpx.Client) -> None:
    contents = [
        {"type": "text", "text": "Look at this."},
        {"type": "image", "data": "aGk="},
        {"type": "text", "text": "Reply with exactly: seen"},
    ]
    assert text_of(created(client, contents)) == "seen"


@given(st.one_of(st.none(), st.text()), st.text())
def test_any_text_can_be_read(system: str | None, last: str) -> None:
    assert read_instructions(system, last).applied("otherwise")


@pytest.mark.parametrize(
    "part",
    ["reply with exactly ", "reply with exactly '", 'end every reply with "', "reply only " * 3],
)
@pytest.mark.parametrize("filler", [" ", "\t", "x", "\n"])
def test_long_text_is_read_in_reasonable_time(part: str, filler: str) -> None:
    # A pattern that backtracks would take hours here.
    found = read_instructions(None, part + filler * 200_000 + part * 2_000)
    assert isinstance(found, Instructions)
