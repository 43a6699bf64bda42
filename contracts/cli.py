"""`gemini-contracts`: the same checks on the fake, on the real API, on any address.

Exit codes: 0 all held, 1 a clause failed, 2 wrong usage, 3 could not run. What goes wrong is one
line on stderr.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

# What the extra brings; everything but the first line of help needs it.
_EXTRA = ("httpx", "hypothesis", "pytest", "schemathesis", "yaml")


def main() -> None:
    """Run the command line and exit; Ctrl-C while it is still loading is no traceback either."""
    try:
        code = _run()
    except KeyboardInterrupt:
        code = _say("interrupted", 3)
    sys.exit(code)


def _run() -> int:
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        needed = f"{', '.join(missing)}: not installed"
        return _say(f"{needed}; pip install '.[contracts]' in the checkout", 3)
    if not __debug__:
        return _say("python -O drops what the checks assert: run without it", 3)
    from .commands import cli
    from .stopping import Blocked, WrongUsage

    try:
        code = cli.main(prog_name="gemini-contracts", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        return _say(error.format_message(), 2)
    except WrongUsage as error:
        return _say(str(error), 2)
    except Blocked as error:
        return _say(f"could not run: {error}", 3)
    except (KeyboardInterrupt, click.Abort):
        return _say("interrupted", 3)
    except SystemExit:
        # How click leaves when whoever read its output has enough.
        return 3
    except OSError as error:
        return _say(str(error), 3)
    return code if isinstance(code, int) else 0


def _say(message: str, code: int) -> int:
    click.echo(f"gemini-contracts: {' '.join(message.split())}", err=True)
    return code
