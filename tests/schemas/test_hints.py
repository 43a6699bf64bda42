"""Values from the prompt."""

from __future__ import annotations

from typing import Any

import pytest

from fake_gemini.ids import Ids
from fake_gemini.schemas import Choices, Hints, construct, read_schema
from tests.schemas.making import INTEGER, STRING, assert_valid, cpu, make, record

STRINGS = {"type": "array", "items": STRING}


@pytest.mark.parametrize(
    "prompt, city",
    [
        ("What is the weather in Paris?", "Paris"),
        ("what's the weather like in San Francisco, CA today", "San Francisco, CA"),
        ("Weather in Rio de Janeiro, please", "Rio de Janeiro"),
        ("Paris weather", "Paris"),
        ("Tell Bob about the weather in St. Louis on Monday", "St. Louis"),
        ("Wetter in Z\u00fcrich?", "Z\u00fcrich"),
        ("Hotels in \u6771\u4eac?", "\u6771\u4eac"),
        ("I need London's forecast", "London"),
        ("How is it in NEW YORK", "NEW YORK"),
    ],
)
def test_city_of_the_prompt_lands_in_city(prompt: str, city: str) -> None:
    assert make(record(city=STRING), prompt) == {"city": city}


@pytest.mark.parametrize("name", ["location", "place", "destination", "departure_city", "cityName"])
def test_place_has_many_names(name: str) -> None:
    assert make(record(**{name: STRING}), "Go to Kyoto") == {name: "Kyoto"}


def test_number_lands_beside_its_name() -> None:
    schema = record(hour=INTEGER, people=INTEGER)

    assert make(schema, "A table for 4 people at 7") == {"hour": 7, "people": 4}


def test_numbers_without_a_name_are_taken_in_order() -> None:
    schema = record(a=INTEGER, b={"type": "number"}, c=INTEGER)

    assert make(schema, "Add 3, 4.5 and 1,000") == {"a": 3, "b": 4.5, "c": 1000}


def test_number_outside_the_bounds_is_not_taken() -> None:
    schema = record(level={"type": "integer", "maximum": 10})

    assert make(schema, "Set 400 and then 8") == {"level": 8}


@pytest.mark.parametrize(
    "prompt, expected",
    [
        ("for four people", 4),
        ("people: 6", 6),
        ("a party of 12", 12),
        ("-5 people", -5),
        ("on 2026-05-01 at 10:30 for 3 people", 3),
    ],
)
def test_number_is_found(prompt: str, expected: int) -> None:
    assert make(record(people=INTEGER), prompt) == {"people": expected}


def test_origin_and_destination_are_told_apart() -> None:
    schema = record(destination=STRING, origin=STRING, passengers=INTEGER)

    value = make(schema, "Find flights from New York to S\u00e3o Paulo for 2 passengers")

    assert value == {"destination": "S\u00e3o Paulo", "origin": "New York", "passengers": 2}


def test_person_and_place_are_told_apart() -> None:
    value = make(record(city=STRING, name=STRING), "Book a room for Alice in Lima")

    assert value == {"city": "Lima", "name": "Alice"}


def test_meeting_is_filled() -> None:
    schema = record(attendees=STRINGS, date=STRING, time=STRING, topic=STRING)
    prompt = (
        "Schedule a meeting with Bob and Alice for 03/27/2025 at 10:00 AM about the Q3 planning."
    )

    assert make(schema, prompt) == {
        "attendees": ["Bob", "Alice"],
        "date": "03/27/2025",
        "time": "10:00 AM",
        "topic": "the Q3 planning",
    }


@pytest.mark.parametrize("quoted", ['"late again"', "'late again'", "`late again`"])
def test_quoted_text_lands_in_a_text(quoted: str) -> None:
    value = make(record(message=STRING), f"Send Bob the words {quoted} now")

    assert value == {"message": "late again"}


def test_query_is_the_whole_prompt_where_nothing_is_quoted() -> None:
    assert make(record(query=STRING), " cheap flights \n") == {"query": "cheap flights"}


@pytest.mark.parametrize(
    "format_, prompt, expected",
    [
        ("date", "on 2026-05-01", "2026-05-01"),
        ("date", "on 3/27/2026", "2026-03-27"),
        ("date", "on 27/3/2026", "2026-03-27"),
        ("date", "on March 3rd, 2026", "2026-03-03"),
        ("date", "on 3 of March 2026", "2026-03-03"),
        ("date-time", "at 2026-05-01 10:30", "2026-05-01T10:30:00Z"),
        ("date-time", "at 2026-05-01T10:30:05+02:00", "2026-05-01T10:30:05+02:00"),
        ("date-time", "on 2026-05-01", "2026-05-01T00:00:00Z"),
        ("time", "at 7:05 pm", "19:05:00Z"),
        ("time", "at 12am", "00:00:00Z"),
        ("email", "write to ada@example.org.", "ada@example.org"),
        ("uri", "see https://example.org/a?b=1.", "https://example.org/a?b=1"),
    ],
)
def test_format_is_filled(format_: str, prompt: str, expected: str) -> None:
    assert make(record(x={"type": "string", "format": format_}), prompt) == {"x": expected}


