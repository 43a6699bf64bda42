"""Lies about the interaction that a create answers with."""

from __future__ import annotations

from typing import Any

from tests.lies.book import on_create, on_interaction, on_reply, on_unary, remembering, texts
from tests.lies.exchange import Json, Reply, Request
from tests.lies.telling import Answered, Asked


@on_unary
def calls_itself_something_else(interaction: Json) -> None:
    """The object of a reply is not called interaction."""
    interaction["object"] = "response"


@on_unary
def has_no_id(interaction: Json) -> None:
    """What is stored has no id."""
    interaction.pop("id", None)


@on_unary
def has_a_number_as_id(interaction: Json) -> None:
    """The id is a number."""
    interaction["id"] = 1


@on_interaction
def says_done(interaction: Json) -> None:
    """A finished interaction has a status that no list has."""
    interaction["status"] = "done"


@on_unary
def answers_with_bare_strings(interaction: Json) -> None:
    """The content of a step is a list of strings."""
    for step in interaction.get("steps", ()):
        if step["type"] == "model_output":
            step["content"] = [content["text"] for content in step["content"]]


@on_unary
def says_nothing(interaction: Json) -> None:
    """The text of the model is empty."""
    for content in texts(interaction):
        content["text"] = ""


@on_interaction
def times_have_fractions(interaction: Json) -> None:
    """Times are given in microseconds."""
    for name in ("created", "updated"):
        interaction[name] = interaction[name].replace("Z", ".000000Z")


@on_interaction
def updates_later(interaction: Json) -> None:
    """A foreground interaction is updated after it was created."""
    interaction["updated"] = interaction["updated"].replace("2026", "2027")


@on_interaction
def lacks_created(interaction: Json) -> None:
    """A reply does not say when it was made."""
    del interaction["created"]


@on_interaction
def names_the_model_with_its_collection(interaction: Json) -> None:
    """The model is called models/..., as on the older routes."""
    interaction["model"] = f"models/{interaction['model']}"


@on_interaction
def names_another_model(interaction: Json) -> None:
    """The reply is said to come from another model."""
    interaction["model"] = "gemini-pro"


@on_interaction
def lacks_the_tier(interaction: Json) -> None:
    """A reply does not say in which tier it was made."""
    interaction.pop("service_tier", None)


@on_interaction
def names_the_tier_in_capitals(interaction: Json) -> None:
    """The tier has the form of another API."""
    interaction["service_tier"] = interaction["service_tier"].upper()


@on_unary
def adds_output_text(interaction: Json) -> None:
    """A reply holds what SDKs compute."""
    interaction["output_text"] = "".join(content["text"] for content in texts(interaction))


@on_unary
def adds_a_name(interaction: Json) -> None:
    """A reply has the name that older samples read."""
    interaction["name"] = f"interactions/{interaction.get('id')}"


@on_unary
def adds_an_error(interaction: Json) -> None:
    """A reply that is fine has an error that is null."""
    interaction["error"] = None


@on_unary
def adds_a_role(interaction: Json) -> None:
    """A reply has the role of the retired revision."""
    interaction["role"] = "model"


@on_unary
def speaks_the_retired_revision(interaction: Json) -> None:
    """What the model said is a flat list of outputs."""
    steps = interaction.pop("steps", [])
    interaction["outputs"] = [each for step in steps for each in step.get("content", ())]


@on_reply
def repeats_the_input_as_a_step(reply: Reply) -> None:
    """A create shows the input among the steps."""
    if reply.request.creates and reply.status == 200 and not reply.streams:
        asked = {"type": "user_input", "content": [{"type": "text", "text": "..."}]}
        reply.rewrite(lambda interaction: interaction["steps"].insert(0, asked))


@remembering
def repeats_earlier_steps() -> tuple[Asked, Answered]:
    """A create shows the steps of the whole chain."""
    steps: dict[str, list[Json]] = {}

    def answered(reply: Reply) -> None:
        if reply.request.creates and reply.status == 200 and not reply.streams:
            before = steps.get(reply.request.json.get("previous_interaction_id"), [])
            reply.rewrite(lambda made: made.update(steps=[*before, *made["steps"]]))
            steps[reply.json["id"]] = reply.json["steps"]

    return _nothing, answered


def _nothing(request: Request) -> None:
    """An honest hook."""


@on_unary
def answers_in_camel_case(interaction: Json) -> None:
    """Field names are camelCase, as on the older routes."""
    made = _camel(interaction)
    interaction.clear()
    interaction.update(made)


def _camel(value: Any) -> Any:
    if isinstance(value, list):
        return [_camel(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {_camel_name(name): _camel(member) for name, member in value.items()}


def _camel_name(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@on_unary
def thinks_afterwards(interaction: Json) -> None:
    """The thought comes after the text."""
    interaction["steps"].reverse()


@on_unary
def never_shows_a_thought(interaction: Json) -> None:
    """A model that thinks shows no thought step."""
    interaction["steps"] = [step for step in interaction["steps"] if step["type"] != "thought"]


def _thoughts(interaction: Json) -> list[Json]:
    return [step for step in interaction.get("steps", ()) if step["type"] == "thought"]


@on_unary
def does_not_sign(interaction: Json) -> None:
    """Thoughts have no signature."""
    for step in _thoughts(interaction):
        del step["signature"]


@on_unary
def signs_in_plain_text(interaction: Json) -> None:
    """Signatures are no base64."""
    for step in _thoughts(interaction):
        step["signature"] = "signed: the model"


@on_unary
def signs_what_was_not_thought(interaction: Json) -> None:
    """A thought that cost nothing has a signature like any other."""
    for step in _thoughts(interaction):
        step["signature"] = "c2lnbmVk"


@on_unary
def summarises_unasked(interaction: Json) -> None:
    """Thoughts have a summary although nobody asked."""
    for step in _thoughts(interaction):
        step.setdefault("summary", [{"type": "text", "text": "I thought."}])


@on_create
def summarises_always(create: Json) -> None:
    """Thoughts have a summary whatever was asked."""
    create.setdefault("generation_config", {})["thinking_summaries"] = "auto"


@on_create
def never_summarises(create: Json) -> None:
    """Thoughts have no summary, whatever was asked."""
    create.get("generation_config", {}).pop("thinking_summaries", None)


@on_unary
def summarises_in_a_string(interaction: Json) -> None:
    """A summary is a string."""
    for step in _thoughts(interaction):
        if "summary" in step:
            step["summary"] = step["summary"][0]["text"]


@on_create
def drops_media(create: Json) -> None:
    """Everything but text in the input is ignored."""
    if isinstance(create.get("input"), list):
        create["input"] = [each for each in create["input"]
                           if each.get("type") in ("text", "user_input")]  # fmt: skip
