"""The machine that follows the links of the document, as schemathesis reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from schemathesis.core.transport import Response
from schemathesis.generation.stateful.state_machine import StepInput, StepOutput
from schemathesis.specs.openapi.schemas import OpenApiSchema

from ..api import Api
from . import cases
from .rehearsing import First, elsewhere, seeded, settings_for

EXAMPLES = 3
# Requests of one example: enough to follow each link that leads from a collection.
STEPS: Mapping[str, int] = {"interactions": 10, "files": 6}


def follow(
    api: Api, collection: str, *, examples: int = EXAMPLES, start: int | None = None
) -> None:
    """Follow the links of a collection; AssertionError for what is not as the document says.

    Also for a link that was never followed: then nothing was shown of it.
    """
    first = First()
    machine = seeded(machine_for(api, collection, first), start)
    with elsewhere(), first.instead():
        machine.run(settings=settings_for(examples, steps=STEPS[collection], start=start))
    missing = links_of(machine.schema) - machine.covered.keys()
    assert not missing, f"never followed: {', '.join(sorted(missing))}"


def links_of(schema: OpenApiSchema) -> set[str]:
    """Return the links of a document, such as `POST /v1/files -> get`."""
    return {
        f"{operation.label} -> {name}"
        for operation in (cast(Any, each).ok() for each in schema.get_all_operations())
        for _, response in operation.responses.items()
        for name, _ in response.iter_links()
    }


def machine_for(api: Api, collection: str, first: First) -> Any:
    """Return a machine whose requests go through `api`, up to the first failure.

    Its `covered` counts the links that were followed to what the step before has made.
    """
    schema = cases.load(api.model, "links").include(path_regex=f"/{collection}")
    base: Any = schema.as_state_machine()

    class Links(base):  # type: ignore[misc]
        covered = Counter[str]()

        def setup(self) -> None:
            self.deleted: set[str] = set()

        def step(self, input: StepInput) -> StepOutput:
            with first.failure():
                if input.transition is None:
                    _unchain(input.case)
                output: StepOutput = super().step(input)
                if input.transition is not None and _has_id(input):
                    self.covered[_shortened(input.transition.id)] += 1
                    _check_presence(output, self.deleted)
            return output

        def call(self, case: cases.Case, **_: Any) -> Response:
            return cases.send(api, case)

        def validate_response(
            self, response: Response, case: cases.Case, *_: Any, **__: Any
        ) -> None:
            cases.judge(case, response, recorder=self.recorder)

    return Links


def _shortened(id: str) -> str:
    """`POST /x -> get`, of `POST /x -> [200] get -> GET /x/{id}`."""
    return re.sub(r" \[\w+\]", "", id).rpartition(" -> ")[0]


def _check_presence(output: StepOutput, deleted: set[str]) -> None:
    """Demand that what was made is there until it is deleted, and then is not.

    Schemathesis knows 404 only; a file that is not there is 403 (F-5-2).
    """
    case, status = output.case, output.response.status_code
    id = str(case.path_parameters.get("id", ""))
    if case.method == "GET":
        gone = id in deleted
        accepted = (403, 404) if gone else (200,)
        assert status in accepted, f"{status} of what was {'deleted' if gone else 'made'}: {id}"
    elif case.method == "DELETE" and status == 200:
        deleted.add(id)


def _has_id(input: StepInput) -> bool:
    """Whether a step is about what the one before it has made."""
    return any(name in ("id", "previous_interaction_id") for _, name in input.applied_parameters)


def _unchain(case: cases.Case) -> None:
    """Drop an id that nobody gave out."""
    if isinstance(case.body, dict):
        case.body.pop("previous_interaction_id", None)
