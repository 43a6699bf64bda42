"""Every sample of the page that started this project, in a process of its own.

docs/wire/interactions.md 11 says which of them are wrong on the real API, and how.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from itertools import starmap
from pathlib import Path

import pytest
from pytest import ParameterSet

from tests.api import events, fold, text_of
from tests.leaving_out import leave_out
from tests.sdk.calls import picture
from tests.sdk.programs import HERE, JS, ORGAN, Fake, run, run_python

pytestmark = pytest.mark.sdk

SEED = HERE / "seed"
GOOGLE = "https://generativelanguage.googleapis.com"
KEY = "seed-page"

Run = Callable[[str, Fake], subprocess.CompletedProcess[str]]

# What the last answer of a sample has to say.
ANSWERS = {
    "text": 'You said: "How does AI work?"',
    "thinking_level": 'You said: "How does AI work?"',
    "system_instruction": 'My instruction is: "You are a cat. Your name is Neko."',
    "temperature": 'You said: "Explain how AI works"',
    "image": "You sent an image (image/jpeg, 1492 bytes).",
    "stream": 'You said: "Explain how AI works"',
    "multi_turn": 'Earlier you said: "I have 2 dogs in my house."',
    "multi_turn_stream": 'Earlier you said: "I have 2 dogs in my house."',
}

CAMEL = "400 Unknown parameter 'previousInteractionId'. Did you mean 'previous_interaction_id'?"

# Samples that read or send a wrong name, and what the real API makes of it.
WRONG = {
    "js/image.mjs": "400 Invalid input at 'input[1].mimeType'. Did you mean 'mime_type'?",
    "js/stream.mjs": "",
    "js/multi_turn.mjs": CAMEL,
    "js/multi_turn_stream.mjs": CAMEL,
    "rest/multi_turn.sh": "Requested entity was not found.",
    "rest/multi_turn_stream.sh": "Requested entity was not found.",
}

SAMPLES = sorted(str(path.relative_to(SEED)) for path in SEED.glob("*/*.*"))
RIGHT = [sample for sample in SAMPLES if sample not in WRONG]
UNHEARD = {sample: refusal for sample, refusal in WRONG.items() if refusal}


def _param(sample: str, *more: str) -> ParameterSet:
    marks = [pytest.mark.node] if sample.startswith("js/") else []
    return pytest.param(sample, *more, id=sample, marks=marks)


@pytest.fixture
def sample_runs(tmp_path: Path) -> Run:
    """Run a sample where it finds its picture and, under Node, the package that it imports."""
    organ = tmp_path / "path" / "to" / "organ.jpg"
    organ.parent.mkdir(parents=True)
    shutil.copy(ORGAN, organ)

    def sample_runs(sample: str, fake: Fake) -> subprocess.CompletedProcess[str]:
        file = tmp_path / Path(sample).name
        file.write_text(_on(fake, sample))
        if file.suffix == ".mjs":
            (tmp_path / "node_modules").symlink_to(JS / "node_modules")
        if file.suffix == ".py":
            return run_python(file, env=fake.env(KEY), cwd=tmp_path)
        program = {".mjs": "node", ".sh": "bash"}[file.suffix]
        return run(program, file, env=fake.env(KEY), cwd=tmp_path)

    return sample_runs


def _on(fake: Fake, sample: str) -> str:
    """Return the text of a sample; shell samples name the host and the picture themselves."""
    text = (SEED / sample).read_text()
    if not sample.startswith("rest/"):
        return text
    for tool in ("curl", "jq"):
        if tool in text and shutil.which(tool) is None:
            leave_out(f"{tool} is not there")
    text = text.replace(GOOGLE, "$GOOGLE_GEMINI_BASE_URL")
    if "YOUR_FILE_URI" in text:
        with fake.client(KEY) as client:
            text = text.replace("YOUR_FILE_URI", picture(client))
    return text


def _last_answer(sample: str, printed: str) -> str:
    if not sample.startswith("rest/"):
        return printed
    return text_of(fold(events(printed)) if "stream" in sample else json.loads(printed))


def test_page_has_eight_things_to_do_in_three_languages() -> None:
    assert len(SAMPLES) == 24
    assert {Path(sample).stem for sample in SAMPLES} == set(ANSWERS)


@pytest.mark.parametrize("sample", [*map(_param, RIGHT)])
def test_sample_prints_the_answer(sample: str, fake: Fake, sample_runs: Run) -> None:
    done = sample_runs(sample, fake)
    assert done.returncode == 0, done.stderr
    assert ANSWERS[Path(sample).stem] in _last_answer(sample, done.stdout)


@pytest.mark.parametrize("sample", [*map(_param, SAMPLES)])
def test_sample_prints_the_answer_of_a_lenient_fake(
    sample: str, lenient_fake: Fake, sample_runs: Run
) -> None:
    done = sample_runs(sample, lenient_fake)
    assert done.returncode == 0, done.stderr
    assert ANSWERS[Path(sample).stem] in _last_answer(sample, done.stdout)


@pytest.mark.parametrize(("sample", "refusal"), [*starmap(_param, UNHEARD.items())])
def test_sample_with_a_wrong_request_is_refused(
    sample: str, refusal: str, fake: Fake, sample_runs: Run
) -> None:
    done = sample_runs(sample, fake)
    assert refusal in done.stdout + done.stderr
    assert ANSWERS[Path(sample).stem] not in done.stdout


@pytest.mark.parametrize("sample", [_param("js/stream.mjs")])
def test_sample_that_reads_a_wrong_reply_field_prints_nothing(
    sample: str, fake: Fake, sample_runs: Run
) -> None:
    done = sample_runs(sample, fake)
    assert (done.returncode, done.stdout) == (0, "")
