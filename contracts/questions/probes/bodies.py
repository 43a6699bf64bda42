"""What is wrong with the body of a create, and what is said about it."""

from __future__ import annotations

from typing import Any

from ...answers import Answer, text_of
from ...api import LITTLE, Api
from ..question import question
from ..seen import Seen, enveloped, refusal, seen, taken, together

TEXT = {"type": "text", "text": "hello"}
SAY = "Whatever the user says, reply with exactly: camel"


def create(api: Api, **fields: Any) -> Answer:
    """Create what may well be refused; a field that is None is left out."""
    body = {**api.body(store=False, generation_config=LITTLE), **fields}
    kept = {name: value for name, value in body.items() if value is not None}
    return api.send("POST", "/v1/interactions", json=kept)


@question(
    "I-10-1",
    "E-9-5",
    candidates=("404 model_not_found", "404 not_found"),
    change="fake_gemini/errors.py ModelNotFound",
    requests=1,
    tokens=100,
)
def unknown_model(api: Api) -> Seen:
    """Which code does an unknown model get?"""
    answer = create(api, model="no-vendor-calls-a-model-so")
    return seen(refusal(answer), answer)


@question(
    "I-10-4",
    "E-9-6",
    candidates=("400 invalid_request", "400 parameter_unknown"),
    change="fake_gemini/errors.py UnknownParameter",
    requests=1,
    tokens=100,
)
def unknown_field(api: Api) -> Seen:
    """Which code does an unknown field get?"""
    answer = create(api, nonsense_field=1)
    return seen(refusal(answer), answer)


@question(
    "I-10-5",
    candidates=("400 invalid_request",),
    change="fake_gemini/wire/create.py _input",
    requests=1,
    tokens=100,
)
def no_input(api: Api) -> Seen:
    """What does a create without input get?"""
    answer = create(api, input=None)
    return seen(taken(answer), answer)


@question(
    "I-10-6",
    candidates=("400 invalid_request",),
    change="fake_gemini/wire/create.py _subject",
    requests=2,
    tokens=200,
)
def model_and_agent(api: Api) -> Seen:
    """What do model and agent together get, and neither?"""
    # No agent has this name, so that none begins to work.
    both = create(api, agent="no-vendor-calls-an-agent-so")
    neither = create(api, model=None)
    parts = {"for both": seen(taken(both), both), "for neither": seen(taken(neither), neither)}
    return together(parts)


@question(
    "I-10-7",
    "E-9-8",
    candidates=("400 I invalid_request", "400 R[] INVALID_ARGUMENT"),
    change="fake_gemini/wire/json.py read",
    requests=1,
)
def broken_json(api: Api) -> Seen:
    """What does a body that is no JSON get?"""
    answer = send_text(api, '{"model": ')
    return seen(enveloped(answer), answer)


@question(
    "E-9-9",
    candidates=("no", "yes"),
    change="fake_gemini/wire/create.py read_create, which would take read_lenient",
    requests=1,
    tokens=100,
)
def lenient_json(api: Api) -> Seen:
    """Are single quotes and trailing commas read on /interactions, too?"""
    text = (
        f"{{'model': '{api.model}', 'input': 'Reply with exactly: hello', 'store': false,"
        " 'generation_config': {'max_output_tokens': 16,},}"
    )
    answer = send_text(api, text)
    return seen({200: "yes", 400: "no"}.get(answer.status, refusal(answer)), answer)


@question(
    "I-10-16",
    candidates=("400 invalid_request",),
    change="fake_gemini/wire/create.py read_create",
    requests=1,
    tokens=100,
)
def background_unstored(api: Api) -> Seen:
    """What does a background run get that is not to be stored?"""
    answer = create(api, background=True)
    return seen(taken(answer), answer)


@question(
    "I-10-24",
    "E-9-7",
    candidates=("400", "accepted", "ignored"),
    change="--lenient becomes the default: fake_gemini/settings.py lenient",
    requests=1,
    tokens=1200,
)
def camel_case(api: Api) -> Seen:
    """Are camelCase names in the body refused, accepted or ignored?"""
    body = {**api.body("Good morning!", store=False), "systemInstruction": SAY}
    answer = api.send("POST", "/v1/interactions", json=body)
    if answer.status != 200:
        return seen(str(answer.status), answer)
    return seen("accepted" if "camel" in text_of(answer.json).lower() else "ignored", answer)


