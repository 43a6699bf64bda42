"""The firm facts that no clause stands on, each with its reason, as a page.

    python -m contracts.uncovered > docs/contracts/uncovered.md

Needs a checkout: an installed package has no docs/wire.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .clauses import all_clauses
from .facts import Fact, read_facts

# Facts by their ids, or by the section with a dash for all of it that no clause stands on.
REASONS: Mapping[str, str] = {
    "Built-in tools are not imitated yet; what they find is somebody else's, and billed apart.": """
        I-2.6-3 I-2.6-4 I-2.6-5 I-2.6-6 I-2.6-7 I-2.6-8 I-2.6-10 I-4.1-6 I-4.1-7 I-4.1-8 I-4.1-9
        I-4.1-10 I-4.1-11 I-4.1-13 I-4.1-14 I-4.2-1 I-4.2-2 I-4.2-3 I-4.3-7
        I-4.3-8 I-4.3-9 I-4.3-10 I-5.3-8""",
    "Speech, pictures and videos as output are not imitated yet, and dear.": """
        I-2.5-10 I-2.5-12 I-2.7-3 I-2.7-4 I-2.7-5 I-4.2-5 I-4.3-3""",
    "Nothing bounds what deep research costs; what it should refuse it could run instead.": """
        I-8.1-7 I-8.4-1 I-8.4-5""",
    "Environments, and the agents that need one, are not imitated yet; each starts a machine.": """
        I-2.1-21 I-3.1-15 I-3.3-5 I-4.1-25 I-6-11 I-8.4-3 I-8.4-4 I-8.4-7 I-8.4-8 I-8.4-9 I-8.4-10
        I-8.4-11 I-8.4-12 I-8.4-13 I-8.4-14 I-8.4-15 I-8.4-16 I-8.4-17 I-8.4-18 I-8.4-19 E-8.7-1""",
    "A sibling of interactions that is not imitated yet.": "I-1.1-14",
    "Webhooks are not imitated yet; what they tell goes to a public address.": """
        I-2.1-22 I-3.3-6 I-8.3- E-8.8-1 E-8.8-2""",
    "Of an API beside these two that is not imitated.": """
        E-1-2 E-5-2 E-5-7 E-5-9 E-5-12 E-5-18 E-8.3- E-8.4- E-8.5- E-8.6- F-3-18 F-3-20 F-4-2
        F-4.3-3""",
    "Needs a token of a user or a service account, not a key.": """
        E-3-4 F-1-7 F-4-12 F-4.4-1 F-4.4-3""",
    "No request is sure to bring it about: it takes a fault, a flood, a block, an unpaid bill.": """
        I-3.1-16 I-3.2-5 I-5.2-7 I-5.3-12 I-7.2- I-7.3-19 E-1.1- E-1.2-2 E-2-20""",
    "Whether a broken file fails, and which one is broken, is the server's choice.": "F-4.1-7",
    "Says what may be, so that nothing contradicts it.": "I-9.1-17 E-2-18",
    "Depends on a server of somebody else, or costs too much.": "F-6-6 F-6-7",
    "Is not seen in requests and answers, or depends on what is between client and server.": """
        E-5-11 E-5-17""",
    "What a server says to anything else is open (I-2.3-7).": "I-2.3-6",
    "What is not stored has no id by which it could be used.": "I-6-5",
}


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A firm fact that no clause stands on; `reasons` is what is said about why."""

    fact: Fact
    reasons: tuple[str, ...]


def uncovered() -> list[Uncovered]:
    """Return the facts in the order of the documents; OSError when these are not there."""
    cited = {fact for clause in all_clauses() for fact in clause.facts}
    firm = [fact for fact in read_facts().facts if fact.state == "firm"]
    return [Uncovered(fact, tuple(_reasons(fact))) for fact in firm if fact.id not in cited]


def needless() -> list[str]:
    """Return what `REASONS` says about facts that a clause stands on, or that are not firm."""
    left = {each.fact.id for each in uncovered()}
    return [name for names in REASONS.values() for name in names.split()
            if not any(_means(name, id) for id in left)]  # fmt: skip


def page() -> str:
    """Return the page in Markdown."""
    left, firm = uncovered(), [fact for fact in read_facts().facts if fact.state == "firm"]
    lines = [
        "# Firm facts that no check stands on",
        "",
        "Made by `python -m contracts.uncovered`; a test holds it to what is there.",
        "",
        f"{len(firm) - len(left)} of {len(firm)} firm facts of [docs/wire](../wire/README.md) are"
        " cited by a clause.",
    ]
    for reason in REASONS:
        found = [each.fact for each in left if reason in each.reasons]
        lines += ["", f"## {reason.removesuffix('.')}", "", "| id | fact |", "| --- | --- |"]
        lines += [f"| {fact.id} | {_shown(fact)} |" for fact in found]
    return "\n".join(lines) + "\n"


def _reasons(fact: Fact) -> Iterator[str]:
    for reason, names in REASONS.items():
        if any(_means(name, fact.id) for name in names.split()):
            yield reason


def _means(name: str, id: str) -> bool:
    return id == name or (name.endswith("-") and id.startswith(name))


def _shown(fact: Fact) -> str:
    """The first words of a fact, as one cell of a table."""
    text = " ".join(fact.text.replace("|", "/").split())
    words = text if len(text) <= 100 else text[:100].rpartition(" ")[0] + " ..."
    return words if words.count("`") % 2 == 0 else words.replace("`", "'")


if __name__ == "__main__":
    sys.stdout.write(page())
