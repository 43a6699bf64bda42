"""Reports that are files: each can be read, and no model's words are more than text in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as xml

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import contracts.report
from contracts.report.html_page import html_text
from contracts.report.json_report import as_json
from contracts.report.junit import junit_text
from contracts.report.markdown import markdown_text
from contracts.report.writing import FILES, make_folder, write_reports
from contracts.results import Outcome
from contracts.stopping import WrongUsage
from tests.contracts.report.sample import UNSEEN, report

SCHEMA = json.loads((Path(contracts.report.__path__[0]) / "report.schema.json").read_text())


class Page(HTMLParser):
    """Remembers the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [str(value) for name, value in attrs if name in ("src", "href")]


def parts_of(text: str) -> tuple[list[str], list[str]]:
    """What a reader of Markdown takes for code, and for anything else."""
    code: list[str] = []
    other: list[str] = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        for part in token.children or [token]:
            kept = code if part.type in ("code_inline", "fence") else other
            kept += [part.content, *map(str, part.attrs.values())]
    return code, other


@pytest.mark.parametrize(
    "made", [report(), report(stopped="key: refused")], ids=["whole", "stopped"]
)
def test_json_is_as_its_schema_says(made: object) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

    validator.validate(json.loads(json.dumps(as_json(made))))  # type: ignore[arg-type]


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_junit_tells_each_outcome_apart() -> None:
    suite = xml.fromstring(junit_text(report()).encode())[0]
    kinds = [[child.tag for child in case] for case in suite]

    assert kinds == [[], ["failure"], ["skipped"], ["error"], ["skipped"]]
    counted = {name: suite.attrib[name] for name in ("tests", "failures", "errors", "skipped")}
    assert counted == {"tests": "5", "failures": "1", "errors": "1", "skipped": "2"}


def test_junit_of_a_run_that_was_stopped_has_an_error() -> None:
    suite = xml.fromstring(junit_text(report(stopped="key: refused")).encode())[0]

    assert suite.attrib["errors"] == "1"
    assert [error.attrib["message"] for error in suite.iter("error")] == ["key: refused"]


def test_html_runs_nothing_and_loads_nothing() -> None:
    page = Page()
    page.feed(html_text(report()))

    assert set(page.tags) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tr", "th",
        "td", "details", "summary", "span", "pre", "ul", "li",
    }  # fmt: skip
    assert not page.addresses


def test_html_shows_each_failure_with_its_command() -> None:
    text = html_text(report())

    assert text.count("<details open>") == 3
    assert "$GEMINI_API_KEY" in text


def test_markdown_has_words_of_a_model_in_code_only() -> None:
    code, other = parts_of(markdown_text(report()))

    assert len([part for part in code if "alert" in part]) > 6
    assert not [part for part in other if re.search("alert|rude|everyone|example|bold", part)]


@given(st.text("`~@<>#|*_-[]()!\\\n ab"))
def test_any_words_are_code_in_markdown(text: str) -> None:
    run = report(Outcome.FAILED)
    rude = f"rude{text}rude"
    run.results[0] = replace(run.results[0], reason=rude, exchanges=(), additive=(rude,))
    run.left = [rude]

    code, other = parts_of(markdown_text(run))
    assert sum(part.count("rude") for part in code) == 6
    assert not [part for part in other if "rude" in part]


def test_markdown_fits_into_an_issue() -> None:
    run = report()
    failed = replace(run.results[1], reason="long " * 10_000)
    run.results = [run.results[0], *[failed] * 100]
    text = markdown_text(run)

    assert len(text) < 65_000
    assert text.count("## failed") > 20
    assert re.search(r"\d+ more parts are in `report.html`\.\n$", text)
    assert "48,000 more characters" in text


def test_markdown_has_a_table_by_area() -> None:
    assert "| area | passed | failed | known | blocked | skipped |" in markdown_text(report())


@pytest.mark.parametrize("name", FILES)
def test_report_is_written_and_hides_nothing(name: str, tmp_path: Path) -> None:
    write_reports(report(), tmp_path)

    text = (tmp_path / name).read_bytes().decode()
    assert "alert" in text
    assert not set(UNSEEN) & set(text)


def test_folder_that_cannot_be_is_refused_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WrongUsage, match="--report-dir"):
        make_folder(tmp_path / "file")


def test_terminal_names_every_outcome() -> None:
    assert {each.value for each in Outcome} == set(as_json(report())["counts"])
