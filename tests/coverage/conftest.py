"""The page, made once, and fakes to ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.coverage.fakes import Fakes
from tests.coverage.page import Page, made


@pytest.fixture(scope="session")
def page() -> Page:
    return made()


@pytest.fixture
def fakes() -> Iterator[Fakes]:
    with Fakes() as fakes:
        yield fakes
