"""Lies about what a turn knows of those before it."""

from __future__ import annotations

from tests.lies.book import on_create, on_reply, remembering
from tests.lies.exchange import Json, Reply, Request
from tests.lies.telling import Answered, Asked


@on_create
def forgets_history(create: Json) -> None:
    """Every turn is the first."""
    create.pop("previous_interaction_id", None)


@on_create
def forgets_history_in_streams(create: Json) -> None:
    """Every streamed turn is the first."""
    if create.get("stream"):
        create.pop("previous_interaction_id", None)


@remembering
def remembers_one_turn() -> tuple[Asked, Answered]:
    """A turn knows the one before it and none before that."""
    inputs: dict[str, Json] = {}

    def asked(request: Request) -> None:
        if request.creates and (parent := request.json.get("previous_interaction_id")):
            known = [{"type": "user_input", "content": inputs[parent]["input"]},
                     {"type": "user_input", "content": request.json["input"]}]  # fmt: skip
            mine = request.json
            request.rewrite(lambda create: create.pop("previous_interaction_id") and None)
            request.rewrite(lambda create: create.update(input=known))
            inputs[""] = mine

    def answered(reply: Reply) -> None:
        if reply.request.creates and reply.status == 200:
            inputs[reply.json["id"]] = inputs.pop("", reply.request.json)

    return asked, answered


@remembering
def remembers_only_inputs() -> tuple[Asked, Answered]:
    """A turn knows what the user said before it, and not what the model did."""
    chains: dict[str, list[Json]] = {}
    said: list[Json] = []

    def asked(request: Request) -> None:
        if request.creates:
            mine = {"type": "user_input", "content": request.json["input"]}
            said[:] = [*chains.get(request.json.get("previous_interaction_id"), ()), mine]
            request.rewrite(lambda create: create.pop("previous_interaction_id", None) and None)
            request.rewrite(lambda create: create.update(input=said))

    def answered(reply: Reply) -> None:
        if reply.request.creates and reply.status == 200:
            chains[reply.json["id"]] = list(said)

    return asked, answered


@remembering
def goes_on_under_the_same_id() -> tuple[Asked, Answered]:
    """A turn has the id of the one before it."""

    def answered(reply: Reply) -> None:
        parent = reply.request.json.get("previous_interaction_id") if reply.request.creates else 0
        if parent and reply.status == 200:
            reply.rewrite(lambda made: made.update(id=parent))

    return lambda request: None, answered


def _inheriting(field: str) -> tuple[Asked, Answered]:
    values: dict[str, Json] = {}

    def asked(request: Request) -> None:
        if request.creates:
            parent = request.json.get("previous_interaction_id")
            if parent in values:
                own = request.json.get(field)
                both = {**values[parent], **own} if isinstance(own, dict) else values[parent]
                request.rewrite(lambda create: create.update({field: both}))

    def answered(reply: Reply) -> None:
        if reply.request.creates and reply.status == 200 and field in reply.request.json:
            values[reply.json["id"]] = reply.request.json[field]

    return asked, answered


@remembering
def inherits_the_config() -> tuple[Asked, Answered]:
    """The generation_config of a turn holds for the next."""
    return _inheriting("generation_config")


@remembering
def inherits_the_instruction() -> tuple[Asked, Answered]:
    """The system instruction of a turn holds for the next."""
    return _inheriting("system_instruction")


@remembering
def inherits_the_tools() -> tuple[Asked, Answered]:
    """Functions that a turn declares are there in the next."""
    return _inheriting("tools")


@on_create
def reads_only_the_last_step(create: Json) -> None:
    """Of a list of steps only the last is read."""
    if isinstance(create.get("input"), list) and create["input"][-1].get("type") == "user_input":
        create["input"] = create["input"][-1:]


@on_reply
def counts_only_the_last_step(reply: Reply) -> None:
    """The input tokens of a stateless turn are those of its last step."""
    if reply.request.creates and reply.status == 200 and not reply.streams:
        reply.rewrite(lambda made: made["usage"].update(total_input_tokens=5))
