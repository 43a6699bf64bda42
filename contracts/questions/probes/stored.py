"""What is kept of an interaction: get and delete."""

from __future__ import annotations

from ...answers import Answer
from ...api import HELLO, LITTLE, Api
from ..question import question
from ..seen import Seen, seen, told

# Of the form that ids have, and given to nobody.
UNKNOWN = "v1_ChdBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQRIXQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE"


@question(
    "I-10-9",
    candidates=("Requested entity was not found.", "Interaction not found."),
    change="fake_gemini/errors.py NotFound",
    requests=1,
)
def text_of_not_found(api: Api) -> Seen:
    """Which words does the GET of an unknown id get?"""
    answer = api.get(UNKNOWN)
    if answer.status != 404:
        return seen(str(answer.status), answer)
    return seen(answer.refused(404)["message"].text, answer)


@question(
    "I-10-10",
    candidates=("404", "400"),
    change="fake_gemini/services/interactions.py _record",
    requests=1,
)
def malformed_id(api: Api) -> Seen:
    """What does the GET of an id get that is none?"""
    answer = api.get("nonsense")
    return seen(str(answer.status), answer)


@question(
    "I-10-11",
    candidates=("404", "200"),
    change="fake_gemini/services/interactions.py delete",
    requests=3,
    tokens=100,
)
def second_delete(api: Api) -> Seen:
    """What does a second DELETE get?"""
    _, name = _deleted(api)
    answer = api.delete(name)
    return seen(str(answer.status), answer)


@question(
    "I-10-12",
    candidates=("{}", "empty"),
    change="fake_gemini/routes/interactions.py delete",
    requests=2,
    tokens=100,
)
def body_of_delete(api: Api) -> Seen:
    """What is the body of the answer to a DELETE?"""
    answer, _ = _deleted(api)
    words = answer.body.strip()
    return seen(" ".join(words.decode(errors="replace").split())[:80] or "empty", answer)


@question(
    "I-10-13",
    candidates=("404", "403"),
    change="fake_gemini/errors.py NotFound",
    requests=3,
    tokens=100,
)
def get_after_delete(api: Api) -> Seen:
    """What does a GET get after the DELETE?"""
    _, name = _deleted(api)
    answer = api.get(name.partition("/")[2])
    return seen(str(answer.status), answer)


@question(
    "I-10-26",
    candidates=("yes", "no"),
    change="fake_gemini/wire/replies.py stored_interaction",
    requests=3,
    tokens=1100,
)
def input_among_steps(api: Api) -> Seen:
    """Is user_input the first step of a GET?"""
    steps = api.get(api.create().ok["id"].text).ok["steps"]
    kinds = [step["type"].text for step in steps]
    return Seen("yes" if kinds[:1] == ["user_input"] else "no", f"steps: {', '.join(kinds)}")


@question(
    "I-10-27",
    candidates=("as sent", "as steps"),
    change="fake_gemini/wire/replies.py stored_interaction",
    requests=3,
    tokens=100,
)
def included_input(api: Api) -> Seen:
    """In which form does include_input show the input?"""
    id = api.create(generation_config=LITTLE).ok["id"].text
    shown = api.get(id, include_input="true").ok["input"]
    if shown == HELLO:
        return Seen("as sent", repr(shown))
    is_steps = isinstance(shown.raw, list) and all(step["type"] == "user_input" for step in shown)
    return Seen("as steps" if is_steps else "otherwise", repr(shown))


def _deleted(api: Api) -> tuple[Answer, str]:
    """Create and delete; give the answer to the DELETE, and the name of what is gone."""
    name = f"interactions/{api.create(generation_config=LITTLE).ok['id'].text}"
    answer = api.delete(name)
    assert answer.status == 200, f"the first DELETE got {told(answer)}"
    return answer, name
