"""Lies that show only after several requests, in an order that no single check has."""

from __future__ import annotations

from tests.lies.book import on_create, on_event, on_interaction, on_reply, on_request, remembering
from tests.lies.exchange import Json, Reply, Request
from tests.lies.telling import Answered, Asked


def _id_of(reply: Reply) -> str:
    """The id of what a create has made, in JSON or as a stream."""
    if reply.streams:
        return str(reply.events[0].data["interaction"]["id"])
    return str((reply.json or {}).get("id", ""))


def _nothing(_: object) -> None:
    """An honest hook."""


def _going_on(asked: dict[str, str]) -> Asked:
    """A hook by which a turn goes on from what `asked` has instead of its parent."""

    def hook(request: Request) -> None:
        parent = request.json.get("previous_interaction_id") if request.creates else None
        if parent in asked:
            request.rewrite(lambda create: create.update(previous_interaction_id=asked[parent]))

    return hook


@remembering
def branches_know_each_other() -> tuple[Asked, Answered]:
    """A second turn after the same one goes on from the first."""
    latest: dict[str, str] = {}
    parents: list[str] = []
    go_on = _going_on(latest)

    def asked(request: Request) -> None:
        parents[:] = [request.json.get("previous_interaction_id", "")] if request.creates else []
        go_on(request)

    def answered(reply: Reply) -> None:
        if parents and parents[0] and reply.status == 200 and _id_of(reply):
            latest[parents[0]] = _id_of(reply)

    return asked, answered


@remembering
def remembers_what_is_not_stored() -> tuple[Asked, Answered]:
    """What is not stored is known to the next turn all the same."""
    hidden: dict[str, str] = {}
    parents: list[str] = []
    go_on = _going_on(hidden)

    def asked(request: Request) -> None:
        parents.clear()
        go_on(request)
        if request.creates and request.json.get("store") is False:
            parents.append(request.json.get("previous_interaction_id", ""))
            request.rewrite(lambda create: create.update(store=True))

    def answered(reply: Reply) -> None:
        if not parents or reply.status != 200:
            return
        hidden[parents[0]] = id = _id_of(reply)
        if reply.streams:
            reply.body = reply.body.replace(id.encode(), b"")
        else:
            reply.rewrite(lambda made: {name: made[name] for name in made if name != "id"})

    return asked, answered


@remembering
def takes_children_along() -> tuple[Asked, Answered]:
    """With a turn all that went on from it is deleted."""
    parents: dict[str, str] = {}
    gone: set[str] = set()

    def answered(reply: Reply) -> None:
        request, own = reply.request, reply.request.route.rpartition("/")[2]
        if request.creates and reply.status == 200:
            parents[_id_of(reply)] = request.json.get("previous_interaction_id", "")
        elif request.method == "DELETE" and reply.status == 200:
            gone.add(own)
        elif request.method == "GET" and parents.get(own) in gone:
            reply.become(404, {"error": {"message": "Gone.", "code": "not_found"}})

    return _nothing, answered


@remembering
def turns_age_with_their_children() -> tuple[Asked, Answered]:
    """A turn was updated when another went on from it."""
    went_on: set[str] = set()

    def answered(reply: Reply) -> None:
        request, own = reply.request, reply.request.route.rpartition("/")[2]
        if request.creates and reply.status == 200:
            went_on.add(request.json.get("previous_interaction_id", ""))
        elif request.method == "GET" and own in went_on and reply.json:
            reply.rewrite(lambda stored: stored.update(updated="2030-01-01T00:00:00Z"))

    return _nothing, answered


@on_request
def sends_again_what_a_client_has(request: Request) -> None:
    """A stream is sent whole, whatever a client has of it."""
    request.query = [pair for pair in request.query if pair[0] != "last_event_id"]


@on_create
def runs_wait_for_nobody(create: Json) -> None:
    """A run in the background is answered when it has ended."""
    create.pop("background", None)


@remembering
def cancelled_runs_complete() -> tuple[Asked, Answered]:
    """What was cancelled is completed when one looks again."""
    cancelled: set[str] = set()

    def answered(reply: Reply) -> None:
        parts = reply.request.route.split("/")
        if parts[-1] == "cancel" and reply.status == 200:
            cancelled.add(parts[-2])
        elif reply.request.method == "GET" and parts[-1] in cancelled and reply.json:
            reply.rewrite(lambda stored: stored.update(status="completed"))

    return _nothing, answered


@remembering
def turns_go_on_from_runs() -> tuple[Asked, Answered]:
    """A turn may go on from a run that has not ended; it knows nothing of it."""
    running: set[str] = set()

    def asked(request: Request) -> None:
        if request.creates and request.json.get("previous_interaction_id") in running:
            request.rewrite(lambda create: create.pop("previous_interaction_id") and None)

    def answered(reply: Reply) -> None:
        if reply.request.creates and (reply.json or {}).get("status") == "in_progress":
            running.add(_id_of(reply))
        elif reply.request.method == "GET" and (reply.json or {}).get("status") == "completed":
            running.discard(reply.json["id"])

    return asked, answered


