"""`fake-gemini serve`: every option is a flag and a `FAKE_GEMINI_*` variable; the flag wins.

Exit codes: 0 fine, 2 wrong usage, 3 could not run. What goes wrong is one line on stderr.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fake_gemini.settings import LEGACY_REVISION, REVISION, Settings, SettingsError

F = TypeVar("F", bound=Callable[..., Any])

_LEVELS = ("debug", "info", "warning", "error")
_DEFAULTS = Settings()


class Seed(click.ParamType[int]):
    """A whole number, or `random`."""

    name = "number|random"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if value == "random":
            return secrets.randbits(53)
        if re.fullmatch(r"-?[0-9]{1,20}", str(value)):
            return int(value)
        self.fail(f"{value!r} is neither a whole number nor 'random'", param, ctx)


def _variable(flag: str) -> str:
    return "FAKE_GEMINI_" + flag.removeprefix("--").upper().replace("-", "_")


def _of_setting(error: SettingsError) -> str:
    """Say where a setting that is not accepted may have come from."""
    flag = "--" + {"api_keys": "api-key"}.get(error.name, error.name.replace("_", "-"))
    return f"{flag} or {_variable(flag)}: {error}"


def _option(flag: str, *names: str, **more: Any) -> Callable[[F], F]:
    return click.option(flag, *names, envvar=_variable(flag), show_envvar=True, **more)


def _setting(flag: str, **more: Any) -> Callable[[F], F]:
    """An option with the default of the setting that it is named after."""
    default = getattr(_DEFAULTS, flag.removeprefix("--").replace("-", "_"))
    return _option(flag, default=default, show_default=True, **more)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fake-gemini")
def cli() -> None:
    """A deterministic, offline emulator of the Gemini Interactions API and Files API."""


@cli.command()
@_setting("--host", help="Address to listen on.")
@_option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any that is free.",
)
@_setting("--seed", type=Seed(), help="What fixes every word and id.")
@_setting(
    "--clock",
    type=click.Choice(["fixed", "system"]),
    help="The time: a fixed one that only tests move, or that of this machine.",
)
@_setting(
    "--revision",
    type=click.Choice([REVISION, LEGACY_REVISION]),
    help="The schema that is spoken; the older one was retired in June 2026.",
)
@_option("--lenient", is_flag=True, help="Accept what older documentation pages show.")
@_option("--api-key", multiple=True, metavar="KEY", help="Accept only this key; repeatable.")
@_option("--public-url", metavar="URL", help="Where clients reach this server, for upload URLs.")
@_option(
    "--data-dir",
    type=click.Path(file_okay=False, writable=True, path_type=Path),
    help="Folder for uploaded bytes; without it, one among the temporary files.",
)
@_option("--no-control", is_flag=True, help="Serve nothing below /_fake/.")
@_setting("--chunk-size", help="Characters of text in one streamed delta.")
@_setting("--arguments-size", help="Characters of arguments in one delta; 0 is all of them.")
@_setting("--pace", help="Seconds to wait before each streamed event.")
@_setting("--decode-limit", help="Tokens of text in one answer; then it is continued. 0: none.")
@_setting("--run-polls", help="GETs that see a background run in progress before it is over.")
@_setting("--run-seconds", help="Seconds after which a background run is over in any case.")
@_option(
    "--tolerate-late-cancel",
    is_flag=True,
    help="Answer the cancel of what is over with what it is, not with an error.",
)
@_option("--no-rehearsals", is_flag=True, help="Read [[fake: ...]] in an input as plain text.")
@_setting("--schema-depth", help="Levels of a value that is made by a client's JSON Schema.")
@_setting("--schema-nodes", help="Schemas inside a client's JSON Schema.")
@_setting("--schema-refs", help="Times a $ref is followed inside itself where it need not be.")
@_setting("--retention-days", help="Days that an interaction is kept.")
@_setting("--max-body", help="Bytes of the largest JSON request.")
@_setting("--max-file", help="Bytes of the largest file.")
@_setting("--max-storage", help="Bytes of all files of one key together.")
@_setting("--processing-polls", help="GETs that see a new video PROCESSING before it is ACTIVE.")
@_setting("--processing-seconds", help="Seconds after which a new video is ACTIVE in any case.")
@_option(
    "--accept-size-mismatch",
    is_flag=True,
    help="Accept an upload of fewer or more bytes than it declared.",
)
@_option(
    "--enforce-granularity",
    is_flag=True,
    help="Refuse a chunk, unless it is the last, that is no multiple of 8 MiB.",
)
@_option(
    "--refuse-two-credentials",
    is_flag=True,
    help="Refuse a files:register with both a key and a token, as the real API is reported to.",
)
@_option(
    "--log-level",
    default="info",
    show_default=True,
    type=click.Choice(_LEVELS),
    help="The least that is logged, to stderr.",
)
@_option("--json", "as_json", is_flag=True, help="Say that it is ready in one line of JSON.")
def serve(
    *, port: int, log_level: str, as_json: bool, no_control: bool, no_rehearsals: bool,
    api_key: tuple[str, ...], **chosen: Any,
) -> None:  # fmt: skip
    """Start the fake and answer until Ctrl-C."""
    settings = Settings(
        api_keys=api_key, control=not no_control, rehearsals=not no_rehearsals, **chosen
    )
    if settings.data_dir is not None:
        _make(settings.data_dir)
    logging.basicConfig(
        level=log_level.upper(), format="%(levelname)s %(message)s", stream=sys.stderr
    )
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    # Imported here so that --help and wrong usage do not wait for the server.
    from fake_gemini.app import create_app
    from fake_gemini.routes.hosts import is_loopback
    from fake_gemini.server import Server, listen, url_of

    with listen(settings.host, port) as bound:
        url = settings.public_url or url_of(bound)
        if not is_loopback(settings.host):
            _warn(f"listening on {settings.host}: anyone who can reach it can use it")
        say = _json_line if as_json else _banner
        app = create_app(settings)
        _collect_rarely()
        Server(app, lambda: _tell(say(url, settings))).run(sockets=[bound])


def _tell(ready: str) -> None:
    """Print that it is ready; when nobody reads that any more, the server is as good as before."""
    try:
        click.echo(ready)
    except BrokenPipeError:
        # What Python flushes when it ends would meet the same pipe.
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _make(data_dir: Path) -> None:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"--data-dir {data_dir} cannot be made: {error.strerror}") from None


def _collect_rarely() -> None:
    """Let the garbage collector look at what a request leaves, not at all that was loaded or kept.

    Nothing that is stored is part of a cycle; a server that keeps many interactions would spend a
    fifth of its time on finding that out again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _json_line(url: str, settings: Settings) -> str:
    ready = {"url": url, "pid": os.getpid(), "seed": settings.seed, "clock": settings.clock}
    return json.dumps(ready)


