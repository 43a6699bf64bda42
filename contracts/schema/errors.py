"""The responses for every HTTP status of an error, from the table of overlay/errors.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .walk import Schema, ref

Row = Mapping[str, Any]  # YAML: `status`, `facts`, and what goes with the status in each shape
FAMILIES = ("interactions", "classic", "upload")


def responses(table: Sequence[Row]) -> dict[str, Schema]:
    """Named responses, `<family><status>`."""
    return {name(family, row): _response(family, row) for family in FAMILIES for row in table}


def references(family: str, table: Sequence[Row]) -> dict[str, Schema]:
    """What an operation says of its errors: a reference for each status."""
    if family not in FAMILIES:
        raise ValueError(f"errors: {family!r} is not one of {', '.join(FAMILIES)}")
    return {row["status"]: {"$ref": f"#/components/responses/{name(family, row)}"} for row in table}


def name(family: str, row: Row) -> str:
    return f"{family}{row['status']}"


def _response(family: str, row: Row) -> Schema:
    rpc = _rpc(row)
    content: dict[str, Schema] = {"application/json": {"schema": rpc}}
    if family == "interactions":
        front_end = {**ref("FrontEndErrors"), "items": rpc}
        content = {"application/json": {"schema": {"anyOf": [_service(row), front_end]}}}
    elif family == "classic":
        # With `alt=sse` the type changes and the body does not (errors-auth-siblings.md E-1-11).
        content["text/event-stream"] = {"schema": rpc, "x-facts": ["E-1-11"]}
    else:
        content["text/plain"] = {"schema": {"type": "string"}, "x-facts": ["E-1-8"]}
    response = {"description": f"{row['status']}, {family}", "x-facts": row["facts"]}
    if family == "upload":
        response["x-may-be-empty"] = True  # E-1-10
    return response | {"content": content}


def _service(row: Row) -> Schema:
    if "interactions" not in row:
        return ref("ServiceError")
    known = {"type": "string", "enum": row["interactions"]}
    code = {"anyOf": [known, {"type": "string"}], "x-open": True}
    return ref("ServiceError") | _in_error({"code": code})


def _rpc(row: Row) -> Schema:
    fields: dict[str, Schema] = {}
    if row["status"].isdigit():
        fields["code"] = {"const": int(row["status"])}
    if "rpc" in row:
        fields["status"] = {"enum": row["rpc"]}
    return ref("RpcError") | (_in_error(fields) if fields else {})


def _in_error(fields: dict[str, Schema]) -> Schema:
    return {"properties": {"error": {"properties": fields}}}
