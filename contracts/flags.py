"""The fields of `Options` as options of a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

import click

from .options import Options, flag, kind

F = TypeVar("F", bound=Callable[..., Any])


def options_for(*names: str) -> Callable[[F], F]:
    """Give a command the options of these names, or all."""

    def attach(command: F) -> F:
        for each in reversed(fields(Options)):
            if not names or each.name in names:
                choices = each.metadata.get("choices")
                command = click.option(
                    flag(each.name),
                    type=click.Choice(choices) if choices else kind(each),
                    default=None,
                    envvar=each.metadata.get("env"),
                    show_envvar=True,
                    help=each.metadata["help"],
                )(command)
        return command

    return attach
