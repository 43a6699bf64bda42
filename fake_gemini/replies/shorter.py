"""Answers that end before they are whole: by half, by a budget, or to be continued."""

from __future__ import annotations

from fake_gemini.continuation import Token
from fake_gemini.ids import Ids
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import fold, no_media
from fake_gemini.replies.tokens import cut, text_tokens
from fake_gemini.signatures import PLACEHOLDER
from fake_gemini.turn import Json, Status, Turn, Usage


def spoken(turn: Turn) -> str:
    """Return the text of a turn."""
    steps = (step for step in turn.steps if step["type"] == "model_output")
    return "".join(content["text"] for step in steps for content in step["content"])


def halved(answer: Answer, status: Status) -> Answer:
    """Return the first half of an answer; calls are not made."""
    text = spoken(answer.turn)
    return answer._replace(turn=_saying(answer.turn, cut(text, text_tokens(text) // 2), status))


def budgeted(answer: Answer, tokens: int) -> Answer:
    """Return as much of an answer as a budget of `tokens` in all allows."""
    usage = answer.turn.usage
    if usage is None or usage.total <= tokens:
        return answer
    room = max(0, tokens - usage.input - usage.thought)
    text = cut(spoken(answer.turn), room)
    return answer._replace(turn=_saying(answer.turn, text, Status.BUDGET_EXCEEDED))


def first_hop(answer: Answer, tokens: int, begin: Token) -> Answer:
    """Return an answer of at most `tokens`, with what is left of it.

    `begin` is the token of the place where the text of this answer begins.
    """
    text = spoken(answer.turn)
    kept = cut(text, tokens) if tokens else ""
    if kept == text:
        return answer
    turn = _saying(answer.turn, kept, Status.REQUIRES_CONTINUATION)
    return answer._replace(
        turn=turn._replace(continuation=str(begin.behind(len(kept)))),
        rest=text[len(kept) :],
        final=answer.turn.status,
    )


def further(ids: Ids, earlier: Answer, position: int, *, thinks: bool) -> Answer | None:
    """Return what comes behind so many characters of an answer; None where it does not go on.

    It thought before, and what was said by then is input of this hop.
    """
    whole, usage = spoken(earlier.turn) + earlier.rest, earlier.turn.usage
    if usage is None or not 0 <= position < len(whole):
        return None
    said, left = whole[:position], whole[position:]
    heard = fold(ids, earlier.heard, [_output(said)] if said else [], no_media)
    modalities = dict(usage.input_by_modality)
    modalities["text"] = modalities.get("text", 0) + text_tokens(said)
    steps = [{"signature": PLACEHOLDER, "type": "thought"}] if thinks else []
    turn = Turn(
        subject=earlier.turn.subject,
        status=earlier.final or earlier.turn.status,
        steps=(*steps, _output(left)),
        usage=Usage(tuple(modalities.items()), text_tokens(left), 0),
        service_tier=earlier.turn.service_tier,
    )
    return Answer(turn, heard)


def _saying(turn: Turn, text: str, status: Status) -> Turn:
    """Return a turn that says `text` only; without any, nothing was produced."""
    thoughts = [step for step in turn.steps if step["type"] == "thought"]
    steps = (*thoughts, _output(text)) if text else ()
    usage = turn.usage and turn.usage._replace(output=text_tokens(text))
    return turn._replace(status=status, steps=steps, usage=usage)


def _output(text: str) -> Json:
    return {"content": [{"text": text, "type": "text"}], "type": "model_output"}
