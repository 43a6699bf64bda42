"""How types and overlay become one document, and unions for a place of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts.schema import errors, extract
from contracts.schema.assemble import OverlayError, amended_types, document, read_overlay
from contracts.schema.derive import derived
from contracts.schema.walk import ref

Schema = dict[str, Any]

STRING = {"type": "string"}


def variant(tag: str) -> Schema:
    fields = {"type": {"const": tag}, "size": STRING}
    return {"type": "object", "required": ["size", "type"], "properties": fields}


def pets() -> dict[str, Schema]:
    mapping = {"cat": ref("CatPet")["$ref"], "dog": ref("DogPet")["$ref"]}
    union = {
        "oneOf": [ref("CatPet"), ref("DogPet")],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    return {"CatPet": variant("cat"), "DogPet": variant("dog"), "Pet": union}


def test_derived_union_has_its_own_copy_of_what_differs() -> None:
    members = {"CatPet": [{"add": {"name": STRING}, "facts": ["I-2"]}]}
    entry = {"derive": "Pet", "members": members, "facts": ["I-1"]}

    made = derived("HousePet", entry, pets())

    assert made.keys() == {"HousePet", "HouseCatPet"}
    assert made["HousePet"]["oneOf"] == [ref("HouseCatPet"), ref("DogPet")]
    assert made["HousePet"]["discriminator"]["mapping"]["cat"] == ref("HouseCatPet")["$ref"]
    assert "name" in made["HouseCatPet"]["properties"]


def test_derived_union_may_need_less() -> None:
    made = derived("SmallPet", {"derive": "Pet", "optional": ["size"], "facts": ["I-1"]}, pets())

    assert made["SmallDogPet"]["required"] == ["type"]
    assert made["SmallDogPet"]["x-facts"] == ["I-1"]


def test_derived_union_without_narrowing_is_the_same_union() -> None:
    entry = {"derive": "Pet", "optional": ["size"], "facts": ["I-1"]}

    made = derived("SmallPet", entry, pets(), narrowing=False)

    assert made["SmallPet"]["oneOf"] == pets()["Pet"]["oneOf"]


def test_union_is_derived_from_what_was_amended() -> None:
    amendments: dict[str, list[Schema]] = {
        "AllPet": [
            {
                "derive": "Pet",
                "facts": ["I-1"],
                "members": {"CatPet": [{"add": {"x": {}}, "facts": []}]},
            }
        ],
        "CatPet": [{"add": {"y": {}}, "facts": ["I-2"]}],
    }

    made = amended_types(pets(), amendments)

    assert {"x", "y"} <= made["AllCatPet"]["properties"].keys()


def test_amendment_of_a_type_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OverlayError, match="Bird is no type"):
        amended_types(pets(), {"Bird": [{"free": True, "facts": []}]})


def test_files_of_the_overlay_join(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("paths: {/a: 1}\ninfo: {x: 1}")
    (tmp_path / "b.yaml").write_text("paths: {/b: 2}")

    assert read_overlay(tmp_path) == {"paths": {"/a": 1, "/b": 2}, "info": {"x": 1}}


def test_one_key_in_two_files_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("paths: {/a: 1}")
    (tmp_path / "b.yaml").write_text("paths: {/a: 2}")

    with pytest.raises(OverlayError, match=r"b\.yaml: paths: /a is there already"):
        read_overlay(tmp_path)


def test_name_that_is_a_type_and_in_the_overlay_is_an_error() -> None:
    types = extract.read(extract.kept(extract.BASE))
    overlay = read_overlay()
    overlay["components"]["schemas"]["Usage"] = {}

    with pytest.raises(OverlayError, match="Usage: both a type and in the overlay"):
        document(types, overlay)


def test_unknown_family_of_errors_is_refused() -> None:
    with pytest.raises(ValueError, match="'files' is not one of interactions, classic, upload"):
        errors.references("files", [])
