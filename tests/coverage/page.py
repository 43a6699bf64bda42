"""The whole page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fake_gemini import Settings
from tests.coverage import (
    agents,
    create_body,
    errors,
    files,
    formats,
    generation,
    http,
    inputs,
    limits,
    models,
    operations,
    rehearsals,
    replies,
    sdk,
    tools,
)
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Verdict, check_names
from tests.coverage.tables import item, prose, section

FILE = Path(__file__).parents[2] / "docs" / "coverage.md"

_SECTIONS = (
    operations,
    create_body,
    inputs,
    tools,
    generation,
    formats,
    agents,
    models,
    replies,
    errors,
    rehearsals,
    http,
    files,
    limits,
)

_INTRODUCTION = prose(
    "The honest list. It is written by `python -m tests.coverage` in a checkout: for each name a"
    " request is sent to the fake, and the row says what became of it. The names are those that"
    f" google-genai {sdk.VERSION} and docs/wire have, and what only the fake has."
)

_WORDS = {
    Verdict.IMITATED: "it has its effect, as far as is known",
    Verdict.ECHOED: "it comes back in the reply, and does nothing else",
    Verdict.WORDS: "accepted, and checked where there is something to check; only words that the"
    " fake makes up, or its counts of tokens, are others",
    Verdict.NOTHING: "accepted; the reply is the same with it and without",
    Verdict.REFUSED: "with this HTTP status and message, as by the real API where that is known",
    Verdict.NOT_YET: "the real API has it. Asked for, it is a 400 with the code `unimplemented`,"
    " and a message that names it as the row does; in replies it does not occur",
    Verdict.NEVER: "it does not occur in replies, for the reason beside it",
    Verdict.REHEARSED: "it occurs only when it is asked for, see Rehearsals",
    Verdict.WORKS: "of the fake only, and not Google's",
}

_DEFAULT = Settings()
_ON_PURPOSE = (
    "What is not imitated is a 400, which costs one request: clients retry a 501 four more times"
    " (docs/decisions/0001-not-imitated-is-400.md).",
    "The 404 of a path that is not routed begins with the words of the real one, and goes on with"
    " what there is.",
    "Nothing is ever fetched, rendered, run or searched; no model is behind the answers.",
    "Tokens are plausible numbers that add up, not those of a model's tokeniser.",
    "The same requests get the same bytes, ids and times included; on the fixed clock it is"
    " 2026-01-01 until somebody moves it.",
    f"A background run is over when so many GETs saw it in progress: {_DEFAULT.run_polls}"
    f" (`--run-polls`). Or after {_DEFAULT.run_seconds:g} seconds of the fake's clock"
    " (`--run-seconds`), or when a stream of it came to its end.",
    "An answer has to be continued when `--decode-limit` or a rehearsal says so, otherwise never.",
    "A video is processed in the same way, by `--processing-polls` and `--processing-seconds`.",
    "Signatures of thoughts and continuation tokens are the fake's own, and hold on every fake;"
    " signatures of the real API are accepted, and not looked into.",
    "The `uri` of a file names Google's host (docs/decisions/0003-file-uris-name-google.md).",
    "A refusal on an upload URL says that the upload is over, because clients try again for"
    " seconds otherwise (docs/decisions/0005-upload-refusals-say-final.md).",
    "Where the truth is not known, the last column of section 10 of docs/wire/interactions.md, 8 of"
    " files.md and 9 of errors-auth-siblings.md says what the fake does.",
)


@dataclass(frozen=True, slots=True)
class Page:
    """What is written, and every thing that a refusal called not imitated on the way."""

    text: str
    things: tuple[str, ...]


def made() -> Page:
    """Ask the fakes, and return the page; `Stale` says where it does not fit what there is."""
    with Fakes() as fakes:
        sections = [module.page(fakes) for module in _SECTIONS]
        things = tuple(dict.fromkeys(fakes.things))
    parts = ("# What is imitated, and what is not", _INTRODUCTION, _legend(), *sections)
    return Page("\n\n".join((*parts, _purpose())) + "\n", things)


def _legend() -> str:
    check_names(Verdict, _WORDS)
    rows = (f"| {word} | {meaning} |" for word, meaning in _WORDS.items())
    return "\n".join(("| here | meaning |", "| --- | --- |", *rows))


def _purpose() -> str:
    return section("Differences on purpose", "\n".join(map(item, _ON_PURPOSE)))
