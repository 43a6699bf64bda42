"""`python -m contracts.schema build`: make the document from the installed SDK and the overlay."""

from __future__ import annotations

import sys

import click

from . import extract
from .amend import AmendmentError
from .assemble import OverlayError, document, read_overlay
from .document import PATH
from .sdk import UnreadableReleaseError
from .yaml_text import dumped

HEADING = """\
Made by `python -m contracts.schema build`; do not edit. The types are those of google-genai, by the
rules of contracts/schema/rules.py; the rest is contracts/schema/overlay. x-facts are the facts of
docs/wire that a line stands on; x-open marks an enum that takes other values."""


def built(types: extract.Extract) -> str:
    """The text of the document."""
    return dumped(document(types, read_overlay()), HEADING)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The contract's OpenAPI document."""


@main.command()
def build() -> None:
    """Make the document, and the extract of the SDK's types that it rests on."""
    try:
        types = extract.of_installed()
    except UnreadableReleaseError as error:
        print(f"cannot read the installed google-genai: {error}", file=sys.stderr)
        sys.exit(3)
    if types.release != extract.BASE:
        print(
            f"google-genai {types.release} is installed; the document is made of {extract.BASE}",
            file=sys.stderr,
        )
        sys.exit(3)
    try:
        text = built(types)
    except (AmendmentError, OverlayError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    extract.kept(types.release).write_text(extract.written(types), encoding="utf-8")
    PATH.write_text(text, encoding="utf-8")
    print(f"{PATH}: {text.count(chr(10))} lines, of google-genai {types.release}")


if __name__ == "__main__":
    main(prog_name="python -m contracts.schema")