def _banner(url: str, settings: Settings) -> str:
    key = settings.api_keys[0] if settings.api_keys else "fake-key"
    clock = (
        "the machine's clock"
        if settings.clock == "system"
        else "a fixed clock (2026-01-01T00:00:00Z until moved)"
    )
    mode = "lenient" if settings.lenient else "strict"
    body = '{"model": "gemini-3-flash-preview", "input": "Hello"}'
    return f"""fake_gemini answers on {url}, with {clock}, seed {settings.seed}, {mode}.

export GOOGLE_GEMINI_BASE_URL={url}
export GEMINI_API_KEY={"<one of the accepted keys>" if settings.api_keys else key}

Try: curl -s {url}/v1/interactions -H 'x-goog-api-key: {"KEY" if settings.api_keys else key}' \
-H 'Content-Type: application/json' -d '{body}'
What it does not imitate: {_coverage()}
Ctrl-C stops it."""


def _coverage() -> str:
    """Where the list of what is not imitated stands: in a wheel, or in a checkout."""
    package = Path(__file__).parent
    for place in (package / "coverage.md", package.parent / "docs" / "coverage.md"):
        if place.is_file():
            return str(place)
    return "docs/coverage.md"


def _warn(text: str) -> None:
    click.echo(f"fake-gemini: warning: {text}", err=True)


def main() -> None:
    """Run the command line and exit."""
    sys.exit(_run())


def _run() -> int:
    # Of the modules that know these errors only settings is loaded before it is needed.
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except (click.UsageError, SettingsError) as error:
        message = _of_setting(error) if isinstance(error, SettingsError) else error.format_message()
        click.echo(f"fake-gemini: {' '.join(message.split())}", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 0
    except Exception as error:
        from fake_gemini.server import CannotListen

        if not isinstance(error, CannotListen | OSError):
            raise
        click.echo(f"fake-gemini: {error}", err=True)
        return 3
    return 0
