"""The interaction that a create answers with (docs/wire/interactions.md 3)."""

from __future__ import annotations

from ..answers import text_of
from ..api import HELLO, Api
from ..clauses import clause
from ..severity import Severity
from ..values import Value

SECONDS = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
# What SDKs compute, and what the retired revision had.
NEVER = (
    "output_text", "output_image", "output_audio", "output_video", "continuation_ids",
    "name", "error",
)  # fmt: skip


@clause(
    "interactions.create.is-an-interaction",
    facts=("I-1.1-1", "I-3.1-2"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("calls-itself-something-else",),
)
def test_object(api: Api) -> None:
    """A create is answered with an object that says it is an interaction."""
    assert api.create().ok["object"] == "interaction"


@clause(
    "interactions.create.id",
    facts=("I-3.1-1",),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("has-no-id", "has-a-number-as-id"),
)
def test_id(api: Api) -> None:
    """What is stored has an id, a string that is not empty."""
    assert api.create().ok["id"].text


@clause(
    "interactions.create.completed",
    facts=("I-3.1-3", "I-3.2-4", "I-3.2-10", "I-4.1-2", "I-2.4-1", "I-2.1-4"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("says-done", "answers-with-bare-strings", "says-nothing"),
    smoke=True,
)
def test_completed(api: Api) -> None:
    """A plain request ends completed, with the model's text in a model_output step."""
    reply = api.create(HELLO).ok
    assert reply["status"] == "completed"
    assert "hello" in text_of(reply).lower()


@clause(
    "interactions.create.times",
    facts=("I-3.1-4",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("times-have-fractions", "updates-later", "lacks-created"),
)
def test_times(api: Api) -> None:
    """Both times are in UTC, in whole seconds with a Z, and equal in the foreground."""
    reply = api.create().ok
    reply["created"].matches(SECONDS)
    assert reply["updated"] == reply["created"]


@clause(
    "interactions.create.model",
    facts=("I-3.1-5", "I-2.1-1"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("names-the-model-with-its-collection", "names-another-model"),
)
def test_model(api: Api) -> None:
    """The model is the one that was asked for, under the name that was used."""
    assert api.create().ok["model"] == api.model


@clause(
    "interactions.create.service-tier",
    facts=("I-3.1-6", "I-2.1-17"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("lacks-the-tier", "names-the-tier-in-capitals"),
)
def test_tier_by_default(api: Api) -> None:
    """The tier is standard when none was asked for."""
    assert api.create().ok["service_tier"] == "standard"


@clause(
    "interactions.create.service-tier-asked",
    facts=("I-2.1-17",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("refuses-service-tier",),
)
def test_tier_asked_for(api: Api) -> None:
    """The tier that is asked for by name is the one that is shown."""
    assert api.create(service_tier="standard").ok["service_tier"] == "standard"


@clause(
    "interactions.create.never-in-a-reply",
    facts=("I-3.1-21", "I-3.1-22"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1100,
    lies=("adds-output-text", "adds-a-name", "adds-an-error"),
)
def test_fields_of_sdks(api: Api) -> None:
    """What SDKs compute and what does not exist is not in a reply."""
    reply = api.create().ok
    assert reply["object"] == "interaction"
    assert not [name for name in NEVER if name in reply]


@clause(
    "interactions.create.revision",
    facts=("I-3.1-20", "I-1.4-2"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("adds-a-role", "speaks-the-retired-revision"),
)
def test_revision(api: Api) -> None:
    """A request that names no revision gets steps, and no role or outputs as in the retired one."""
    reply = api.create().ok
    assert text_of(reply)
    assert "role" not in reply
    assert "outputs" not in reply


@clause(
    "interactions.create.steps-of-this-call",
    facts=("I-3.1-7", "I-4.1-1"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3200,
    lies=("repeats-the-input-as-a-step", "repeats-earlier-steps"),
)
def test_steps_of_this_call(api: Api) -> None:
    """The steps of a create are those that this call made, also in a chain."""
    first = api.create("Reply with exactly: pelican").ok
    second = api.create("Reply with exactly: walrus", previous_interaction_id=first["id"].text).ok
    assert not [step for step in second["steps"] if step["type"] == "user_input"]
    assert "pelican" not in text_of(second).lower()


@clause(
    "interactions.create.names-are-snake-case",
    facts=("I-2-4", "E-8.8-4"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("answers-in-camel-case",),
)
def test_snake_case(api: Api) -> None:
    """Every field name in a reply is snake_case."""
    reply = api.create().ok
    assert len(reply["usage"].fields) > 1
    assert not [name for name in _names(reply) if name != name.lower()]


def _names(value: Value) -> list[str]:
    """The names of all fields, at any depth."""
    if isinstance(value.raw, dict):
        below = [name for member in value.fields.values() for name in _names(member)]
        return [*value.fields, *below]
    if isinstance(value.raw, list):
        return [name for item in value for name in _names(item)]
    return []
