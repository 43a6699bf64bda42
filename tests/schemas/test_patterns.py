"""Texts for a pattern, and which patterns are read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_gemini.schemas import SchemaError, Unsatisfiable
from fake_gemini.schemas.automata import language
from fake_gemini.schemas.limits import DEFAULT, Effort
from fake_gemini.schemas.patterns import parse
from tests.effort import tried
from tests.schemas.making import assert_valid, make, make_several

pieces = st.recursive(
    st.sampled_from(["a", "b", "[ab]", "[^a]", ".", r"\d", r"\w", "", "(?:ab|c)", "^", "$"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}", "*?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


def accepts(pattern: str, text: str) -> bool:
    effort = Effort(DEFAULT)
    return language(parse(pattern, "", DEFAULT), effort).accepts(text, effort)


@settings(max_examples=tried(400))
@given(pattern=pieces, text=st.text("ab1c-", max_size=6))
def test_pattern_accepts_what_an_engine_finds(pattern: str, text: str) -> None:
    assert accepts(pattern, text) == (re.search(pattern, text) is not None)


@settings(max_examples=tried(300))
@given(pattern=pieces, least=st.integers(0, 6), more=st.integers(0, 6))
def test_text_has_the_pattern_and_the_length(pattern: str, least: int, more: int) -> None:
    schema = {"type": "string", "pattern": pattern, "minLength": least, "maxLength": least + more}

    try:
        text = make(schema)
    except Unsatisfiable:
        return

    assert re.search(pattern, text)
    assert least <= len(text) <= least + more


@settings(max_examples=tried(200))
@given(found=pieces, ahead=pieces, sign=st.sampled_from("=!"), text=st.text("ab1c", max_size=5))
def test_lookahead_at_the_beginning_accepts_what_an_engine_finds(
    found: str, ahead: str, sign: str, text: str
) -> None:
    pattern = f"^(?{sign}{ahead})(?:{found})"

    assert accepts(pattern, text) == (re.search(pattern, text) is not None)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"^(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s]).{8,}$", id="password"),
        pytest.param(r"^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$", id="decimal-of-pydantic"),
        pytest.param(
            r"^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-\.]*)[A-Za-z0-9_+-]@"
            r"([A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$",
            id="email-of-zod",
        ),
        pytest.param("^(?!a)(a|b)$", id="negative"),
    ],
)
def test_lookahead_at_the_beginning_is_kept(pattern: str) -> None:
    for text in make_several({"type": "string", "pattern": pattern}):
        assert re.search(pattern, text)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("(a+)+$", id="nested-repetition"),
        pytest.param("^(a|a)*b$", id="ambiguous"),
        pytest.param("^.{0,300}$", id="long-repetition"),
        pytest.param(r"^\$\{name\}: [\]^-]+$", id="escapes"),
        pytest.param("^{a}$", id="brace-that-is-no-quantifier"),
        pytest.param(r"^(?<year>\d{4})-(?P<month>\d\d)$".replace("?P", "?"), id="named-groups"),
        pytest.param("x^|y", id="dead-branch"),
        pytest.param("[^\\x00-\\x7f]", id="beyond-ascii"),
        pytest.param("", id="empty"),
    ],
)
def test_pattern_of_the_subset_gets_a_text(pattern: str) -> None:
    text = make({"type": "string", "pattern": pattern})

    assert accepts(pattern, text)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)b",
        "^a(?!a)b",
        "^(?!a)b|c",
        "(?<=a)b",
        r"(a)\1",
        r"\bword\b",
        r"\p{L}",
        "(?i)a",
        "a++",
        "*a",
        "(a",
    ]
    + ["a)", "[a", "[b-a]", r"[\d-x]", "a{2,1}", "a{,3}", "[]", "a\\", r"\x4", r"\ud800", "^*"],
)
def test_pattern_outside_the_subset_is_refused(pattern: str) -> None:
    with pytest.raises(SchemaError, match="^properties.a.pattern: The pattern has .* Accepted:"):
        make({"properties": {"a": {"pattern": pattern}}})


@pytest.mark.parametrize(
    "pattern", ["a{1000000}", "((a{99}){99}){99}", "(){1000000}", "a" * 10_001]
)
def test_pattern_that_is_too_large_is_refused(pattern: str) -> None:
    with pytest.raises(SchemaError, match="^pattern: The pattern (has|is) "):
        make({"type": "string", "pattern": pattern})


def test_patterns_hold_together() -> None:
    schema = {
        "allOf": [{"pattern": "^[a-z0-9]+$"}, {"pattern": "[0-9]"}, {"pattern": "q$"}],
        "type": "string",
        "minLength": 6,
        "maxLength": 8,
    }

    for text in make_several(schema):
        assert_valid(schema, text)


def test_patterns_that_exclude_each_other_are_unsatisfiable() -> None:
    with pytest.raises(Unsatisfiable, match="No text of that length"):
        make({"type": "string", "pattern": "^[a-z]+$", "allOf": [{"pattern": "[0-9]"}]})


def test_lookahead_that_forbids_everything_is_unsatisfiable() -> None:
    with pytest.raises(Unsatisfiable, match="lookahead"):
        make({"type": "string", "pattern": "^(?!a)(?:a|ab)$"})


def test_word_is_taken_where_the_pattern_allows_one() -> None:
    assert make({"type": "string", "pattern": "^[A-Z][a-z]+$"}).isalpha()
    assert len(make({"type": "string", "pattern": "^[a-z]+$"})) > 4
