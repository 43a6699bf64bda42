"""Which models answer, and how they differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpx
from google.genai._gaos.types import interactions

from tests.api import MODEL, Json
from tests.coverage import facts, sdk
from tests.coverage.asking import body, create, creates, has, sends
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, Verdict, judged, rows
from tests.coverage.tables import Row, code, prose, section, table

_PROSE = prose(
    "All models answer alike, with text: those for images, speech, music, video and transcription,"
    " too. They differ in what `GET /{v}/models` says of them, in whether a thought step comes"
    " first, and in the thinking levels that they refuse."
)
_TYPO = "gemini-3-flsh-preview"
_FAMILY = "a name is accepted when its family is known: a model that came later works"
_COUNT = f"/v1/models/{MODEL}:countTokens"
_CONTENTS: Json = {"contents": [{"parts": [{"text": "Hello"}]}]}


def page(fakes: Fakes) -> str:
    known = sorted({*sdk.values_of(interactions.Model), *facts.models()})
    levels = sdk.values_of(interactions.ThinkingLevel)
    return section(
        "Models",
        _PROSE,
        table("model, answering with text", [_model(name, fakes) for name in known]),
        table("other names", rows([it.name for it in _NAMES], _NAMES, fakes)),
        table("thinking level", _refused(known, levels, fakes)),
        table("list and count", rows([it.name for it in _LISTS], _LISTS, fakes)),
    )


def _model(name: str, fakes: Fakes) -> Row:
    """The row of a model that is in the list, and answers."""
    client = fakes.client()
    client.get(f"/v1/models/{name}").raise_for_status()
    reply = create(client, model=name).raise_for_status()
    thinks = body(reply)["steps"][0]["type"] == "thought"
    return Row(code(name), Verdict.IMITATED, "a thought comes first" if thinks else "no thought")


def _refused(models: Iterable[str], levels: Iterable[str], fakes: Fakes) -> list[Row]:
    """Every thinking level that some model refuses, and what is said of all others."""
    asked = (
        Probe(
            f"{level} with {model}",
            creates(model=model, generation_config={"thinking_level": level}),
            shows=has("status", "completed"),
            label=f"`{level}` with `{model}`",
        )
        for model in models
        for level in levels
    )
    found = [judged(probe, fakes) for probe in asked]
    rest = {row.here for row in found if row.here != Verdict.REFUSED}
    others = [Row("all others", here) for here in sorted(rest)]
    return [row for row in found if row.here == Verdict.REFUSED] + others


def _named(label: str, name: str, **more: Any) -> Probe:
    return Probe(name, creates(model=name), label=label, **more)


_NAMES = (
    _named(f"`models/{MODEL}`", f"models/{MODEL}", shows=has("model", MODEL)),
    *(
        _named(f"`{family}…`", f"{family}7", shows=has("model", f"{family}7"), remark=_FAMILY)
        for family in ("gemini-", "gemma-", "lyria-", "nano-banana-")
    ),
    _named(
        f"`{_TYPO}`",
        _TYPO,
        shows=has("model", _TYPO),
        remark="so a typo behind the first dash is not found",
    ),
    _named("all else", "gpt"),
)


def _counts(label: str, sent: Json, **more: Any) -> Probe:
    return Probe(label, sends("POST", _COUNT, json=sent), label=label, **more)


def _is_page(reply: httpx.Response) -> bool:
    return len(body(reply)["models"]) == 2 and "nextPageToken" in body(reply)


def _second_page(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    first = client.get("/v1/models?pageSize=2").json()
    return client.get(f"/v1/models?pageSize=2&pageToken={first['nextPageToken']}")


_LISTS = (
    Probe("pageSize", sends("GET", "/v1/models?pageSize=2"), shows=_is_page),
    Probe("pageToken", _second_page, shows=_is_page),
    Probe(
        "supportedGenerationMethods",
        sends("GET", f"/v1/models/{MODEL}"),
        shows=lambda reply: "generateContent" in body(reply)["supportedGenerationMethods"],
        remark="the real list, of which only `countTokens` is answered",
    ),
    _counts(
        "`:countTokens` with `contents`",
        _CONTENTS,
        shows=has("totalTokens", 3),
        remark="plausible counts: four characters are a token",
    ),
    _counts(
        "`:countTokens` with `generateContentRequest`",
        {"generateContentRequest": _CONTENTS},
        shows=has("totalTokens", 3),
        remark="plausible counts: four characters are a token",
    ),
    _counts(
        "`:countTokens` with `cachedContent`",
        {"generateContentRequest": {**_CONTENTS, "cachedContent": "cachedContents/x"}},
    ),
)
