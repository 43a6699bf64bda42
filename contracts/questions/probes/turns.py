"""More than one turn."""

from __future__ import annotations

from ...answers import Answer, text_of
from ...api import LITTLE, Api
from ..question import question
from ..seen import Seen, refusal, seen, together
from .stored import UNKNOWN

TELL = "Remember this word: quokka. Reply with exactly: noted"
ASK = "Which word did I ask you to remember? Reply with that word."
LONG = f"Remember these numbers: {' '.join(map(str, range(100)))}. Reply with exactly: noted"


@question(
    "I-10-8",
    candidates=("404 not_found", "400 invalid_request"),
    change="fake_gemini/services/interactions.py _parent",
    requests=6,
    tokens=400,
)
def unknown_parent(api: Api) -> Seen:
    """What does a previous_interaction_id get that is unknown, or deleted?"""
    unknown = _child(api, UNKNOWN)
    id = api.create(generation_config=LITTLE).ok["id"].text
    api.delete(f"interactions/{id}").must(200)
    deleted = _child(api, id)
    return together({
        "if unknown": seen(refusal(unknown), unknown),
        "if deleted": seen(refusal(deleted), deleted),
    })  # fmt: skip


@question(
    "I-10-17",
    candidates=("allowed", "400"),
    change="fake_gemini/wire/create.py read_create",
    requests=3,
    tokens=300,
)
def unstored_child(api: Api) -> Seen:
    """May what is not stored have a parent?"""
    id = api.create(generation_config=LITTLE).ok["id"].text
    answer = api.create(previous_interaction_id=id, store=False, generation_config=LITTLE)
    return seen("allowed" if answer.status == 200 else str(answer.status), answer)


@question(
    "I-10-28",
    candidates=("on GET only", "never", "always"),
    change="fake_gemini/wire/replies.py stored_interaction",
    requests=5,
    tokens=300,
)
def echo_of_parent(api: Api) -> Seen:
    """Where is previous_interaction_id repeated?"""
    id = api.create(generation_config=LITTLE).ok["id"].text
    made = _child(api, id).ok
    got = api.get(made["id"].text).ok
    where = ("previous_interaction_id" in made, "previous_interaction_id" in got)
    words = {(False, True): "on GET only", (False, False): "never", (True, True): "always"}
    evidence = f"create has {', '.join(made.fields)}; GET has {', '.join(got.fields)}"
    return Seen(words.get(where, "on create only"), evidence)


@question(
    "I-10-29",
    candidates=("keep", "lose"),
    change="fake_gemini/services/stored.py pack",
    requests=6,
    tokens=6600,
)
def orphans(api: Api) -> Seen:
    """Do children keep the history of a parent that is deleted?"""
    parent = api.create(TELL).ok["id"].text
    id = api.create("Reply with exactly: go on", previous_interaction_id=parent).ok["id"].text
    api.delete(f"interactions/{parent}").must(200)
    answer = api.create(ASK, previous_interaction_id=id)
    if answer.status != 200:
        return seen(refusal(answer), answer)
    said = text_of(answer.json)
    return Seen("keep" if "quokka" in said.lower() else "lose", f"the child says {said!r}")


@question(
    "I-10-33",
    candidates=("new input only", "whole history"),
    change="fake_gemini/replies/model.py",
    requests=4,
    tokens=1000,
)
def counted_input(api: Api) -> Seen:
    """Does the second turn count the input of the first?"""
    first = api.create(LONG, generation_config=LITTLE).ok
    second = _child(api, first["id"].text).ok
    counts = [each["usage"]["total_input_tokens"].whole for each in (first, second)]
    word = "whole history" if counts[1] >= counts[0] else "new input only"
    return Seen(
        word, f"total_input_tokens: {counts[0]} in the first turn, {counts[1]} in the second"
    )


def _child(api: Api, parent: str) -> Answer:
    return api.create(previous_interaction_id=parent, generation_config=LITTLE)
