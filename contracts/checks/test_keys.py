"""Who may ask (docs/wire/errors-auth-siblings.md 2 and 3, docs/wire/interactions.md 1.2)."""

from __future__ import annotations

from ..api import Api, Who
from ..clauses import clause
from ..severity import Severity

# The fake refuses keys that begin so; nobody else ever gave one out.
BAD = "invalid-contract-key"
INVALID = "API key not valid. Please pass a valid API key."
NO_KEY = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use"
    " API Key or other form of API consumer identity to call this API."
)


@clause(
    "keys.header",
    facts=("I-1.2-1", "I-1.3-4", "E-3-1"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1100,
    lies=("wants-the-key-in-the-query",),
)
def test_header(api: Api) -> None:
    """The key in the header is enough, on every route."""
    assert api.create(store=False).ok["object"] == "interaction"
    assert len(api.send("GET", "/v1/models").ok["models"]) > 0
    assert api.send("GET", "/v1/files").ok.fields.keys() <= {"files", "nextPageToken"}


@clause(
    "keys.query",
    facts=("I-1.2-2", "E-3-2", "E-4-7"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1100,
    lies=("wants-the-key-in-the-header",),
)
def test_query(api: Api) -> None:
    """The key in the query is enough, on every route."""
    query = {"key": api.keys.of(Who.MAIN)}
    body = api.body(store=False)
    made = api.send("POST", "/v1beta/interactions", json=body, query=query, key=None).ok
    assert made["object"] == "interaction"
    assert len(api.send("GET", "/v1beta/models", query=query, key=None).ok["models"]) > 0
    listed = api.send("GET", "/v1beta/files", query=query, key=None).ok
    assert listed.fields.keys() <= {"files", "nextPageToken"}


@clause(
    "keys.bad",
    facts=("E-2-1", "E-1-1", "E-1.1-1"),
    severity=Severity.BREAKING,
    requests=1,
    lies=("takes-any-key", "does-not-say-why-a-key-is-bad", "answers-401-to-a-bad-key"),
    smoke=True,
)
def test_bad(api: Api) -> None:
    """A key that nobody has is refused with this body."""
    answer = api.send("GET", "/v1/models", key=BAD).must(400)
    service = {"service": "generativelanguage.googleapis.com"}
    answer.json["error"].equals({
        "code": 400,
        "message": INVALID,
        "status": "INVALID_ARGUMENT",
        "details": [
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID",
             "domain": "googleapis.com", "metadata": service},
            {"@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US",
             "message": INVALID},
        ],
    })  # fmt: skip


@clause(
    "keys.bad-for-interactions",
    facts=("I-1.2-1",),
    severity=Severity.BREAKING,
    requests=2,
    tokens=100,
    lies=("takes-any-key",),
)
def test_bad_for_interactions(api: Api) -> None:
    """A key that nobody has creates nothing."""
    body = api.body(generation_config={"max_output_tokens": 16})
    api.send("POST", "/v1/interactions", json=body, key=BAD).refused(400, 401, 403)


@clause(
    "keys.none",
    facts=("E-2-5", "E-1.1-5", "E-1-1"),
    severity=Severity.BREAKING,
    requests=1,
    lies=("needs-no-key", "answers-401-without-a-key"),
)
def test_none(api: Api) -> None:
    """Without a key nothing is answered, with this body and no details."""
    answer = api.send("GET", "/v1/models", key=None).must(403)
    answer.json.equals({"error": {"code": 403, "message": NO_KEY, "status": "PERMISSION_DENIED"}})


@clause(
    "keys.none-for-interactions",
    facts=("I-1.2-1",),
    severity=Severity.BREAKING,
    requests=2,
    tokens=100,
    lies=("needs-no-key",),
)
def test_none_for_interactions(api: Api) -> None:
    """Without a key nothing is created."""
    body = api.body(generation_config={"max_output_tokens": 16})
    api.send("POST", "/v1/interactions", json=body, key=None).refused(400, 401, 403)


@clause(
    "keys.bad-token",
    facts=("E-2-6", "E-1.1-4"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    lies=("ignores-tokens",),
)
def test_bad_token(api: Api) -> None:
    """A bearer token that nobody has is 401 UNAUTHENTICATED."""
    token = {"authorization": "Bearer nobodys-token"}
    error = api.send("GET", "/v1/models", headers=token, key=None).refused(401)
    assert error["code"] == 401
    assert error["status"] == "UNAUTHENTICATED"


@clause(
    "keys.file-of-another",
    facts=("F-5-2", "E-1.1-5"),
    severity=Severity.BREAKING,
    requests=5,
    lies=("leaks-between-keys",),
    needs=("other-key",),
)
def test_file_of_another(api: Api) -> None:
    """A file is there for the key that uploaded it, and for no other."""
    file = api.upload(b"mine")
    path = f"/v1/{file['name'].text}"
    answer = api.send("GET", path, key=Who.OTHER).must(403)
    assert answer.json["error"]["status"] == "PERMISSION_DENIED"
    api.send("GET", path).must(200)
