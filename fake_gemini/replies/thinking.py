"""The thought before an answer (docs/wire/interactions.md 4.1, 9.2)."""

from __future__ import annotations

from fake_gemini.replies.wording import Wording
from fake_gemini.signatures import PLACEHOLDER, sign
from fake_gemini.turn import Json

# Least and most thought tokens by level; a model that is not asked thinks hard.
_TOKENS = {
    None: (40, 160),
    "minimal": (0, 0),
    "low": (8, 40),
    "medium": (24, 90),
    "high": (40, 160),
    "xhigh": (160, 640),
}


def thought_tokens(level: str | None, digest: bytes, limit: int | None) -> int:
    """Return how many tokens the thought takes: they count against `limit`."""
    least, most = _TOKENS[level]
    tokens = least + int.from_bytes(digest[-4:], "big") % (most - least + 1)
    return tokens if limit is None else min(tokens, limit)


def thought_step(digest: bytes, tokens: int, wording: Wording | None = None) -> Json:
    """Return the step; what did not think has the placeholder for a signature.

    With a `wording` the thought is summarized.
    """
    if not tokens:
        return {"signature": PLACEHOLDER, "type": "thought"}
    step: Json = {"signature": sign(digest[:12])}
    if wording is not None:
        text = f"**{wording.title()}**\n\n{wording.sentence()}\n\n\n"
        step["summary"] = [{"text": text, "type": "text"}]
    step["type"] = "thought"
    return step
