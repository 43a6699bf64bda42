"""What a reply says that it used (docs/wire/interactions.md 9.1)."""

from __future__ import annotations

import base64

from ..api import HELLO, Api
from ..clauses import clause
from ..media import picture
from ..severity import Severity
from ..values import Value

PARTS = (
    "total_input_tokens", "total_output_tokens", "total_tool_use_tokens", "total_thought_tokens",
)  # fmt: skip
# Lists that are there only when they say something.
SOMETIMES = (
    "output_tokens_by_modality", "cached_tokens_by_modality", "tool_use_tokens_by_modality",
    "grounding_tool_count",
)  # fmt: skip


def check_sum(usage: Value) -> None:
    """Demand that a total is the sum of its parts."""
    parts = {name: usage[name].whole for name in PARTS}
    assert usage["total_tokens"].whole == sum(parts.values()), (usage["total_tokens"], parts)


@clause(
    "interactions.usage.sum",
    facts=("I-9.1-15", "I-9.1-1", "I-9.1-16", "I-3.1-12"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("usage-does-not-add-up", "lacks-usage"),
    smoke=True,
)
def test_sum(api: Api) -> None:
    """The total is input, output, tool use and thoughts together."""
    check_sum(api.create("Count from 1 to 20.").ok["usage"])


@clause(
    "interactions.usage.whole-numbers",
    facts=("I-9.1-13", "I-9.1-2", "I-9.1-4", "I-9.1-6", "I-9.1-8", "I-9.1-10"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("usage-in-strings", "usage-without-zeroes", "counts-no-output"),
)
def test_numbers(api: Api) -> None:
    """Each total is a whole number, 0 where there is nothing, more where there is something."""
    usage = api.create().ok["usage"]
    for name in ("total_tokens", "total_cached_tokens", *PARTS):
        assert usage[name].whole >= 0
    assert usage["total_input_tokens"].whole > 0
    assert usage["total_output_tokens"].whole > 0
    assert usage["total_tool_use_tokens"] == 0


@clause(
    "interactions.usage.modality",
    facts=("I-9.1-3",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("modality-in-capitals", "no-modalities"),
)
def test_modality(api: Api) -> None:
    """Input is listed by modality in lower case; for text that is one entry."""
    entry = api.create().ok["usage"]["input_tokens_by_modality"].only
    assert entry["modality"] == "text"
    assert entry["tokens"].whole > 0


@clause(
    "interactions.usage.modality-of-an-image",
    facts=("I-9.1-3", "I-2.4-2"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=2400,
    lies=("counts-images-as-text", "drops-media"),
)
def test_modality_of_image(api: Api) -> None:
    """An image in the input has an entry of its own."""
    image = {"type": "image", "data": base64.b64encode(picture()).decode(),
             "mime_type": "image/png"}  # fmt: skip
    usage = api.create([{"type": "text", "text": HELLO}, image]).ok["usage"]
    tokens = {each["modality"].text: each["tokens"].whole
              for each in usage["input_tokens_by_modality"]}  # fmt: skip
    assert tokens.keys() == {"text", "image"}
    assert tokens["image"] > 0


@clause(
    "interactions.usage.only-what-there-is",
    facts=("I-9.1-5", "I-9.1-7", "I-9.1-9", "I-9.1-11"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("lists-output-by-modality", "lists-cached-by-modality", "counts-grounding-unasked"),
)
def test_sometimes(api: Api) -> None:
    """Lists of what was not used are absent."""
    usage = api.create().ok["usage"]
    present = [name for name in SOMETIMES if name in usage]
    cached = usage["total_cached_tokens"].whole > 0
    assert present == (["cached_tokens_by_modality"] if cached else [])
