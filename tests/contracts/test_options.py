"""Options, and the plan that they make."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from contracts.budget import Cost, Limits, Prices
from contracts.clauses import all_clauses
from contracts.options import Options, flag, kind
from contracts.pacing import Speed
from contracts.plan import PREFLIGHT, make_plan
from contracts.stopping import Blocked, WrongUsage
from contracts.targets import opened_target, target_of_app
from fake_gemini import create_app
from tests.contracts.asking import KEY, scripted

FAKE = target_of_app(create_app())


def _target(**more: Any) -> Any:
    return scripted(lambda request: pytest.fail("nothing is sent"), **more)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_cost": 1.0}, "--max-cost needs --price-in and --price-out"),
        ({"price_in": 1.0}, "--price-in and --price-out go together"),
        ({"profile": "fast"}, "--profile is 'fast'; accepted: full, smoke"),
        ({"fail_on": "never"}, "--fail-on is 'never'; accepted: cosmetic, additive, behaviour"),
        ({"max_requests": -1}, "--max-requests is -1; accepted: a number from 0"),
        ({"max_minutes": float("inf")}, "--max-minutes is inf; accepted"),
        ({"max_minutes": float("nan")}, "--max-minutes is nan; accepted"),
    ],
)
def test_option_that_cannot_be_followed_is_refused(options: Any, message: str) -> None:
    with pytest.raises(WrongUsage, match=message):
        Options(**options)


def test_options_never_show_keys() -> None:
    assert KEY not in repr(Options(api_key=KEY, other_api_key=KEY))


def test_options_survive_the_way_to_pytest() -> None:
    options = Options(target="http://h", api_key="k", max_cost=1.5, price_in=1.0, price_out=2.0,
                      max_requests=7, ledger_dir=Path("/x"), select="a b")  # fmt: skip
    told = dict(argument.split("=", 1) for argument in options.as_arguments())
    read = {each.name: kind(each)(told[flag(each.name)]) for each in fields(Options)
            if flag(each.name) in told}  # fmt: skip

    assert Options.of(read) == options


def test_speed_is_the_users_or_the_usual() -> None:
    assert Options(requests_per_minute=5).speed(Speed(60, 100)) == Speed(5, 100)


@pytest.mark.parametrize(
    ("name", "key", "message"),
    [
        ("fakes", None, "no such target: 'fakes'; accepted: fake, socket, real, http"),
        ("ftp://h", "k", "no such target"),
        ("http://h?key=1", "k", "no such target"),
        ("http://h", None, "needs --api-key"),
        ("real", "k", "comes from GEMINI_API_KEY only"),
        ("https://generativelanguage.googleapis.com/", "k", "--target real"),
    ],
)
def test_target_that_is_none_is_refused(name: str, key: str | None, message: str) -> None:
    with pytest.raises(WrongUsage, match=message):
        with opened_target(name, key, None):
            pass


def test_real_target_needs_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEMINI_API_KEY", raising=False)

    with pytest.raises(Blocked, match="GEMINI_API_KEY is not set"):
        with opened_target("real", None, None):
            pass


def test_real_target_is_asked_slowly_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", KEY)

    with opened_target("real", None, None) as target:
        assert target.url == "https://generativelanguage.googleapis.com"
        assert target.one_process
        assert target.keeps
        assert target.speed.requests
        assert KEY not in repr(target)


def test_plan_leaves_nothing_out_for_the_fake() -> None:
    plan = make_plan(Options(), FAKE, all_clauses())

    assert plan.clauses == all_clauses()
    assert plan.skipped == ()
    assert plan.limits == Limits()


@pytest.mark.parametrize("name", ["real", "http://h"])
@pytest.mark.parametrize("other", [None, "other"], ids=["one-key", "two-keys"])
def test_plan_without_another_key_leaves_out_isolation(
    name: str, other: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    with opened_target(name, None if name == "real" else KEY, other) as target:
        plan = make_plan(Options(), target, all_clauses())

    left_out = {} if other else {"keys.file-of-another": "needs --other-api-key"}
    assert {clause.id: reason for clause, reason in plan.skipped} == left_out


def test_plan_selects_by_prefix() -> None:
    plan = make_plan(Options(select="interactions.stream."), FAKE, all_clauses())

    assert plan.clauses
    assert all(clause.id.startswith("interactions.stream.") for clause in plan.clauses)


def test_plan_of_nothing_is_refused() -> None:
    with pytest.raises(WrongUsage, match="no clause begins with 'nothing'"):
        make_plan(Options(select="nothing"), FAKE, all_clauses())


def test_plan_counts_the_preflight() -> None:
    chosen = [clause for clause in all_clauses() if clause.id == "interactions.create.id"]
    plan = make_plan(Options(select="interactions.create.id"), FAKE, all_clauses())

    assert plan.cost == PREFLIGHT + Cost(chosen[0].requests, 0, chosen[0].tokens)


def test_target_that_keeps_is_never_asked_for_more_than_planned() -> None:
    plan = make_plan(Options(), _target(keeps=True), all_clauses())

    assert plan.limits.tokens == plan.cost.tokens
    assert plan.limits.requests == plan.cost.requests + 50


def test_smoke_is_held_to_forty_requests() -> None:
    plan = make_plan(Options(profile="smoke"), _target(keeps=True), all_clauses())

    assert plan.limits == Limits(40, 20_000)
    assert plan.cost.requests <= 40
    assert plan.cost.tokens <= 20_000


def test_user_sets_the_limits() -> None:
    options = Options(max_requests=9, max_tokens=10, max_cost=1, price_in=2, price_out=3)
    plan = make_plan(options, _target(keeps=True), all_clauses())

    assert plan.limits == Limits(9, 10, 1, Prices(2, 3))
    assert plan.money == pytest.approx(plan.cost.tokens * 3 / 1_000_000)
