"""sdk-drift and spec-drift as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from contracts.drift import releases
from contracts.drift.commands import sdk_drift, spec_drift
from contracts.drift.difference import SEVERITIES
from contracts.schema import extract
from contracts.severity import Severity
from tests.contracts.drift.google_style import PREFIX, published


def sdk(*arguments: str) -> Result:
    return CliRunner().invoke(sdk_drift, arguments)


def spec(*arguments: str) -> Result:
    return CliRunner().invoke(spec_drift, arguments)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A published document in which one value is new."""
    found: dict[str, Any] = published()
    fields = found["components"]["schemas"][f"{PREFIX}SafetySetting"]["properties"]
    fields["method"]["enum"].append("mood")
    path = tmp_path / "interactions.openapi.json"
    path.write_text(json.dumps(found))
    return path


def test_installed_sdk_is_the_one_of_the_document() -> None:
    done = sdk()

    assert done.exit_code == 0
    assert done.stdout == "google-genai 3.4.0 -> google-genai 3.4.0: no differences\n"


def test_kept_extract_is_named_by_its_release() -> None:
    done = sdk("--base", "2.16.0", "--extract", "3.4.0")

    first, *rest = done.stdout.splitlines()
    assert first == (
        "google-genai 2.16.0 -> google-genai 3.4.0: "
        "13 breaking, 20 behaviour, 98 additive, 6 cosmetic"
    )
    assert rest[0] == (
        "breaking   field-optional:CodeExecutionCallArguments.language: required -> optional"
    )


def test_most_severe_comes_first_and_values_share_a_line() -> None:
    lines = sdk("--base", "2.16.0").stdout.splitlines()[1:]

    ranks = [Severity(line.split()[0]).rank for line in lines]
    assert ranks == sorted(ranks, reverse=True)
    assert "additive   known-value-added:VideoConfig.task={extend, upscale}" in lines


def test_json_has_every_difference_with_its_id() -> None:
    done = sdk("--base", "2.16.0", "--json")

    shown = json.loads(done.stdout)
    assert (shown["before"], shown["after"]) == ("google-genai 2.16.0", "google-genai 3.4.0")
    assert len(shown["differences"]) == 137
    assert {
        "id": "known-value-added:VideoConfig.task=extend",
        "severity": "additive",
        "kind": "known-value-added",
        "place": "VideoConfig.task=extend",
        "before": "",
        "after": "extend",
    } in shown["differences"]


def test_ids_are_unique_and_come_in_the_same_order_every_time() -> None:
    ids = [it["id"] for it in json.loads(sdk("--base", "2.16.0", "--json").stdout)["differences"]]

    assert len(set(ids)) == len(ids)
    assert ids == [
        it["id"] for it in json.loads(sdk("--base", "2.16.0", "--json").stdout)["differences"]
    ]


@pytest.mark.parametrize(
    ("fail_on", "code"), [("breaking", 0), ("behaviour", 0), ("additive", 1), ("cosmetic", 1)]
)
def test_exit_code_follows_the_severity(fail_on: str, code: int, document: Path) -> None:
    done = spec("--document", str(document), "--fail-on", fail_on)

    assert done.exit_code == code
    assert done.stdout.splitlines() == [
        f"the document -> {document}: 1 additive",
        "additive   known-value-added:SafetySetting.method=mood",
    ]


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"release": "1", "roots": [], "schemas": {}}', '{"schemas": {"Interaction": 5}}'],
)
def test_file_that_is_no_extract_is_exit_3(tmp_path: Path, text: str) -> None:
    (tmp_path / "extract.json").write_text(text)

    done = sdk("--extract", str(tmp_path / "extract.json"))

    assert done.exit_code == 3
    assert "extract.json is not an extract: " in done.stderr


def test_breaking_differences_fail_by_default() -> None:
    assert sdk("--base", "2.16.0").exit_code == 1


def test_extract_can_be_kept_and_read_again(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"

    assert sdk("--write", str(kept)).exit_code == 0
    assert kept.read_text() == extract.kept(extract.BASE).read_text()
    assert sdk("--extract", str(kept)).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--install", "--index-url=http://x"], "is not a version"),
        (["--install", "latest"], "is not a version"),
        (["--install", "1.0 --pre"], "is not a version"),
        (["--install", "1.0", "--extract", "2.16.0"], "exclude each other"),
        (["--fail-on", "everything"], "is not one of"),
        (["more"], "unexpected extra argument"),
    ],
)
def test_wrong_usage_is_exit_2(arguments: list[str], words: str) -> None:
    done = sdk(*arguments)

    assert done.exit_code == 2
    assert words in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--extract", "1.2.3"], ["--base", "1.2.3"], ["--write", "/nowhere/x"]],
    ids=lambda it: it[0],
)
def test_what_could_not_run_is_one_line_and_exit_3(arguments: list[str]) -> None:
    done = sdk(*arguments)

    assert done.exit_code == 3
    assert done.stderr.startswith("could not run: ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_release_that_cannot_be_read_is_no_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(version: str) -> extract.Extract:
        raise releases.ReleaseError(f"cannot read this release, google-genai {version}: moved")

    monkeypatch.setattr(releases, "fetched", unreadable)

    done = sdk("--install", "9.9.9")

    assert done.exit_code == 3
    assert done.stderr == "could not run: cannot read this release, google-genai 9.9.9: moved\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{}", "it has no `paths`"),
        ("{: :", "neither JSON nor YAML"),
        ('{"paths": {}, "openapi": "2.0"}', "3.0 and 3.1 are read"),
        (
            '{"paths": {"/v1/interactions": {"get": 5}}, "openapi": "3.0.0"}',
            "it cannot be compared",
        ),
        ('{"paths": {"/v1/interactions": 5}, "openapi": "3.0.0"}', "it cannot be compared"),
    ],
)
def test_what_is_no_document_is_exit_3(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "document").write_text(text)

    done = spec("--document", str(tmp_path / "document"))

    assert done.exit_code == 3
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_words_of_others_do_not_steer_the_terminal(document: Path) -> None:
    document.write_text(document.read_text().replace("mood", "\\u001b[31m##[error]mood"))

    done = spec("--document", str(document))

    said = r"additive   known-value-added:SafetySetting.method=\x1b[31m\x23#[error]mood"
    assert said in done.stdout


def test_type_that_has_itself_as_a_part_is_exit_3(document: Path) -> None:
    found = json.loads(document.read_text())
    name = f"{PREFIX}SafetySetting"
    found["components"]["schemas"][name] = {
        "allOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "object"}]
    }
    document.write_text(json.dumps(found))

    done = spec("--document", str(document))

    assert done.exit_code == 3
    assert "it cannot be compared: RecursionError" in done.stderr


def test_address_that_nobody_answers_is_one_line_and_exit_3() -> None:
    done = spec("--document", "http://127.0.0.1:1/document.json")

    assert done.exit_code == 3
    assert done.stderr.startswith("could not run: http://127.0.0.1:1/document.json: cannot be ")
    assert done.stderr.count("\n") == 1


def test_document_is_asked_for() -> None:
    assert spec().exit_code == 2


def test_page_shows_what_the_command_says() -> None:
    page = (Path(__file__).parents[3] / "docs" / "contracts" / "drift.md").read_text()

    said = sdk("--base", "2.16.0", "--extract", "3.4.0").stdout.splitlines()

    assert "\n".join(said[:5]) in page


def test_page_has_every_kind_of_difference() -> None:
    page = (Path(__file__).parents[3] / "docs" / "contracts" / "drift.md").read_text()

    assert [kind for kind in SEVERITIES if f"`{kind}`" not in page] == []
