"""Who may ask: bad keys, no keys, two keys."""

from __future__ import annotations

from ...api import LITTLE, Api
from ..question import question
from ..seen import Seen, formed, reason_of, seen, taken

# The fake refuses keys that begin so; nobody else ever gave one out.
BAD = "invalid-contract-key"


@question(
    "I-10-2",
    "E-9-1",
    candidates=(
        "400 R[] API_KEY_INVALID", "401 I authentication", "400 I invalid_request",
    ),
    change="fake_gemini/errors.py InvalidKey; the envelope: fake_gemini/wire/errors.py error_body",
    requests=2,
    tokens=100,
)  # fmt: skip
def bad_key(api: Api) -> Seen:
    """What does a create with a bad key get?"""
    body = api.body(store=False, generation_config=LITTLE)
    answer = api.send("POST", "/v1/interactions", json=body, key=BAD)
    reason = reason_of(answer)
    word = f"{formed(answer)} {reason}" if reason else formed(answer)
    return seen("accepted" if answer.status == 200 else word, answer)


@question(
    "I-10-3",
    "E-9-2",
    candidates=("403 R[]", "401 I"),
    change="fake_gemini/errors.py MissingKey; the envelope: fake_gemini/wire/errors.py error_body",
    requests=1,
    tokens=100,
)
def no_key(api: Api) -> Seen:
    """What does a create without a key get?"""
    body = api.body(store=False, generation_config=LITTLE)
    answer = api.send("POST", "/v1/interactions", json=body, key=None)
    return seen("accepted" if answer.status == 200 else formed(answer), answer)


@question(
    "E-9-12",
    candidates=("header wins", "400 INVALID_ARGUMENT"),
    change="fake_gemini/routes/keys.py presented_key",
    requests=2,
)
def two_keys(api: Api) -> Seen:
    """A good key in the header and a bad one in the query: which one counts?"""
    answer = api.send("GET", "/v1/models", query={"pageSize": 1, "key": BAD})
    if answer.status == 400 and reason_of(answer) == "API_KEY_INVALID":
        return seen("query wins", answer)
    return seen(taken(answer, "header wins"), answer)


@question(
    "F-8-16",
    candidates=("accepted", "401 OVERLOADED_CREDENTIALS"),
    change="--refuse-two-credentials becomes the default: fake_gemini/settings.py"
    " refuse_two_credentials",
    requests=2,
)
def two_credentials(api: Api) -> Seen:
    """Are a key and a bearer token together accepted where files are registered?"""
    token = {"authorization": "Bearer nobodys-token"}
    uris = {"uris": ["gs://contract-nobodys-bucket/none.txt"]}
    answer = api.send("POST", "/v1/files:register", json=uris, headers=token)
    if answer.status != 200:
        return seen(f"{answer.status} {reason_of(answer)}".strip(), answer)
    for file in answer.json["files"]:
        api.delete(file["name"].text)
    return seen("accepted", answer)
