"""Everything that is generated, put to an honest fake in great numbers and other ones each time.

    python -m contracts.machines --examples 300

Exit codes: 0 all held, 1 something did not (what that takes is printed), 2 wrong usage.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from ..api import Api
from ..budget import Budget, Limits
from ..preflight import CHEAP
from ..session import Session
from ..targets import opened_target
from . import bodies, conversations, links, uploads
from .playing import Player
from .programmes import Programme, free
from .rehearsing import search

# Commands of one programme; nothing is counted here.
_LONGEST = 60

Play = Callable[[Api, Programme], Player[Any]]
Ask = Callable[[int, int], None]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--examples", type=click.IntRange(1), default=100, show_default=True,
              help="Of each kind.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=None,
              help="Where to begin; by default anywhere.")  # fmt: skip
def main(examples: int, seed: int | None) -> None:
    """Put generated programmes and requests to an honest fake, others each time."""
    start = secrets.randbelow(2**32) if seed is None else seed
    for name, ask in _all():
        try:
            ask(examples, start)
        except AssertionError as error:
            click.echo("\n".join([str(error), *getattr(error, "__notes__", ())]))
            click.echo(f"{name} failed, --examples {examples} --seed {start}")
            sys.exit(1)
        click.echo(f"{name}: {examples} held, --seed {start}")


def _all() -> Iterator[tuple[str, Ask]]:
    yield "conversations", _programmes(conversations.DECK, conversations.player)
    yield "uploads", _programmes(uploads.DECK, uploads.player)
    for collection in links.STEPS:
        yield f"links of {collection}", _links(collection)
    for operation in bodies.EXAMPLES:
        yield f"bodies of {operation}", _bodies(operation)


def _programmes(deck: tuple[str, ...], play: Play) -> Ask:
    def perform(programme: Programme) -> None:
        with fresh() as api:
            play(api, programme).play()

    return lambda examples, start: search(
        free(deck, _LONGEST), perform, examples=examples, start=start
    )


def _links(collection: str) -> Ask:
    def ask(examples: int, start: int) -> None:
        with fresh() as api:
            links.follow(api, collection, examples=examples, start=start)

    return ask


def _bodies(operation: str) -> Ask:
    def ask(examples: int, start: int) -> None:
        with fresh() as api:
            bodies.take(api, operation, examples=examples, start=start)
            bodies.refuse(api, operation, examples=examples, start=start)

    return ask


@contextmanager
def fresh() -> Iterator[Api]:
    """A fake that nobody has asked anything yet."""
    with opened_target("fake", None, None) as target:
        with Session(target, Budget(Limits()), model=CHEAP[0]) as session:
            yield session.api()


if __name__ == "__main__":
    main(prog_name="python -m contracts.machines")
