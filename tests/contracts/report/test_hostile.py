"""A whole run against a target that says whatever it likes, wherever it can."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from xml.etree import ElementTree as xml

import jsonschema
import pytest

from fake_gemini import create_app
from fake_gemini.testing import running
from tests.contracts.programs import contracts
from tests.contracts.report.sample import RUDE, UNSEEN
from tests.contracts.report.test_files import SCHEMA, Page, parts_of
from tests.lies.exchange import Json, Reply, everywhere
from tests.lies.telling import Liar, Lie

KEY = "key-of-the-hostile"
SAYABLE = RUDE.replace("\ud800", "")


def rude(reply: Reply) -> None:
    """Say it in every text and every refusal, and give a field that name."""
    if reply.json is not None and not reply.request.path.endswith("/models"):
        reply.rewrite(_rude)


def _rude(value: Any) -> None:
    for found in list(everywhere(value)):
        for name in ("text", "message"):
            if name in found:
                found[name] = SAYABLE
        if "usage" in found:
            found[SAYABLE] = SAYABLE


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CompletedProcess[str], Path]]:
    folder = tmp_path_factory.mktemp("hostile")
    honest = create_app()
    app: Any = Liar(honest, Lie("rude", "", lambda: (lambda request: None, rude)))
    app.state = honest.state
    with running(app) as fake:
        options = ("--target", fake.url, "--api-key", KEY, "--report-dir", "reports")
        ran = contracts("run", *options, "--select", "interactions.s", cwd=folder)
        yield ran, folder / "reports"


def test_run_fails_and_breaks_nothing(done: tuple[CompletedProcess[str], Path]) -> None:
    ran, _ = done

    assert ran.returncode == 1
    assert ran.stderr == ""
    assert "the check itself broke" not in ran.stdout


def test_terminal_obeys_nobody(done: tuple[CompletedProcess[str], Path]) -> None:
    said = done[0].stdout

    assert said.count("alert(1)") > 3
    assert all(char.isprintable() or char == "\n" for char in said)
    assert not re.search(r"^\s*::|##\[", said, re.M)


def test_json_is_as_its_schema_says(done: tuple[CompletedProcess[str], Path]) -> None:
    told: Json = json.loads((done[1] / "report.json").read_text())

    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(told)
    assert told["counts"]["failed"] > 3
    assert told["additive"]


def test_junit_can_be_read(done: tuple[CompletedProcess[str], Path]) -> None:
    told = json.loads((done[1] / "report.json").read_text())
    (suite,) = xml.parse(done[1] / "junit.xml").getroot()

    assert int(suite.attrib["failures"]) == told["counts"]["failed"]
    assert len(suite) == len(told["results"])


def test_markdown_has_it_in_code_only(done: tuple[CompletedProcess[str], Path]) -> None:
    code, other = parts_of((done[1] / "report.md").read_text())

    assert [part for part in code if "alert(1)" in part]
    assert not [part for part in other if re.search("alert|everyone|example|rude", part)]


def test_html_runs_nothing_and_loads_nothing(done: tuple[CompletedProcess[str], Path]) -> None:
    text = (done[1] / "report.html").read_text()
    page = Page()
    page.feed(text)

    assert "alert(1)" in text
    assert not {"script", "img", "a", "link", "iframe"} & set(page.tags)
    assert not page.addresses


@pytest.mark.parametrize("name", ["report.json", "junit.xml", "report.md", "report.html"])
def test_key_and_hidden_characters_are_in_no_report(
    name: str, done: tuple[CompletedProcess[str], Path]
) -> None:
    text = (done[1] / name).read_bytes().decode()

    assert KEY not in text
    assert not set(UNSEEN) & set(text)
