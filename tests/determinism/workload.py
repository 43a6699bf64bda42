"""Some two hundred requests of every kind, and what each of them needs to be answered first.

A request refers to an earlier answer by `<name.fact>`, in its path or anywhere in its body.
Requests of one `twin` group are byte-identical and interchangeable: their answers are compared as
a set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.api import MODEL, Json
from tests.functions.calling import TOOLS, result

ONE, TWO, FILES = "key-one", "key-two", "key-files"

_REFERENCE = re.compile(r"<([a-z0-9-]+)\.([a-z]+)>")


@dataclass(frozen=True)
class Ask:
    """One request. `after` names what must be answered first besides what it refers to."""

    name: str
    method: str
    path: str
    content: str = ""
    key: str = ONE
    headers: Json = field(default_factory=dict)
    after: tuple[str, ...] = ()
    twin: str = ""

    @property
    def group(self) -> str:
        return self.twin or self.name

    @property
    def request(self) -> tuple[str, ...]:
        """What makes a request itself; equal for twins only."""
        return (self.key, self.method, self.path, self.content, *self.headers.values())

    @property
    def refers_to(self) -> tuple[str, ...]:
        return tuple(dict(_REFERENCE.findall(self.path + self.content)))

    @property
    def needs(self) -> tuple[str, ...]:
        return (*self.refers_to, *self.after)


def resolved(text: str, facts: dict[str, dict[str, str]]) -> str:
    """Put what is known of earlier answers in the place of the references to them."""
    return _REFERENCE.sub(lambda reference: facts[reference[1]][reference[2]], text)


def workload() -> list[Ask]:
    """Return all requests, none before what it needs."""
    return [
        *_singles(),
        *_pairs(),
        *_chains(),
        *_branches(),
        *_streams(),
        *_other_key(),
        *_reads_and_deletes(),
        *_refusals(),
        *_uploads(),
        *_loops(),
        *_structured(),
    ]


def _create(name: str, body: Json, **more: object) -> Ask:
    whole = {"model": MODEL, **body} if "agent" not in body else body
    return Ask(name, "POST", "/v1/interactions", json.dumps(whole), **more)  # type: ignore[arg-type]


_TEXTS = (
    "Hello",
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. 犬が二匹",
    "İstanbul ǅ ß ﬁ Σς \U0001e4d0\U0001e4eb \U0002ebf0 ٣٤ \u2003\u0085\u2028.",
    "👩🏽‍🚀 says: reply with exactly ‘nothing’",
    "Count from 7 to 1",
    "Reply with exactly: \u00e9 and e\u0301",
    "a\x00b\x7fc",
    "long " * 400,
)
_CONFIGS: tuple[Json, ...] = (
    {},
    {"temperature": 1.0, "top_p": 0.5},
    {"thinking_level": "minimal"},
    {"thinking_summaries": "auto", "thinking_level": "high"},
    {"max_output_tokens": 70},
    {"stop_sequences": ["said"], "top_k": 3},
)
_CONTENTS: tuple[Json, ...] = (
    {"type": "image", "data": "aGk=", "mime_type": "image/png"},
    {"type": "audio", "data": "aGkh", "sample_rate": 16000.0},
    {"type": "video", "uri": "https://youtu.be/9hE5-98ZeCg"},
    {
        "type": "document",
        "uri": "https://example.com/a.pdf",
        "mime_type": "application/pdf",
    },
    {"type": "text", "text": "One content."},
)


def _singles() -> Iterator[Ask]:
    for at in range(40):
        config = {"seed": at, **_CONFIGS[at % 6]}
        body: Json = {"input": _TEXTS[at % 8], "generation_config": config}
        if at % 4 == 1:
            body["system_instruction"] = f"End every reply with ({at})"
        if at % 5 == 2:
            body["store"] = False
        yield _create(f"single-{at}", body)
    for at, content in enumerate(_CONTENTS):
        text = {"type": "text", "text": "What is it?"}
        yield _create(f"content-{at}", {"input": [content, text], "service_tier": "flex"})
        yield _create(f"agent-{at}", {"agent": "antigravity-preview-09-2026", "input": content})


def _pairs() -> Iterator[Ask]:
    for pair in range(20):
        body = {"input": f"Pair {pair}.", "store": pair % 5 != 4, "stream": pair % 4 == 3}
        for side in "ab":
            yield _create(f"pair-{pair}-{side}", body, twin=f"pair-{pair}")


def _chains() -> Iterator[Ask]:
    for chain in range(8):
        parent: Json = {}
        for depth in range(3):
            name = f"chain-{chain}-{depth}"
            body = {"input": f"Fact {chain}.{depth}.", "stream": (chain + depth) % 3 == 0}
            yield _create(name, {**body, **parent})
            parent = {"previous_interaction_id": f"<{name}.id>"}


def _branches() -> Iterator[Ask]:
    for tree in range(4):
        trunk = f"trunk-{tree}"
        yield _create(trunk, {"input": f"I have {tree} dogs."})
        parent = {"previous_interaction_id": f"<{trunk}.id>"}
        yield _create(f"{trunk}-left", {"input": "They are black.", **parent})
        for side in "ab":
            twin = f"{trunk}-right"
            yield _create(f"{twin}-{side}", {"input": "They are white.", **parent}, twin=twin)


def _streams() -> Iterator[Ask]:
    for at in range(8):
        stream = f"stream-{at}"
        config = {"thinking_summaries": "auto"} if at % 2 else {}
        body = {"input": f"Count from {at} to 60", "stream": True, "generation_config": config}
        yield _create(stream, body)
        path = f"/v1beta/interactions/<{stream}.id>?stream=true"
        yield Ask(f"replay-{at}", "GET", path)
        yield Ask(f"resume-{at}", "GET", f"{path}&last_event_id=<replay-{at}.event>")


def _other_key() -> Iterator[Ask]:
    for at in range(8):
        body = {"input": _TEXTS[at], "generation_config": _CONFIGS[at % 6]}
        yield _create(f"other-{at}", body, key=TWO)


def _reads_and_deletes() -> Iterator[Ask]:
    for at in range(3):
        path = f"/v1alpha/interactions/<chain-{at}-1.id>?include_input=true"
        yield Ask(f"read-{at}", "GET", path)
    for at in range(4):
        doomed = f"doomed-{at}"
        path = f"/v1/interactions/<{doomed}.id>"
        yield _create(doomed, {"input": f"Forget {at}."})
        yield Ask(f"delete-{at}", "DELETE", path)
        yield Ask(f"miss-{at}", "GET", path, after=(f"delete-{at}",))


_REFUSED: tuple[Json, ...] = (
    {"input": ""},
    {"input": "x", "nonsense": 1},
    {"input": "x", "model": "nobody"},
    {"input": "x", "tools": [{"type": "google_search"}]},
    {"input": {"type": {}}},
    {"input": {"type": "image", "uri": "http://localhost/"}},
    {"input": "x", "previous_interaction_id": "v1_unknown"},
    {"input": "x", "labels": {"a": "b"}},
)


def _refusals() -> Iterator[Ask]:
    for at, body in enumerate(_REFUSED):
        yield _create(f"refused-{at}", body)


def _uploads() -> Iterator[Ask]:
    for at in range(4):
        start, finish = f"start-{at}", f"finish-{at}"
        data = f"Data of file {at}."
        yield Ask(
            start,
            "POST",
            "/upload/v1/files",
            json.dumps({"file": {"display_name": f"File {at}"}}),
            FILES,
            {
                "x-goog-upload-protocol": "resumable",
                "x-goog-upload-command": "start",
                "x-goog-upload-header-content-length": str(len(data)),
                "x-goog-upload-header-content-type": "text/plain",
            },
        )
        command = {"x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0"}
        yield Ask(finish, "POST", f"<{start}.url>", data, FILES, command)
        content: Json = {"type": "document", "uri": f"<{finish}.uri>"}
        yield _create(f"use-{at}", {"input": content}, key=FILES)
    raw = {"x-goog-upload-protocol": "raw", "content-type": "text/plain"}
    for side in ("a", "b"):
        yield Ask(f"raw-{side}", "POST", "/upload/v1/files", "Raw.", FILES, raw, (), "raw")
    made = (*(f"finish-{at}" for at in range(4)), "raw-a", "raw-b")
    yield Ask("files", "GET", "/v1/files", key=FILES, after=made)


_SAID = "Weather in Paris, then a table for 4"
_WANTED = ("validated", "any", {"allowed_tools": {"mode": "any", "tools": ["send_mail"]}}, "none")


def _loops() -> Iterator[Ask]:
    for at in range(4):
        parent: Json = {}
        said: Any = f"{_SAID} ({at})"
        for turn in range(3):
            name = f"loop-{at}-{turn}"
            body = {"input": said, "tools": TOOLS, "stream": (at + turn) % 2 == 1}
            yield _create(name, {**body, **parent})
            parent = {"previous_interaction_id": f"<{name}.id>"}
            said = [result({"id": f"<{name}.call>"}, {"round": turn, "ok": True})]
        made = {"type": "function_call", "id": "c1", "name": "get_weather", "arguments": {"n": at}}
        history = [{"type": "user_input", "content": _SAID}, made, result({"id": "c1"}, "clear")]
        yield _create(f"sent-loop-{at}", {"input": history, "tools": TOOLS, "store": False})
        config = {"tool_choice": _WANTED[at]}
        parallel = {"input": "Weather and mail", "tools": TOOLS, "generation_config": config}
        for side in "ab":
            yield _create(f"parallel-{at}-{side}", parallel, twin=f"parallel-{at}")


_SCHEMA: Json = {
    "type": "object",
    "properties": {
        "city": {"type": "string"},
        "people": {"type": "integer", "minimum": 1},
        "when": {"type": "string", "format": "date-time"},
        "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{3}$"},
        "tags": {"type": "array", "items": {"enum": ["a", "b", "c"]}, "uniqueItems": True},
        "next": {"$ref": "#"},
    },
}


def _structured() -> Iterator[Ask]:
    text = {"type": "text", "mime_type": "application/json"}
    forms: tuple[Any, ...] = (_SCHEMA, {**text, "schema": _SCHEMA}, [{**text, "schema": _SCHEMA}])
    for at, form in enumerate((*forms, text)):
        body = {"input": "4 people in Zürich", "response_format": form}
        yield _create(f"structured-{at}", body)
        yield _create(f"structured-stream-{at}", {**body, "stream": True})
