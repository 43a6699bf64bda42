"""Generated programmes and requests; what generates them is loaded when one of them is run."""

from __future__ import annotations

from typing import Any

from ..api import Api
from ..clauses import Case, clause
from ..severity import Severity


@clause(
    "machines.conversations.as-modelled",
    facts=("I-6-1", "I-6-2", "I-6-7", "I-6-8", "I-6-13", "I-2.1-19", "I-2.5-9", "I-3.2-11",
           "I-3.2-13", "I-3.2-14", "I-4.1-4", "I-4.1-5", "I-5.4-2", "I-5.4-3", "I-8.1-2",
           "I-8.1-4", "I-8.1-12"),
    severity=Severity.BREAKING,
    requests=80,
    tokens=66_000,
    lies=("branches-know-each-other", "remembers-what-is-not-stored", "takes-children-along",
          "turns-age-with-their-children", "sends-again-what-a-client-has", "runs-wait-for-nobody",
          "cancelled-runs-complete", "turns-go-on-from-runs", "forgets-results",
          "deleted-turns-are-remembered", "history-begins-with-the-last-branch"),
)  # fmt: skip
def test_conversations(api: Api) -> None:
    """In any order of turns, branches, runs, calls and deletions each turn knows what it should."""
    from ..machines.conversations import converse

    converse(api)


@clause(
    "machines.uploads.as-modelled",
    facts=("F-2.1-19", "F-2.1-23", "F-2.1-25", "F-2.1-27", "F-4-8", "F-4-13", "F-1-3", "F-1-5",
           "F-5-2"),
    severity=Severity.BREAKING,
    requests=40,
    lies=("takes-any-offset", "says-more-than-it-has", "keeps-cancelled-uploads",
          "a-repeat-is-another-file", "uploads-share-their-bytes", "deletes-no-files"),
)  # fmt: skip
def test_uploads(api: Api) -> None:
    """In any order of chunks, repeats and mistakes a file has the bytes sent to their places."""
    from ..machines.uploads import upload

    upload(api)


@clause(
    "machines.document.links.interactions",
    facts=("I-1.1-1", "I-1.1-2", "I-1.1-3", "I-1.1-4", "I-2.1-6"),
    severity=Severity.BREAKING,
    requests=46,
    tokens=1800,
    lies=("keeps-nothing", "has-no-cancel", "shouts-its-status"),
)
def test_links_of_interactions(api: Api) -> None:
    """Where the document leads from an interaction, a request is answered as it says."""
    from ..machines.links import follow

    follow(api, "interactions")


@clause(
    "machines.document.links.files",
    facts=("F-1-2", "F-1-3", "F-1-5"),
    severity=Severity.BREAKING,
    requests=28,
    lies=("has-no-source",),
)
def test_links_of_files(api: Api) -> None:
    """Where the document leads from a file, a request is answered as it says."""
    from ..machines.links import follow

    follow(api, "files")


@clause(
    "machines.document.valid-bodies",
    severity=Severity.BREAKING,
    requests=24,
    tokens=1750,
    cases={
        "create": Case(
            {"operation": "createInteraction"},
            ("I-2.1-4", "I-2.1-10", "I-2.3-1", "I-2.3-3", "I-2.3-4", "I-2.5-1"),
            ("shouts-its-status", "takes-no-config"),
        ),
        "create-streamed": Case(
            {"operation": "createInteraction", "stream": True},
            ("I-2.1-18", "I-5.1-1", "I-5.2-1", "I-5.2-6"),
            ("counts-in-words",),
        ),
    },
)
def test_valid_bodies(api: Api, case: dict[str, Any]) -> None:
    """What the document accepts is answered as it says, or refused as it says."""
    from ..machines.bodies import take

    take(api, **case)


@clause(
    "machines.document.invalid-bodies",
    facts=("I-2.1-25", "I-7.3-5", "I-7.3-7"),
    severity=Severity.BEHAVIOUR,
    requests=20,
    tokens=1550,
    cases={"create": Case("createInteraction", lies=("refuses-nothing",))},
)
def test_invalid_bodies(api: Api, case: str) -> None:
    """What the document refuses is refused."""
    from ..machines.bodies import refuse

    refuse(api, case)


@clause(
    "machines.document.classic-bodies",
    severity=Severity.BEHAVIOUR,
    requests=16,
    cases={
        "count-tokens": Case(
            "countTokens", ("E-8.2-1", "E-2-12"), ("adds-nothing-up", "refuses-nothing")
        ),
        "create-file": Case(
            "createFile", ("F-1-2", "E-1.1-1"), ("has-no-source", "refuses-nothing")
        ),
    },
)
def test_classic_bodies(api: Api, case: str) -> None:
    """A classic route takes what the document accepts, and refuses what it refuses."""
    from ..machines.bodies import refuse, take

    take(api, case)
    refuse(api, case)