@pytest.mark.parametrize(
    "prompt",
    ["on 2026-02-31", "on 99/99/2026", "on March 3", "on Smarch 3, 2026", "at 25:00", "tomorrow"],
)
def test_what_is_not_valid_is_not_taken(prompt: str) -> None:
    schema = record(
        day={"type": "string", "format": "date"}, clock={"type": "string", "format": "time"}
    )

    assert_valid(schema, make(schema, prompt))


def test_enum_value_of_the_prompt_is_chosen() -> None:
    schema = record(unit={"enum": ["celsius", "fahrenheit"]}, mode={"enum": ["on_foot", "by_car"]})

    for digest in (b"a", b"b", b"c"):
        value = make(schema, "In Fahrenheit, going On Foot", digest=digest)
        assert value == {"unit": "fahrenheit", "mode": "on_foot"}


def test_enum_of_numbers_is_chosen_too() -> None:
    assert make({"enum": [1, 2, 3]}, "Give me 3") == 3


def test_word_that_begins_a_sentence_still_stands_before_its_name() -> None:
    schema = record(destination=STRING, origin=STRING)

    assert make(schema, "From Oslo to Rome") == {"destination": "Rome", "origin": "Oslo"}


def test_texts_around_come_after_the_prompt_and_apart_from_it() -> None:
    hints = Hints.of("4 people", "6 of an id")
    plan = read_schema(record(people=INTEGER, others=INTEGER))

    made = construct(plan, Choices(Ids(1), b""), hints)

    assert made == {"people": 4, "others": 6}


@pytest.mark.parametrize(
    "words, value, schema, expected",
    [
        ("order id", "a-1", record(order_id=STRING), "a-1"),
        ("order", 7, record(order=INTEGER), 7),
        ("where", "Paris", record(city=STRING), "Paris"),
        ("contact", "ada@example.com", record(email=STRING), "ada@example.com"),
        ("start day", "2026-03-04", record(day={"type": "string", "format": "date"}), "2026-03-04"),
        ("state", "open", record(state={"enum": ["closed", "open"]}), "open"),
        ("ids", "a-1", record(ids={"type": "array", "items": STRING}), ["a-1"]),
        ("size", -1.5, record(size={"type": "number"}), -1.5),
    ],
    ids=["id", "number", "place", "email", "date", "enum", "array", "fraction"],
)
def test_value_with_a_name_is_used_where_it_fits(
    words: str, value: str | int, schema: Any, expected: Any
) -> None:
    hints = Hints.of("", values=[(words, value)])

    made = construct(read_schema(schema), Choices(Ids(1), b""), hints)

    assert [*made.values()] == [expected]


@pytest.mark.parametrize("value", ["open", 1e30, "x" * 1_000])
def test_value_is_left_out_where_its_name_says_something_else(value: str | float) -> None:
    hints = Hints.of("", values=[("status", value)])

    made = construct(
        read_schema(record(room=STRING, n={"type": "number", "maximum": 9})),
        Choices(Ids(1), b""),
        hints,
    )

    assert str(value) not in map(str, made.values())


def test_option_that_is_mentioned_is_chosen() -> None:
    cat = record(kind={"const": "cat"}, name=STRING)
    dog = record(kind={"const": "dog"}, age=INTEGER)

    assert make({"oneOf": [cat, dog]}, "the dog is 7") == {"kind": "dog", "age": 7}


def test_array_takes_as_many_as_are_mentioned() -> None:
    schema = record(cities=STRINGS, numbers={"type": "array", "items": INTEGER})

    value = make(schema, "Compare Paris, London and Rome by 3 and 5")

    assert value == {"cities": ["Paris", "London", "Rome"], "numbers": [3, 5]}


def test_mention_that_misses_the_pattern_is_not_taken() -> None:
    schema = record(city={"type": "string", "pattern": "^[a-z]+$"})

    assert_valid(schema, make(schema, "Weather in Paris"))


def test_description_helps_where_the_name_does_not() -> None:
    schema = record(**{"\u5730": {"type": "string", "description": "A city"}})

    assert make(schema, "Weather in Paris") == {"\u5730": "Paris"}


@pytest.mark.parametrize(
    "piece", ['"', "\u201ca", "A ", "aa.", "1,", "a@b.", "'a ", "https://", "x"]
)
def test_long_prompt_is_read_soon(piece: str) -> None:
    assert cpu(lambda: Hints.of(piece * 200_000)) < 1


def test_long_prompt_leaves_off_in_a_large_schema() -> None:
    many: dict[str, Any] = {f"city_{i}": {**STRING, "title": str(i)} for i in range(1_000)}

    assert cpu(lambda: make(record(**many), "Paris and Rome and 3 things. " * 500)) < 2
