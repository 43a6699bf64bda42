"""The facts of docs/wire: every row and bullet with an id, and whether it is firm or open.

The form of a fact is described in docs/wire/README.md.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

DIRECTORY = Path(__file__).resolve().parent.parent / "docs" / "wire"
DOCUMENTS = {"I": "interactions.md", "F": "files.md", "E": "errors-auth-siblings.md"}
STATES = ("firm", "open")
WORDS_SHOWN = 12

_HEADING = re.compile(r"#{2,6} (?:(\d+(?:\.\d+)?)\.? )?")
_ID = re.compile(r"([A-Z])-(\d+(?:\.\d+)?)-([1-9]\d*)")
_BULLET = re.compile(r"\* `([A-Z]-\d[^`]*)`(?: (\w+):)? ?(.*)")
_RULE = re.compile(r"\|[\s:|-]+")


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    state: str
    section: str
    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Catalogue:
    """What was found: facts in the order of the documents, and what is wrong with them."""

    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def add(self, fact: Fact, prefix: str) -> None:
        wrong = _what_is_wrong(fact, prefix) or self._used_before(fact)
        if wrong:
            self.problems.append(Problem(fact.file, fact.line, wrong))
            return
        self.places[fact.id] = f"{fact.file}:{fact.line}"
        self.facts.append(fact)

    def _used_before(self, fact: Fact) -> str | None:
        place = self.places.get(fact.id)
        if place is None:
            return None
        return f"id {fact.id} is used at {place} already; take the section's next number"


def read_facts(directory: Path = DIRECTORY) -> Catalogue:
    """Read the three documents of a directory; OSError and UnicodeError are the caller's."""
    catalogue = Catalogue()
    for prefix, name in DOCUMENTS.items():
        path = directory / name
        for fact in _facts_of(path.read_text(encoding="utf-8"), _shown(path)):
            catalogue.add(fact, prefix)
    return catalogue


def prose(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, section and line of everything that is not between code fences."""
    section, fenced = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            if heading := _HEADING.match(line):
                section = heading[1] or ""
            yield number, section, line


def _facts_of(text: str, file: str) -> Iterator[Fact]:
    bullet: Fact | None = None
    header: str | None = None  # the first line of the table we are in
    for number, section, line in prose(text):
        if bullet and line.startswith("  "):
            bullet = _continued(bullet, line)
            continue
        if bullet:
            yield bullet
        bullet = None
        if not line.startswith("|"):
            header = None
            bullet = _from_bullet(line, section, file, number)
        elif header is None:
            header = line
        elif _first_cell(header) == "id" and not _RULE.fullmatch(line):
            yield _from_row(line, section, file, number)
    if bullet:
        yield bullet


def _from_bullet(line: str, section: str, file: str, number: int) -> Fact | None:
    found = _BULLET.match(line)
    if not found:
        return None
    return Fact(found[1], found[2] or "", section, file, number, found[3])


def _continued(bullet: Fact, line: str) -> Fact:
    text = f"{bullet.text} {line.strip()}"
    return Fact(bullet.id, bullet.state, bullet.section, bullet.file, bullet.line, text)


def _from_row(line: str, section: str, file: str, number: int) -> Fact:
    # Only the first two cells matter, so a pipe inside a later cell does no harm.
    cells = [cell.strip() for cell in line.strip().removesuffix("|")[1:].split("|", 2)]
    name, state, text = (*cells, "", "")[:3]
    return Fact(name, state, section, file, number, text)


def _first_cell(row: str) -> str:
    return row[1:].split("|", 1)[0].strip()


def _what_is_wrong(fact: Fact, prefix: str) -> str | None:
    form = f"{prefix}-{fact.section or '<section>'}-<n>"
    found = _ID.fullmatch(fact.id)
    if not found or found[1] != prefix:
        return f"id {fact.id!r} is not of the form {form}"
    if found[2] != fact.section:
        return f"id {fact.id} stands in section {fact.section or '(none)'}; it should be {form}"
    if fact.state not in STATES:
        return f"state {fact.state!r} of {fact.id} is not one of {', '.join(STATES)}"
    return None


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:WORDS_SHOWN]) + (" ..." if len(words) > WORDS_SHOWN else "")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m contracts.facts", description="List the facts of docs/wire."
    )
    state = parser.add_mutually_exclusive_group()
    for name in STATES:
        state.add_argument(
            f"--{name}", dest="state", action="store_const", const=name, help=f"only {name} facts"
        )
    parser.add_argument(
        "directory", metavar="DIR", nargs="?", type=Path, default=DIRECTORY,
        help="a directory with the three documents (default: docs/wire of the checkout)",
    )  # fmt: skip
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _arguments(argv)
    try:
        catalogue = read_facts(arguments.directory)
    except (OSError, UnicodeError) as error:
        names = ", ".join(DOCUMENTS.values())
        print(f"{arguments.directory}: {error}; expected {names}", file=sys.stderr)
        return 3
    for problem in catalogue.problems:
        print(problem, file=sys.stderr)
    for fact in catalogue.facts:
        if arguments.state in (None, fact.state):
            print(f"{fact.id}  {fact.file}:{fact.line}  {_first_words(fact.text)}")
    return 1 if catalogue.problems else 0


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # `... | head` ends quietly, without a traceback
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
