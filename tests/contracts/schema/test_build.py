"""The committed document: rebuilt the same, valid, complete, and loaded by the tools for it."""

from __future__ import annotations

import io
import sys
import types
from typing import Any

import openapi_spec_validator
import pytest
import schemathesis
import yaml
from click.testing import CliRunner
from schemathesis.core.result import Ok

from contracts.schema import __main__ as command
from contracts.schema import extract, sdk
from contracts.schema.document import PATH, Document
from contracts.schema.walk import visited

OPERATIONS = {
    "POST /{version}/interactions",
    "GET /{version}/interactions/{id}",
    "DELETE /{version}/interactions/{id}",
    "POST /{version}/interactions/{id}/cancel",
    "POST /upload/{version}/files",
    "POST /{version}/files",
    "GET /{version}/files",
    "GET /{version}/files/{id}",
    "DELETE /{version}/files/{id}",
    "GET /{version}/files/{id}:download",
    "POST /{version}/files:register",
    "GET /{version}/models",
    "GET /{version}/models/{id}",
    "POST /{version}/models/{id}:countTokens",
}
LINKS = {
    "createInteraction": {
        "getInteraction",
        "deleteInteraction",
        "cancelInteraction",
        "createInteraction",
    },
    "uploadFile": {"getFile", "deleteFile"},
    "createFile": {"getFile", "deleteFile"},
}


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.load()


@pytest.fixture(scope="module")
def installed() -> extract.Extract:
    return extract.of_installed()


def schemas(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = document.openapi["components"]["schemas"]
    return found


def test_extract_of_the_installed_sdk_is_the_committed_one(installed: extract.Extract) -> None:
    assert installed.release == extract.BASE
    kept = extract.kept(extract.BASE).read_text(encoding="utf-8")
    assert extract.written(installed) == kept, "python -m contracts.schema build"


def test_rebuilding_gives_the_same_file(installed: extract.Extract) -> None:
    assert command.built(installed) == PATH.read_text(), "python -m contracts.schema build"


def test_document_is_valid_openapi(document: Document) -> None:
    assert document.openapi["openapi"].startswith("3.1.")
    openapi_spec_validator.validate(yaml.safe_load(PATH.read_text()))


def test_document_has_every_operation(document: Document) -> None:
    assert {f"{it.method.upper()} {it.template}" for it in document.operations} == OPERATIONS


def test_document_has_the_links(document: Document) -> None:
    found = {
        each.id: {link["operationId"] for link in answer["links"].values()}
        for each in document.operations
        for answer in each.definition["responses"].values()
        if "links" in answer
    }

    assert found == LINKS


def test_document_knows_no_null_and_no_unknown_variant(document: Document) -> None:
    every = [each for schema in schemas(document).values() for each in visited(schema)]

    assert not [each for each in every if each.get("type") == "null"]
    assert not [name for name in schemas(document) if name.startswith("Unknown")]


def test_document_carries_no_words_of_the_sdk(installed: extract.Extract) -> None:
    every = [each for schema in installed.schemas.values() for each in visited(schema)]

    assert not [each for each in every if {"description", "title", "default"} & each.keys()]


def test_every_schema_is_used(document: Document) -> None:
    text = PATH.read_text()
    unused = [name for name in schemas(document) if f"/schemas/{name}'" not in text]

    # The union of all events: each frame names its own.
    assert unused == ["InteractionSSEEvent", "Step"]


def test_schemathesis_loads_the_document() -> None:
    loaded = schemathesis.openapi.from_file(io.StringIO(PATH.read_text()))

    found = {each.ok().label for each in loaded.get_all_operations() if isinstance(each, Ok)}

    assert found == OPERATIONS


def test_schemathesis_finds_the_links() -> None:
    loaded = schemathesis.openapi.from_file(io.StringIO(PATH.read_text()))

    rules = vars(loaded.as_state_machine())

    wanted = {"get", "delete", "cancel", "next"}
    assert {
        name for name in wanted if any(f"interactions___200_{name}__" in it for it in rules)
    } == wanted
    assert any("_files___200_get__GET__version_files_id" in rule for rule in rules)


def test_build_writes_what_is_committed(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(command, "PATH", tmp_path / "made.yaml")
    monkeypatch.setattr(extract, "FOLDER", tmp_path)

    done = CliRunner().invoke(command.main, ["build"])

    assert done.exit_code == 0
    assert (tmp_path / "made.yaml").read_text() == PATH.read_text()


def test_build_with_another_release_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "BASE", "9.9.9")

    done = CliRunner().invoke(command.main, ["build"])

    assert done.exit_code == 3
    assert done.stderr == "google-genai 3.4.0 is installed; the document is made of 9.9.9\n"


def test_build_without_the_types_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, sdk.MODULE, types.ModuleType("empty"))

    done = CliRunner().invoke(command.main, ["build"])

    assert done.exit_code == 3
    assert done.stderr.startswith("cannot read the installed google-genai: ")
    assert done.stderr.count("\n") == 1