@question(
    "I-10-25",
    candidates=(
        "400 in contents and in steps and in tools, ignored in generation_config",
        "400", "ignored",
    ),
    change="fake_gemini/wire/violations.py violation; generation_config:"
    " fake_gemini/wire/generation_config.py GenerationConfig",
    requests=4,
    tokens=400,
)  # fmt: skip
def unknown_parts(api: Api) -> Seen:
    """What do unknown names inside of parts get?"""
    odd = {"nonsense_field": 1}
    bodies: dict[str, dict[str, Any]] = {
        "in contents": {"input": [{**TEXT, **odd}]},
        "in steps": {"input": [{"type": "user_input", "content": [TEXT], **odd}]},
        "in tools": {"tools": [{"type": "function", "name": "note", **odd}]},
        "in generation_config": {"generation_config": {**LITTLE, **odd}},
    }
    answers = {name: create(api, **body) for name, body in bodies.items()}
    return together({name: seen(_ignored(answer), answer) for name, answer in answers.items()})


@question(
    "I-10-34",
    candidates=("400 invalid_request", "accepted"),
    change="fake_gemini/wire/input.py read_input; a list: fake_gemini/wire/steps.py check_input",
    requests=2,
    tokens=200,
)
def empty_input(api: Api) -> Seen:
    """What does an empty input get?"""
    text, listed = create(api, input=""), create(api, input=[])
    return together(
        {"for a text": seen(taken(text), text), "for a list": seen(taken(listed), listed)}
    )


@question(
    "I-10-43",
    candidates=("400", "accepted"),
    change="fake_gemini/wire/labels.py check_labels (--lenient accepts them)",
    requests=1,
    tokens=100,
)
def labels(api: Api) -> Seen:
    """Are labels refused?"""
    answer = create(api, labels={"team": "contract"})
    return seen("accepted" if answer.status == 200 else str(answer.status), answer)


@question(
    "I-10-44",
    candidates=("400 invalid_request", "accepted"),
    change="fake_gemini/wire/generation_config.py GenerationConfig",
    requests=2,
    tokens=200,
)
def out_of_range(api: Api) -> Seen:
    """What do temperature 3 and top_p 2 get?"""
    hot = create(api, generation_config={**LITTLE, "temperature": 3})
    wide = create(api, generation_config={**LITTLE, "top_p": 2})
    parts = {"for temperature": seen(taken(hot), hot), "for top_p": seen(taken(wide), wide)}
    return together(parts)


@question(
    "I-10-37",
    candidates=("400", "ignored"),
    change="fake_gemini/routes/interactions.py InteractionRoutes",
    requests=1,
    tokens=100,
)
def legacy_revision(api: Api) -> Seen:
    """What does a request get that asks for the revision of before May 2026?"""
    body = api.body(store=False, generation_config=LITTLE)
    headers = {"Api-Revision": "2026-05-07"}
    answer = api.send("POST", "/v1/interactions", json=body, headers=headers)
    return seen(_ignored(answer), answer)


@question(
    "I-10-48",
    candidates=("ignored", "400"),
    change="fake_gemini/routes/interactions.py InteractionRoutes",
    requests=1,
    tokens=100,
)
def unknown_query(api: Api) -> Seen:
    """Is an unknown parameter in the query of a create ignored?"""
    body = api.body(store=False, generation_config=LITTLE)
    answer = api.send("POST", "/v1/interactions", json=body, query={"nonsense_parameter": 1})
    return seen(_ignored(answer), answer)


def send_text(api: Api, text: str) -> Answer:
    """Create with a body that no JSON writer would make."""
    kind = {"content-type": "application/json"}
    return api.send("POST", "/v1/interactions", content=text.encode(), headers=kind)


def _ignored(answer: Answer) -> str:
    return "ignored" if answer.status == 200 else str(answer.status)
