"""Lies about what is read of a create, and what its settings do."""

from __future__ import annotations

from tests.lies.book import on_create, on_interaction, on_reply, on_unary, texts
from tests.lies.exchange import Json, Reply, everywhere


def _contents(create: Json) -> bool:
    given = create.get("input")
    return isinstance(given, list) and len(given) > 1 and "content" not in given[0]


@on_create
def reads_only_the_last_content(create: Json) -> None:
    """Of several contents the last is read."""
    if _contents(create):
        create["input"] = create["input"][-1:]


@on_create
def reads_only_the_first_content(create: Json) -> None:
    """Of several contents the first is read."""
    if _contents(create):
        create["input"] = create["input"][:1]


@on_create
def reads_no_steps(create: Json) -> None:
    """Steps are taken and not read."""
    if isinstance(create.get("input"), list) and "content" in create["input"][0]:
        create["input"] = "..."


@on_create
def reads_no_model_output(create: Json) -> None:
    """Of a list of steps those of the model are not read."""
    if isinstance(create.get("input"), list):
        create["input"] = [each for each in create["input"] if each["type"] != "model_output"]


@on_create
def ignores_the_instruction(create: Json) -> None:
    """A system instruction is taken and not read."""
    create.pop("system_instruction", None)


@on_reply
def refuses_python(reply: Reply) -> None:
    """A client that is written in Python is refused."""
    if "gl-python" in reply.request.header("x-goog-api-client"):
        reply.refuse()


@on_reply
def refuses_empty_cookies(reply: Reply) -> None:
    """A cookie header without cookies is refused."""
    if any(name == b"cookie" for name, _ in reply.request.headers):
        reply.refuse()


def _without(create: Json, name: str) -> None:
    create.get("generation_config", {}).pop(name, None)


@on_create
def ignores_max_output_tokens(create: Json) -> None:
    """A limit of the output does not limit it."""
    _without(create, "max_output_tokens")


@on_interaction
def calls_cut_ones_completed(interaction: Json) -> None:
    """A reply that was cut short is called completed."""
    interaction["status"] = "completed"


@on_unary
def shows_empty_steps(interaction: Json) -> None:
    """Where nothing was made, steps are an empty list."""
    interaction.setdefault("steps", [])


@on_create
def ignores_stop_sequences(create: Json) -> None:
    """A stop sequence does not stop."""
    _without(create, "stop_sequences")


@on_reply
def keeps_the_stop_sequence(reply: Reply) -> None:
    """The text ends with the stop sequence."""
    create = reply.request.json if reply.request.creates else {}
    stops = create.get("generation_config", {}).get("stop_sequences")
    if stops and reply.status == 200 and not reply.streams:
        reply.rewrite(lambda made: [text.update(text=text["text"] + stops[0])
                                    for text in texts(made)] and None)  # fmt: skip


@on_create
def takes_any_data(create: Json) -> None:
    """Data need not be base64."""
    for content in everywhere(create.get("input")):
        if content.get("data") == "%%%":
            content["data"] = "AAAA"


@on_create
def takes_texts_without_text(create: Json) -> None:
    """A text content may lack its text."""
    for content in everywhere(create.get("input")):
        if content.get("type") == "text":
            content.setdefault("text", "")
    if create.get("input") == [{"type": "text", "text": ""}]:
        create["input"] = "..."


@on_reply
def resolves_no_files(reply: Reply) -> None:
    """The uri of a file is no address that can be fetched."""
    if reply.request.creates and b"/files/" in reply.request.body:
        reply.refuse("Cannot fetch content from the provided URL.")


def _media(reply: Reply) -> list[Json]:
    create = reply.request.json if reply.request.creates else {}
    return [each for each in everywhere(create.get("input")) if "uri" in each]


@on_reply
def needs_a_mime_type(reply: Reply) -> None:
    """A uri without its type is refused."""
    if any("mime_type" not in medium for medium in _media(reply)):
        reply.refuse()


@on_reply
def needs_the_right_kind(reply: Reply) -> None:
    """A picture that is sent as a document is refused."""
    if any(medium["type"] == "document" for medium in _media(reply)):
        reply.refuse("Unsupported MIME type: image/png")


@on_create
def reads_every_file(create: Json) -> None:
    """Every file can be used."""
    if "/files/" in str(create.get("input")):
        create["input"] = "..."


@on_create
def fetches_everything(create: Json) -> None:
    """Every address can be fetched."""
    for content in everywhere(create.get("input")):
        if "nothing.invalid" in content.get("uri", ""):
            content["uri"] = "https://www.example.com/x.png"
