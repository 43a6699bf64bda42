"""Background runs and cancel."""

from __future__ import annotations

from urllib.parse import quote

from ...answers import Answer
from ...api import LITTLE, Api
from ..question import question
from ..seen import Seen, refusal, seen

LONG = "Count from 1 to 400, separated by commas."
LOOKS, PAUSE = 6, 2.0


@question(
    "I-10-14",
    candidates=("400 failed_precondition", "400 invalid_request", "200 unchanged"),
    change="--tolerate-late-cancel: fake_gemini/services/runs.py cancel",
    requests=4,
    tokens=100,
)
def late_cancel(api: Api) -> Seen:
    """What does the cancel of a finished interaction get?"""
    made = api.create(generation_config=LITTLE).ok
    answer = _cancel(api, made["id"].text)
    if answer.status != 200:
        return seen(refusal(answer), answer)
    status = api.get(made["id"].text).ok["status"]
    word = "unchanged" if status == made["status"] else status.text
    return seen(f"200 {word}", answer)


@question(
    "I-10-15",
    candidates=("400 failed_precondition", "200 cancelled", "499 cancelled"),
    change="--tolerate-late-cancel: fake_gemini/services/runs.py cancel",
    requests=4,
    tokens=1200,
)
def second_cancel(api: Api) -> Seen:
    """What does a second cancel get?"""
    id = api.create(LONG, background=True).ok["id"].text
    first = _cancel(api, id)
    assert first.status == 200, f"the first cancel got {refusal(first)}"
    answer = _cancel(api, id)
    if answer.status != 200:
        return seen(refusal(answer), answer)
    return seen(f"200 {answer.json['status'].text}", answer)


@question(
    "I-10-32",
    candidates=("works", "refused"),
    change="fake_gemini/wire/create.py read_create",
    requests=2,
    tokens=200,
)
def streamed_run(api: Api) -> Seen:
    """May a background run be streamed at once?"""
    answer = api.stream(background=True, generation_config=LITTLE)
    if answer.status != 200:
        return seen("refused", answer)
    return Seen("works", f"events: {', '.join(answer.types)}")


@question(
    "I-10-39",
    candidates=("not seen", "seen"),
    change="fake_gemini/services/interactions.py Interactions: a run would begin as queued",
    requests=9,
    tokens=200,
)
def queued(api: Api) -> Seen:
    """Is the status queued shown to clients?"""
    made = api.create(background=True, generation_config=LITTLE).ok
    statuses = [made["status"].text]
    while statuses[-1] in ("queued", "in_progress") and len(statuses) <= LOOKS:
        api.sender.let_pass(PAUSE)
        statuses.append(api.get(made["id"].text).ok["status"].text)
    word = "seen" if "queued" in statuses else "not seen"
    return Seen(word, f"statuses: {', '.join(statuses)}")


def _cancel(api: Api, id: str) -> Answer:
    return api.send("POST", f"/v1/interactions/{quote(id, safe='')}/cancel")
