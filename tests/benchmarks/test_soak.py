"""The hostile hour in its smallest form: a few dozen requests of each kind."""

from __future__ import annotations

from collections import Counter

from benchmarks import soak
from benchmarks.abuse import Statuses
from benchmarks.soak import Shape


def test_hostile_requests_get_no_5xx_and_leave_nothing() -> None:
    statuses: Statuses = Counter()
    with soak.watched() as fake:
        soak.hour(fake.server, 0.001, Counter())
        before = fake.shape()
        soak.hour(fake.server, 0.005, statuses)
        after = fake.shape()
    assert sum(statuses.values()) > 50
    assert not [status for status in statuses if status.startswith("5")]
    assert (after.descriptors, after.tasks) == (before.descriptors, before.tasks)


def test_what_is_left_behind_is_a_complaint() -> None:
    before = Shape(memory=0, descriptors=10, tasks=2)
    after = Shape(memory=6 * 1024 * 1024, descriptors=11, tasks=3)
    assert soak.complaints(Counter({"500": 1, "400": 9}), [before, after]) == [
        "1 answers 500",
        "hour 1 leaves 6.0 MiB",
        "hour 1 leaves 1 files",
        "hour 1 leaves 1 tasks",
    ]
