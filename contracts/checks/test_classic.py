"""What all classic routes have in common (docs/wire/errors-auth-siblings.md 1 and 5)."""

from __future__ import annotations

from ..api import Api
from ..clauses import clause
from ..severity import Severity
from .test_upload_bytes import vary


@clause(
    "classic.headers.content-type",
    facts=("E-5-1", "I-1.5-1"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    lies=("has-no-charset",),
)
def test_content_type(api: Api) -> None:
    """JSON is called exactly this."""
    answer = api.send("GET", "/v1/models?pageSize=1").must(200)
    assert answer.header("content-type") == "application/json; charset=UTF-8"


@clause(
    "classic.headers.security",
    facts=("E-5-6",),
    severity=Severity.COSMETIC,
    requests=1,
    lies=("may-be-sniffed",),
)
def test_security(api: Api) -> None:
    """Three headers tell browsers to be careful."""
    answer = api.send("GET", "/v1/models?pageSize=1").must(200)
    assert answer.header("x-xss-protection") == "0"
    assert answer.header("x-frame-options") == "SAMEORIGIN"
    assert answer.header("x-content-type-options") == "nosniff"


@clause(
    "classic.headers.vary",
    facts=("E-5-3",),
    severity=Severity.COSMETIC,
    requests=1,
    lies=("varies-by-nothing",),
)
def test_vary(api: Api) -> None:
    """Answers vary by three kinds of origin."""
    answer = api.send("GET", "/v1/models?pageSize=1").must(200)
    assert {"Origin", "X-Origin", "Referer"} <= set(vary(answer))


@clause(
    "classic.headers.server",
    facts=("E-5-4", "E-5-5"),
    severity=Severity.COSMETIC,
    requests=1,
    lies=("is-another-server", "does-not-time"),
)
def test_server(api: Api) -> None:
    """The server says what it is and how long it took."""
    answer = api.send("GET", "/v1/models?pageSize=1").must(200)
    assert answer.header("server") == "scaffolding on HTTPServer2"
    assert answer.header("server-timing").startswith("gfet4t7; dur=")


@clause(
    "classic.json.indented",
    facts=("E-5-15",),
    severity=Severity.COSMETIC,
    requests=1,
    lies=("prints-compactly",),
)
def test_indented(api: Api) -> None:
    """JSON is indented by two spaces and ends with a line end."""
    body = api.send("GET", "/v1/models?pageSize=1").must(200).body
    assert body.startswith(b'{\n  "')
    assert body.endswith(b"\n}\n")


@clause(
    "classic.errors.alt-sse",
    facts=("E-1-11",),
    severity=Severity.COSMETIC,
    requests=1,
    lies=("calls-all-errors-json",),
)
def test_alt_sse(api: Api) -> None:
    """An error on a call with alt=sse is the plain body under the type of a stream."""
    answer = api.send("GET", "/v1/files/contract0none?alt=sse").must(403)
    assert answer.media_type == "text/event-stream"
    assert answer.json["error"]["status"] == "PERMISSION_DENIED"
