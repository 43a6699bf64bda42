"""`sdk-drift` and `spec-drift`: what others say of the API, against what the document says.

Exit codes: 0 no difference at or above --fail-on, 1 some, 2 wrong usage, 3 could not run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from ..report.words import one_line
from ..schema import assemble, extract
from ..schema.walk import ref
from ..severity import Severity
from . import operations, published, releases, table
from .compare import Comparison
from .difference import Difference, Differences, Sender, reach
from .fetch import FetchError, fetched

F = TypeVar("F", bound=Callable[..., Any])

_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*((a|b|rc|\.post|\.dev)[0-9]+)?", re.A)
COULD_NOT_RUN = 3
_SENT_BY_CLIENTS = "Create"  # how the names of requests begin


class Version(click.ParamType[str]):
    """A release, such as 3.4.0; nothing that pip could take for an option or an address."""

    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if _VERSION.fullmatch(str(value)):
            return str(value)
        self.fail(f"{value!r} is not a version; one looks like {extract.BASE}", param, ctx)


def _reporting(command: F) -> F:
    for option in (
        click.option(
            "--fail-on",
            type=click.Choice([str(each) for each in Severity]),
            default=str(Severity.BREAKING),
            show_default=True,
            help="Exit with 1 from this severity on.",
        ),
        click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table."),
    ):
        command = option(command)
    return command


@click.command("sdk-drift")
@click.option("--install", type=Version(), help="Fetch this release, wheels only, and read it.")
@click.option("--extract", "source", metavar="FILE", help="Read a kept extract: a file, or 2.16.0.")
@click.option("--base", metavar="FILE", default=extract.BASE, show_default=True,
              help="Compare with this extract, not with the types of the document.")  # fmt: skip
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path),
              help="Keep the extract of the other release in this file.")  # fmt: skip
@_reporting
@click.pass_context
def sdk_drift(
    context: click.Context,
    install: str | None,
    source: str | None,
    base: str,
    write: Path | None,
    fail_on: str,
    as_json: bool,
) -> None:
    """Compare the document's types with another release of google-genai.

    Without --install or --extract, that is the release installed here. Needs no key.
    """
    if install and source:
        raise click.UsageError("--install and --extract exclude each other")
    try:
        before, after = _kept(base), _other(install, source)
    except (releases.ReleaseError, extract.NoExtractError) as error:
        _could_not_run(context, str(error))
    if write:
        _write(context, write, extract.written(after))
    found = compared(before, after)
    names = [f"google-genai {each.release}" for each in (before, after)]
    _report(context, found, names, Severity(fail_on), as_json)


def compared(before: extract.Extract, after: extract.Extract) -> list[Difference]:
    """What differs between two releases, the most severe first."""
    into = Differences()
    types = Comparison(before.schemas, after.schemas, into)
    for root in before.roots:
        sender = Sender.CLIENT if root.startswith(_SENT_BY_CLIENTS) else Sender.SERVER
        types.schemas(ref(root), ref(root), root, sender)
    return into.sorted()


def _write(context: click.Context, path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        _could_not_run(context, f"{path} cannot be written: {error.strerror}")


def _kept(name: str) -> extract.Extract:
    known = extract.kept(name)
    return extract.read(known if known.exists() else Path(name))


def _other(install: str | None, source: str | None) -> extract.Extract:
    if install:
        return releases.fetched(install)
    return _kept(source) if source else releases.installed()


@click.command("spec-drift")
@click.option("--document", "source", required=True, metavar="PATH|URL",
              help="An OpenAPI document, 3.0 or 3.1, as JSON or YAML.")  # fmt: skip
@_reporting
@click.pass_context
def spec_drift(context: click.Context, source: str, fail_on: str, as_json: bool) -> None:
    """Compare the document with an OpenAPI document that somebody else publishes.

    Google's is at https://ai.google.dev/static/api/interactions.openapi.json. What only our facts
    refuse is left out of the comparison; so are operations of another kind than the document has.
    """
    try:
        found = published_differences(fetched(source))
    except (FetchError, published.NoDocumentError) as error:
        _could_not_run(context, f"{source}: {error}")
    _report(context, found, ["the document", source], Severity(fail_on), as_json)


def published_differences(document: Any) -> list[Difference]:
    """What differs between our document and another, or NoDocumentError."""
    try:
        return operations.compare(ours(), published.normal(document)).sorted()
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        # It says that it is OpenAPI, and then holds something else in one of its places.
        raise published.NoDocumentError(f"it cannot be compared: {error!r}") from error


def ours() -> operations.Document:
    """Our document without what the facts refuse beyond the types."""
    types = extract.read(extract.kept(extract.BASE))
    made = assemble.document(types, assemble.read_overlay(), narrowing=False)
    return published.normal(made)


def _report(
    context: click.Context,
    found: Sequence[Difference],
    names: Sequence[str],
    fail_on: Severity,
    as_json: bool,
) -> None:
    if as_json:
        shown = {
            "before": names[0],
            "after": names[1],
            "differences": [it.as_json() for it in found],
        }
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        for line in table.lines(found, before=names[0], after=names[1]):
            click.echo(line)
    context.exit(1 if reach(found, fail_on) else 0)


def _could_not_run(context: click.Context, why: str) -> NoReturn:
    click.echo(one_line(f"could not run: {' '.join(why.split())}"), err=True)
    context.exit(COULD_NOT_RUN)
