"""A conversation folded into a value of bounded size, step by step.

Folding is what makes a chain of any depth cost the same, and a history sent as steps say the same
words as the same history kept by the server: ids and signatures are left out, uris of files are
replaced by what the file is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from fake_gemini.ids import Ids
from fake_gemini.turn import Attachment, Json
from fake_gemini.wire.json import canonical, plain
from fake_gemini.wire.kinds import CONTENT_KINDS

Attach = Callable[[Json], Attachment]

# What is remembered word for word: the first thing the user said, and the latest ones.
_LATEST = 3
_LONGEST = 200

# Of what the user asked when functions were called, because later rounds go on with it.
_LONGEST_ASKED = 4_000
# Of what the model replied last, because it may be asked to repeat that.
_LONGEST_REPLIED = 4_000
# So many calls can still be answered.
_ANSWERABLE = 32

# What names a step or proves where it is from says nothing.
_IDENTITY = ("id", "call_id", "signature")


class Conversation(NamedTuple):
    """What was said so far: a digest of all of it, and some of the user's words.

    `asked` is what the user said last, `calls` are (id, name) of the latest function calls, and
    `rounds` is how often functions were called since. `replied` is what the model said last. The
    last step that was folded is `step`, and `above` the digest of all before it: words are chosen
    by these two.
    """

    digest: bytes
    said: tuple[str, ...]
    asked: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    rounds: int = 0
    replied: str = ""
    above: bytes = b""
    step: bytes = b""


EMPTY = Conversation(b"", ())


def fold(ids: Ids, before: Conversation, steps: Iterable[Json], attach: Attach) -> Conversation:
    """Return the conversation after `steps`; `attach` says what a media content is."""
    digest, said, asked = before.digest, before.said, before.asked
    calls, rounds, calling = before.calls, before.rounds, False
    replied, above, last = before.replied, digest, b""
    for step in steps:
        kind, above, last = step["type"], digest, b""
        if kind == "thought":
            continue
        last = _spelled_step(step, calls, attach)
        digest = _behind(ids, above, last)
        if kind == "user_input":
            asked, rounds = text_of(step["content"]), 0
            said = _remember(said, asked)
        elif kind == "model_output":
            replied = shortened(text_of(step.get("content") or ()), _LONGEST_REPLIED)
        elif kind == "function_call":
            calls = (*calls, (step["id"], step["name"]))[-_ANSWERABLE:]
            rounds += not calling
        calling = kind == "function_call"
    return Conversation(digest, said, as_asked(asked), calls, rounds, replied, above, last)


def hear(ids: Ids, before: Conversation, text: str) -> Conversation:
    """Return the conversation after the user said one text, as `fold` would."""
    above, step = before.digest, text_step(text)
    digest = _behind(ids, above, step)
    said = said_with(before, text)
    return Conversation(digest, said, as_asked(text), before.calls, 0, before.replied, above, step)


def text_step(text: str) -> bytes:
    """Return the step of one text as it is folded."""
    return b"user_input: " + text.encode()


def said_with(before: Conversation, text: str) -> tuple[str, ...]:
    """Return what is remembered of the user's words when a text has come to them."""
    return _remember(before.said, text)


def _behind(ids: Ids, above: bytes, step: bytes) -> bytes:
    return ids.digest("step", above, step)[:16]


def no_media(content: Json) -> Attachment:
    """Say what a medium is where the model spoke: it answers with text only."""
    raise AssertionError(f"not a text: {content['type']}")


def text_of(contents: Iterable[Json]) -> str:
    """The text parts of one step, a line each."""
    return "\n".join([content["text"] for content in contents if content["type"] == "text"])


def shortened(text: str, longest: int) -> str:
    # In ASCII: one other character makes the whole reply slow to count and to write.
    return text if len(text) <= longest else text[: longest - 3] + "..."


def remembered(text: str) -> str:
    """What is kept of one thing that the user said."""
    return shortened(text, _LONGEST)


def as_asked(text: str) -> str:
    """What is kept of the last thing that the user said."""
    return text[:_LONGEST_ASKED]


def called_name(result: Json, calls: Iterable[tuple[str, str]]) -> str:
    """The name of the function that a result is from."""
    return dict(calls).get(result["call_id"]) or result.get("name") or ""


def _remember(said: tuple[str, ...], text: str) -> tuple[str, ...]:
    said = (*said, shortened(text, _LONGEST))
    return said if len(said) <= _LATEST + 2 else (said[0], *said[-_LATEST - 1 :])


def _spelled_step(step: Json, calls: tuple[tuple[str, str], ...], attach: Attach) -> bytes:
    """Return one spelling of all steps that say the same."""
    if step["type"] == "user_input" and [it["type"] for it in step["content"]] == ["text"]:
        return text_step(step["content"][0]["text"])
    return canonical(_normal_step(step, calls, attach))


def _normal_step(step: Json, calls: tuple[tuple[str, str], ...], attach: Attach) -> list[Any]:
    kind = step["type"]
    if kind in ("user_input", "model_output"):
        return [kind, [_normal(content, attach) for content in step.get("content") or ()]]
    if kind == "function_result":
        name, failed = called_name(step, calls), bool(step.get("is_error"))
        return [kind, name, failed, _normal_result(step["result"], attach)]
    return [kind, plain({key: step[key] for key in step if key not in _IDENTITY})]


def _normal_result(result: Any, attach: Attach) -> Any:
    if isinstance(result, list):
        return [
            _normal(part, attach) if part["type"] in CONTENT_KINDS else plain(part)
            for part in result
        ]
    return plain(result)


def _normal(content: Json, attach: Attach) -> list[Any]:
    if content["type"] == "text":
        return ["text", content["text"]]
    it = attach(content)
    options = {name: content.get(name) for name in ("resolution", "processing")}
    return [it.kind, it.mime_type, it.size, it.sha256, it.name, plain(options)]