@on_create
def forgets_results(create: Json) -> None:
    """What a function has found is nothing to the model."""
    if isinstance(create.get("input"), list):
        for step in create["input"]:
            if step.get("type") == "function_result":
                step["result"] = {}


@remembering
def deleted_turns_are_remembered() -> tuple[Asked, Answered]:
    """A turn can go on from what was deleted."""
    gone: set[str] = set()

    def asked(request: Request) -> None:
        if request.creates and request.json.get("previous_interaction_id") in gone:
            request.rewrite(lambda create: create.pop("previous_interaction_id") and None)

    def answered(reply: Reply) -> None:
        if reply.request.method == "DELETE" and reply.status == 200:
            gone.add(reply.request.route.rpartition("/")[2])

    return asked, answered


@remembering
def history_begins_with_the_last_branch() -> tuple[Asked, Answered]:
    """Where a conversation has parted, only what came after is known."""
    parents: set[str] = set()

    def asked(request: Request) -> None:
        parent = request.json.get("previous_interaction_id") if request.creates else None
        if parent in parents:
            request.rewrite(lambda create: create.pop("previous_interaction_id") and None)
        elif parent:
            parents.add(parent)

    return asked, _nothing


@remembering
def takes_any_offset() -> tuple[Asked, Answered]:
    """Bytes go behind those that are there, whatever their offset."""
    received: dict[str, int] = {}

    def asked(request: Request) -> None:
        if request.command.startswith("upload"):
            known = received.setdefault(dict(request.query)["upload_id"], 0)
            request.set_header("x-goog-upload-offset", str(known))

    def answered(reply: Reply) -> None:
        if reply.request.command == "upload" and reply.status == 200:
            received[dict(reply.request.query)["upload_id"]] += len(reply.request.body)

    return asked, answered


@on_reply
def says_more_than_it_has(reply: Reply) -> None:
    """A query counts a byte too many once there are some."""
    if received := reply.header("x-goog-upload-size-received").strip("0"):
        reply.set_header("x-goog-upload-size-received", f"{received}0")


@remembering
def keeps_cancelled_uploads() -> tuple[Asked, Answered]:
    """A cancel is answered like one, and the session goes on."""

    def asked(request: Request) -> None:
        if request.command == "cancel":
            request.set_header("x-goog-upload-command", "query")
            request.set_header("x-was", "cancel")

    def answered(reply: Reply) -> None:
        if reply.request.header("x-was"):
            reply.set_header("x-goog-upload-status", "cancelled")

    return asked, answered


@remembering
def a_repeat_is_another_file() -> tuple[Asked, Answered]:
    """The last bytes once more make one more file."""
    made: set[str] = set()

    def answered(reply: Reply) -> None:
        if "finalize" in reply.request.command and reply.status == 200:
            name = reply.json["file"]["name"]
            if name in made:
                reply.rewrite(lambda body: body["file"].update(name=f"{name[:-1]}0"))
            made.add(name)

    return _nothing, answered


@remembering
def uploads_share_their_bytes() -> tuple[Asked, Answered]:
    """A session gets the bytes of the one before it."""
    first: list[bytes] = []

    def asked(request: Request) -> None:
        if request.command.startswith("upload") and request.body:
            first.append(request.body[:1])
            request.body = first[0] * len(request.body)

    return asked, _nothing


@on_request
def deletes_no_files(request: Request) -> None:
    """A file is there after it was deleted."""
    if request.method == "DELETE" and request.route.startswith("files/"):
        request.method = "GET"


@on_reply
def has_no_cancel(reply: Reply) -> None:
    """Nobody answers a cancel."""
    if reply.request.route.endswith("/cancel"):
        error = {"code": 404, "message": "Method not found.", "status": "NOT_FOUND"}
        reply.become(404, [{"error": error}])


@on_interaction
def shouts_its_status(interaction: Json) -> None:
    """The status is in capitals."""
    interaction["status"] = interaction["status"].upper()


@on_reply
def takes_no_config(reply: Reply) -> None:
    """A generation_config is refused."""
    if reply.request.creates and "generation_config" in (reply.request.json or {}):
        reply.refuse()


@on_event("step.start")
def counts_in_words(event: Json) -> None:
    """The index of a step is a string."""
    event["index"] = str(event["index"])


_WELCOME: dict[str, Json] = {
    "interactions": {"object": "interaction", "status": "completed"},
    "files": {"file": {"name": "files/x", "createTime": "2026-01-01T00:00:00Z",
                       "updateTime": "2026-01-01T00:00:00Z", "state": "ACTIVE",
                       "source": "UPLOADED"}},
    "models": {"totalTokens": 1, "promptTokensDetails": []},
}  # fmt: skip


@on_reply
def refuses_nothing(reply: Reply) -> None:
    """What should be refused is answered as if it were right."""
    if reply.request.method == "POST" and reply.status == 400:
        reply.become(200, _WELCOME[reply.request.route.partition("/")[0]])


@on_reply
def adds_nothing_up(reply: Reply) -> None:
    """A count has no total."""
    if reply.request.path.endswith(":countTokens") and reply.status == 200:
        reply.rewrite(lambda counts: counts.pop("totalTokens") and None)
