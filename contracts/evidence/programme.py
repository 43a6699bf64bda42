"""The requests that a recording is made of, the same every time.

Chosen for what stays the same: each prompt says what is to be answered, nothing depends on what
else the project holds, and both schemas of docs/wire/interactions.md 5.5 have an answer to each. A
step ends early, and says so, when an answer lacks what its next request needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..api import LITTLE
from .asking import CREATE, VERSION, Asker, call_of, id_of, made

NOBODY = "v1_nobodys"
NO_MODEL = "contract-suite-no-such-model"
BAD_KEY = "invalid-contract-key"
FILE = b"The word is quokka."
TOOL: dict[str, Any] = {
    "type": "function",
    "name": "get_weather",
    "description": "Tells the weather in a city.",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    },
}
CALLING: dict[str, Any] = {"tools": [TOOL], "generation_config": {"tool_choice": "any"}}
PERSON: dict[str, Any] = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
}
JSON_FORMAT = {"type": "text", "mime_type": "application/json", "schema": PERSON}
JOHN = "John Doe is 30 years old. Give his name and his age."
COUNT = "Count from 1 to 20, separated by commas."
WEATHER = "What is the weather in Paris?"


@dataclass(frozen=True, slots=True)
class Step:
    """Requests that belong together; `requests` and `tokens` are the most that they cost.

    What is created has its deletion among the requests.
    """

    id: str
    requests: int
    tokens: int
    ask: Callable[[Asker], None] = field(repr=False)


def _step(id: str, *, requests: int, tokens: int = 0) -> Callable[[Callable[[Asker], None]], Step]:
    def make(ask: Callable[[Asker], None]) -> Step:
        return Step(id, requests, tokens, ask)

    return make


@_step("text", requests=4, tokens=1100)
def text(ask: Asker) -> None:
    """A plain create, its GET, its deletion, and a GET after that."""
    id = id_of(ask.create("create", "Reply with exactly: hello"))
    ask.get("get", id)
    ask.delete("delete", f"interactions/{id}")
    ask.get("get-deleted", id)


@_step("stream", requests=3, tokens=1100)
def stream(ask: Asker) -> None:
    """A stream, and a GET of what it told."""
    ask.get("get", id_of(ask.create("create", COUNT, stream=True)))


@_step("background", requests=4, tokens=1100)
def background(ask: Asker) -> None:
    """A run in the background, its stream to the end, and a GET after that."""
    id = id_of(ask.create("create", COUNT, background=True))
    ask.get("stream", id, stream="true")
    ask.get("get", id)


@_step("chain", requests=5, tokens=3300)
def chain(ask: Asker) -> None:
    """Two turns by previous_interaction_id, and a GET of the second."""
    first = id_of(ask.create("first", "Remember the word quokka. Reply with exactly: noted"))
    asked = "Which word did I ask you to remember? Reply with that word."
    ask.get("get", id_of(ask.create("second", asked, previous_interaction_id=first)))


@_step("unstored", requests=2, tokens=2200)
def unstored(ask: Asker) -> None:
    """What is not kept, as a reply and as a stream."""
    ask.create("create", "Reply with exactly: hello", store=False)
    ask.create("stream", "Reply with exactly: hello", store=False, stream=True)


@_step("instruction", requests=1, tokens=1100)
def instruction(ask: Asker) -> None:
    """A system instruction."""
    instruction = "Reply with exactly: pelican"
    ask.create("create", "Hello", store=False, system_instruction=instruction)


@_step("input", requests=4, tokens=4400)
def inputs(ask: Asker) -> None:
    """A history in the steps of today, and in the turns of the retired schema."""
    hello = {"type": "text", "text": "Reply with exactly: hello"}
    told = [{"type": "text", "text": "hi"}]
    again = {"type": "text", "text": "Reply with exactly: again"}
    ask.create("content", hello, store=False)
    ask.create("contents", [hello], store=False)
    steps = (("user_input", [hello]), ("model_output", told), ("user_input", [again]))
    ask.create("steps", [{"type": kind, "content": it} for kind, it in steps], store=False)
    turns = (("user", [hello]), ("model", told), ("user", [again]))
    ask.create("turns", [{"role": who, "content": it} for who, it in turns],
               store=False, wrong=True)  # fmt: skip


@_step("functions", requests=6, tokens=4600)
def functions(ask: Asker) -> None:
    """A call, its result, and a call in a stream."""
    ask.create("stream", WEATHER, stream=True, **CALLING)
    called = ask.create("call", WEATHER, **CALLING)
    result = {
        "type": "function_result", "call_id": call_of(called), "name": "get_weather",
        "result": "sunny",
    }  # fmt: skip
    ask.create("result", [result], previous_interaction_id=id_of(called), tools=[TOOL])


@_step("structured", requests=2, tokens=2600)
def structured(ask: Asker) -> None:
    """Text of a given form, asked for as today and as in the retired schema."""
    ask.create("format", JOHN, store=False, response_format=JSON_FORMAT)
    former: dict[str, Any] = {"response_format": PERSON, "response_mime_type": "application/json"}
    ask.create("schema", JOHN, store=False, **former)


@_step("revision", requests=2, tokens=2200)
def revision(ask: Asker) -> None:
    """The header that chose between the two schemas (docs/wire/interactions.md 1.4)."""
    for name, revision in (("steps", "2026-05-20"), ("outputs", "2026-05-07")):
        headers = {"Api-Revision": revision}
        ask.create(name, "Reply with exactly: hello", store=False, headers=headers)


@_step("refusals", requests=11, tokens=200)
def refusals(ask: Asker) -> None:
    """What is refused, and how."""
    config: dict[str, Any] = {"store": False, "generation_config": LITTLE}
    ask.create("unknown-field", "Hello", wrong=True, nonsense_field=1, **config)
    ask.create("unknown-tool", "Hello", wrong=True, tools=[{"type": "nonsense"}], **config)
    ask.create("unknown-model", "Hello", model=NO_MODEL, **config)
    ask.create("unknown-parent", "Hello", previous_interaction_id=NOBODY, **config)
    empty = {"model": ask.api.model, **config}
    ask.send("no-input", "POST", CREATE, json=empty, wrong=True)
    ask.send("no-json", "POST", CREATE, content=b"{", wrong=True,
             headers={"content-type": "application/json"})  # fmt: skip
    ask.get("unknown-id", NOBODY)
    ask.send("bad-key", "GET", f"/{VERSION}/models", key=BAD_KEY)
    ask.send("no-key", "GET", f"/{VERSION}/models", key=None)
    ask.send("unknown-file", "GET", f"/{VERSION}/files/contract-nobodys")
    ask.send("unknown-path", "GET", CREATE, wrong=True)


@_step("files", requests=6, tokens=2600)
def files(ask: Asker) -> None:
    """An upload, the file, an answer about it, its deletion, and a GET after that."""
    name = "Contract suite"
    url = ask.start_upload("start", len(FILE), "text/plain", displayName=name)
    uploaded = ask.upload("upload", url, FILE)
    file = made(uploaded)
    ask.send("get", "GET", f"/{VERSION}/{file}")
    uri = uploaded.ok["file"]["uri"].text
    about = {"type": "document", "uri": uri, "mime_type": "text/plain"}
    asked = {"type": "text", "text": "Reply with exactly: read"}
    ask.create("use", [about, asked], store=False)
    ask.delete("delete", file)
    ask.send("get-deleted", "GET", f"/{VERSION}/{file}")


@_step("models", requests=5)
def models(ask: Asker) -> None:
    """Two pages of models, a model, one that is not there, and the counting of tokens."""
    listed = f"/{VERSION}/models"
    first = ask.send("list", "GET", listed, query={"pageSize": 1})
    page = {"pageSize": 1, "pageToken": first.ok["nextPageToken"].text}
    ask.send("next", "GET", listed, query=page)
    model = f"/{VERSION}/models/{ask.api.model}"
    ask.send("get", "GET", model)
    ask.send("unknown", "GET", f"/{VERSION}/models/{NO_MODEL}")
    counted = {"contents": [{"role": "user", "parts": [{"text": "Hello"}]}]}
    ask.send("count", "POST", f"{model}:countTokens", json=counted)


PROGRAMME = (
    text,
    stream,
    background,
    chain,
    unstored,
    instruction,
    inputs,
    functions,
    structured,
    revision,
    refusals,
    files,
    models,
)
