"""Models and the counting of tokens (docs/wire/errors-auth-siblings.md 2 and 8)."""

from __future__ import annotations

import re

from ..api import Api
from ..clauses import clause
from ..severity import Severity

LARGEST_PAGE = 1000
NOBODYS = "contract-suite-no-such-model"
ALWAYS = ("name", "version", "displayName", "inputTokenLimit", "outputTokenLimit",
          "supportedGenerationMethods")  # fmt: skip
HELLO = {"contents": [{"parts": [{"text": "Hello, how are you?"}], "role": "user"}]}


@clause(
    "models.list.pages",
    facts=("E-8.1-1", "E-4-10"),
    severity=Severity.BREAKING,
    requests=2,
    lies=("lists-without-next-page", "lists-the-same-page-again", "ignores-the-page-size"),
)
def test_pages(api: Api) -> None:
    """A page of one model names the next page, which has another."""
    first = api.send("GET", "/v1beta/models", query={"pageSize": 1}).ok
    one = first["models"].only
    query = {"pageSize": 1, "pageToken": first["nextPageToken"].text}
    two = api.send("GET", "/v1beta/models", query=query).ok["models"].only
    assert one["name"].text != two["name"].text


@clause(
    "models.list.as-got",
    facts=("E-8.1-1", "E-8.1-4"),
    severity=Severity.BREAKING,
    requests=2,
    lies=("lists-models-in-short",),
)
def test_listed_as_got(api: Api) -> None:
    """A list shows a model as a get does."""
    name = f"models/{api.model}"
    listed = api.send("GET", "/v1beta/models", query={"pageSize": LARGEST_PAGE}).ok["models"]
    found = [model for model in listed if model["name"] == name]
    assert len(found) == 1, f"{name} is listed {len(found)} times"
    found[0].equals(api.send("GET", f"/v1beta/{name}").ok)


@clause(
    "models.get.fields",
    facts=("E-8.1-4", "E-8.8-4"),
    severity=Severity.BREAKING,
    requests=1,
    lies=("models-without-limits", "models-without-their-collection", "limits-are-strings"),
    smoke=True,
)
def test_fields(api: Api) -> None:
    """A model has its name, version, limits and methods."""
    model = api.send("GET", f"/v1beta/models/{api.model}").ok
    for name in ALWAYS:
        assert name in model
    assert model["name"] == f"models/{api.model}"
    assert model["inputTokenLimit"].whole > 0
    assert model["outputTokenLimit"].whole > 0
    assert "countTokens" in [method.text for method in model["supportedGenerationMethods"]]


@clause(
    "models.get.nothing-empty",
    facts=("E-8.1-5",),
    severity=Severity.BEHAVIOUR,
    requests=1,
    lies=("models-with-nulls",),
)
def test_nothing_empty(api: Api) -> None:
    """What a model does not have is absent, never null or empty."""
    model = api.send("GET", f"/v1beta/models/{api.model}").ok
    assert model["name"].text
    assert not [name for name, value in model.fields.items() if value.raw in (None, "", [])]


@clause(
    "models.get.whole-numbers",
    facts=("E-8.1-6",),
    severity=Severity.COSMETIC,
    requests=1,
    lies=("prints-whole-numbers-with-a-point",),
)
def test_whole_numbers(api: Api) -> None:
    """Whole numbers are printed without a decimal point."""
    answer = api.send("GET", f"/v1beta/models/{api.model}")
    assert answer.ok["inputTokenLimit"].whole > 0
    assert not re.search(rb":\s*\d+\.0+\s*[,}\n]", answer.body), answer.body


@clause(
    "models.get.unknown",
    facts=("E-8.1-7", "E-1.1-6"),
    severity=Severity.BREAKING,
    requests=1,
    lies=("knows-every-model",),
)
def test_unknown(api: Api) -> None:
    """A model that nobody has is 404 NOT_FOUND."""
    error = api.send("GET", f"/v1beta/models/{NOBODYS}").refused(404)
    assert error["code"] == 404
    assert error["status"] == "NOT_FOUND"


@clause(
    "models.count-tokens.counts",
    facts=("E-8.2-1", "I-9.1-18"),
    severity=Severity.BREAKING,
    requests=2,
    lies=("counts-nothing", "counts-in-strings", "counts-without-modality"),
    smoke=True,
)
def test_count(api: Api) -> None:
    """Tokens are counted, by modality; longer text has more."""
    path = f"/v1/models/{api.model}:countTokens"
    counted = api.send("POST", path, json=HELLO).ok
    entry = counted["promptTokensDetails"].only
    assert entry["modality"] == "TEXT"
    assert entry["tokenCount"] == counted["totalTokens"]
    twice = {"contents": HELLO["contents"] * 2}
    assert api.send("POST", path, json=twice).ok["totalTokens"].whole > counted["totalTokens"].whole


@clause(
    "models.count-tokens.lenient-json",
    facts=("E-2-15",),
    severity=Severity.BEHAVIOUR,
    requests=1,
    lies=("reads-strict-json-only",),
)
def test_lenient_json(api: Api) -> None:
    """Single quotes and trailing commas are read."""
    body = b"{'contents': [{'parts': [{'text': 'Hello'}], 'role': 'user',}]}"
    kind = {"content-type": "application/json"}
    path = f"/v1/models/{api.model}:countTokens"
    counted = api.send("POST", path, content=body, headers=kind, wrong=True).ok
    assert counted["totalTokens"].whole > 0


@clause(
    "models.count-tokens.unknown-field",
    facts=("E-2-12", "E-1.1-1"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    lies=("counts-beside-unknown-names", "says-less-about-values"),
)
def test_unknown_field(api: Api) -> None:
    """A name that does not exist is refused in these words, twice."""
    path = f"/v1/models/{api.model}:countTokens"
    body = {**HELLO, "nonsenseField": 1}
    error = api.send("POST", path, json=body, wrong=True).refused(400)
    words = 'Invalid JSON payload received. Unknown name "nonsenseField": Cannot find field.'
    assert error["status"] == "INVALID_ARGUMENT"
    assert error["message"] == words
    detail = error["details"].only
    assert detail["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert detail["fieldViolations"][0]["description"] == words


@clause(
    "models.count-tokens.unknown-model",
    facts=("E-2-19", "E-1.1-6"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    lies=("counts-for-every-model", "says-less-about-models"),
)
def test_unknown_model(api: Api) -> None:
    """Counting for a model that nobody has is 404, with these words."""
    answer = api.send("POST", f"/v1beta/models/{NOBODYS}:countTokens", json=HELLO).must(404)
    error = answer.json["error"]
    assert error["status"] == "NOT_FOUND"
    assert error["message"] == (
        f"models/{NOBODYS} is not found for API version v1beta, or is not supported for"
        " countTokens. Call ListModels to see the list of available models and their supported"
        " methods."
    )
