"""Lies about runs in the background, their streams and their ends."""

from __future__ import annotations

from collections.abc import Callable

from tests.lies.book import on_create, on_reply, on_request, remembering
from tests.lies.exchange import Event, Json, Reply, Request
from tests.lies.telling import Answered, Asked


def _nothing(request: Request) -> None:
    """An honest hook."""


@on_create
def runs_in_the_foreground(create: Json) -> None:
    """A run in the background is finished before it is answered."""
    create.pop("background", None)


@on_create
def runs_all_in_the_background(create: Json) -> None:
    """All that is stored runs in the background."""
    create["background"] = True


@on_create
def runs_never_call(create: Json) -> None:
    """A run in the background has no functions."""
    if create.get("background"):
        create.pop("tools", None)
        create["generation_config"].pop("tool_choice", None)


def _at_the_start(edit: Callable[[Json], None]) -> Answered:
    """Edit the answer that begins a run."""

    def answered(reply: Reply) -> None:
        if reply.request.creates and reply.status == 200 and reply.json["status"] == "in_progress":
            reply.rewrite(edit)

    answered.__name__, answered.__doc__ = edit.__name__, edit.__doc__
    return answered


@on_reply
@_at_the_start
def starts_with_empty_steps(run: Json) -> None:
    """A run begins with a list of no steps."""
    run["steps"] = []


@on_reply
@_at_the_start
def starts_with_usage(run: Json) -> None:
    """A run says at its beginning that it used nothing."""
    run["usage"] = {"total_tokens": 0}


@on_reply
@_at_the_start
def starts_with_a_tier(run: Json) -> None:
    """A run says its tier at its beginning."""
    run["service_tier"] = "standard"


@on_reply
@_at_the_start
def starts_without_the_model(run: Json) -> None:
    """A run does not say who runs."""
    del run["model"]


def _looked_at(edit: Callable[[Json], None]) -> Answered:
    """Edit what a get shows."""

    def answered(reply: Reply) -> None:
        gets = reply.request.method == "GET" and reply.request.route.startswith("interactions/")
        if gets and reply.status == 200 and not reply.streams:
            reply.rewrite(edit)

    answered.__name__, answered.__doc__ = edit.__name__, edit.__doc__
    return answered


@on_reply
@_looked_at
def never_finishes(run: Json) -> None:
    """A run is in progress for ever."""
    run["status"] = "in_progress"


@on_reply
@_looked_at
def forgets_what_a_run_said(run: Json) -> None:
    """A run that is over has no steps."""
    run.pop("steps", None)


@on_reply
@_looked_at
def ends_runs_without_usage(run: Json) -> None:
    """A run that is over does not say what it used."""
    run.pop("usage", None)


@on_reply
@_looked_at
def ends_runs_without_a_tier(run: Json) -> None:
    """A run that is over does not say its tier."""
    run.pop("service_tier", None)


@on_reply
@_looked_at
def cancelled_ones_go_on(run: Json) -> None:
    """A run that was cancelled is in progress again."""
    if run["status"] == "cancelled":
        run["status"] = "in_progress"


def _is_cancel(request: Request) -> bool:
    return request.route.endswith("/cancel")


@on_request
def cancels_nothing(request: Request) -> None:
    """A cancel is answered like a get, and changes nothing."""
    if _is_cancel(request):
        request.method, request.path = "GET", request.path.removesuffix("/cancel")


@on_reply
def answers_a_cancel_with_nothing(reply: Reply) -> None:
    """A cancel is answered with an empty object."""
    if _is_cancel(reply.request):
        reply.become(200, {})


@on_reply
def refuses_cancels(reply: Reply) -> None:
    """A run cannot be cancelled."""
    if _is_cancel(reply.request):
        reply.refuse()


@on_reply
def cancels_what_it_does_not_know(reply: Reply) -> None:
    """A cancel of an unknown id is fine."""
    if _is_cancel(reply.request) and reply.status == 404:
        reply.become(200, {"object": "interaction", "status": "cancelled"})


@on_reply
def attaches_in_the_middle(reply: Reply) -> None:
    """Who attaches to a run gets what comes from then on."""
    if reply.request.method == "GET" and reply.streams:
        reply.events = reply.events[2:]


@remembering
def replays_nothing() -> tuple[Asked, Answered]:
    """A run is told once."""
    told: set[str] = set()

    def answered(reply: Reply) -> None:
        if reply.request.method == "GET" and reply.streams:
            if reply.request.path in told:
                reply.events = reply.events[-1:]
            told.add(reply.request.path)

    return _nothing, answered


def _last_event_id(request: Request) -> str:
    return dict(request.query).get("last_event_id", "")


@on_request
def resumes_from_the_beginning(request: Request) -> None:
    """Who lost a stream gets all of it again."""
    request.query = [pair for pair in request.query if pair[0] != "last_event_id"]


@remembering
def repeats_the_last_event() -> tuple[Asked, Answered]:
    """A stream that is resumed begins with the event that the client had last."""
    told: dict[str, Event] = {}

    def answered(reply: Reply) -> None:
        if reply.streams:
            if last := told.get(_last_event_id(reply.request)):
                reply.events = [last, *reply.events]
            told.update({event.data.get("event_id"): event for event in reply.events[:-1]})

    return _nothing, answered


@on_reply
def resumes_one_too_late(reply: Reply) -> None:
    """A stream that is resumed lacks its first event."""
    if reply.streams and _last_event_id(reply.request):
        reply.events = reply.events[1:]
