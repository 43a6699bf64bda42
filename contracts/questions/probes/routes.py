"""Paths and methods that nobody has, and what every answer looks like."""

from __future__ import annotations

import re

from ...answers import Answer
from ...api import LITTLE, Api
from ...values import Value
from ..question import question
from ..seen import Seen, envelope, formed, seen, together

DEFAULT_PAGES = (50, 1000)


@question(
    "I-10-40",
    candidates=("404 R[]", "405 R[]"),
    change="fake_gemini/routes/unrouted.py Unrouted",
    requests=2,
)
def below_interactions(api: Api) -> Seen:
    """What do a wrong method and a wrong path get at /interactions?"""
    method = api.send("PUT", "/v1/interactions")
    path = api.send("GET", "/v1/interactions/v1_none/nonsense")
    parts = {"for a method": seen(formed(method), method), "for a path": seen(formed(path), path)}
    return together(parts)


@question(
    "E-9-10",
    candidates=("404 R in a version, 404 HTML outside", "404 HTML"),
    change="fake_gemini/routes/unrouted.py Unrouted",
    requests=2,
)
def unknown_path(api: Api) -> Seen:
    """What does a path get that nobody has?"""
    inside, outside = api.send("GET", "/v1/nonsense"), api.send("GET", "/nonsense")
    return together({
        "in a version": seen(formed(inside), inside),
        "outside": seen(formed(outside), outside),
    })  # fmt: skip


@question(
    "E-9-11",
    candidates=("404", "405"),
    change="fake_gemini/routes/endpoint.py Endpoint",
    requests=1,
)
def wrong_method(api: Api) -> Seen:
    """What does a wrong method get on a known path?"""
    answer = api.send("PUT", "/v1/models")
    return seen(str(answer.status), answer)


@question(
    "E-9-3",
    candidates=("I", "R"),
    change="fake_gemini/routes/unrouted.py SIBLINGS",
    requests=3,
)
def envelope_of_siblings(api: Api) -> Seen:
    """Which shape do errors of agents, webhooks and triggers have?"""
    answers = {
        f"of {name}": api.send("GET", f"/v1/{name}/contract-none")
        for name in ("agents", "webhooks", "triggers")
    }
    return together({name: seen(envelope(each), each) for name, each in answers.items()})


@question(
    "I-10-41",
    candidates=("identical", "different"),
    change="fake_gemini/routes/paths.py, which serves all versions alike",
    requests=8,
    tokens=2200,
)
def versions(api: Api) -> Seen:
    """Do replies differ between v1 and v1beta?"""
    one, other = (_shapes(api, version) for version in ("v1", "v1beta"))
    differing = sorted(one ^ other)
    return Seen("different" if differing else "identical", "; ".join(differing) or "same shapes")


@question(
    "E-9-15",
    candidates=("never", "when accepted"),
    change="fake_gemini/routes/answers.py BytesAnswer",
    requests=1,
)
def compression(api: Api) -> Seen:
    """Is JSON compressed for clients that accept it?"""
    answer = api.send("GET", "/v1/models", headers={"accept-encoding": "gzip"})
    answer.must(200)
    encodings = ", ".join(answer.headers("content-encoding"))
    word = "when accepted" if "gzip" in encodings else "never"
    return Seen(word, f"content-encoding: {encodings or 'none'}")


@question(
    "E-9-16",
    candidates=("indented", "compact"),
    change="fake_gemini/wire/json.py pretty",
    requests=1,
    tokens=100,
)
def indentation(api: Api) -> Seen:
    """Are replies of /interactions indented?"""
    answer = api.create(store=False, generation_config=LITTLE).must(200)
    word = "indented" if re.match(rb"\s*\{\n +\S", answer.body) else "compact"
    return Seen(word, repr(answer.body[:40]))


@question(
    "E-9-17",
    candidates=("50", "1000"),
    change="fake_gemini/routes/models.py ModelRoutes",
    requests=1,
    blind=Seen("50", "it has fewer models than that"),
)
def models_page(api: Api) -> Seen:
    """How many models does a page have by default?"""
    listed = api.send("GET", "/v1/models").ok
    count = len(listed["models"])
    if "nextPageToken" in listed:
        return Seen(str(count), f"{count} models, and a nextPageToken")
    assert count > min(DEFAULT_PAGES), f"the target has {count} models, fewer than any page"
    return Seen(str(max(DEFAULT_PAGES)), f"{count} models, and no nextPageToken")


def _shapes(api: Api, version: str) -> set[str]:
    """Which paths a create, a get and a refusal of one version have, with the type of each."""
    made = api.create("Reply with exactly: hello", version=version)
    answers = {
        "create": made,
        "get": api.get(made.ok["id"].text, version=version),
        "refusal": api.get("v1_" + "A" * 40, version=version),
    }
    return {f"{name} {line}" for name, answer in answers.items() for line in _shape(answer)}


def _shape(answer: Answer) -> set[str]:
    kinds = ",".join(answer.headers("content-type"))
    return {f"is {answer.status} {kinds}", *_paths(answer.json)}


def _paths(value: Value) -> set[str]:
    raw = value.raw
    below = set()
    if isinstance(raw, dict):
        below = {path for each in value.fields.values() for path in _paths(each)}
    elif isinstance(raw, list):
        below = {path for each in value.items for path in _paths(each)}
    return {f"{re.sub(r'[0-9]+', '', value.path)} is {type(raw).__name__}", *below}
