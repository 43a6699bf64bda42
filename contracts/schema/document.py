"""The contract's document, ready to hold replies and requests to it; needs no network.

    document = Document.load()
    document.check_answer("GET", "/v1/files/x", 200, "application/json", body)

About 0.1 s to load; a reply takes well under a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from .findings import NONE, Finding, Findings, Kind, step_to, violation
from .keywords.compiling import Check, below
from .operations import Operation, Routes
from .reader import Reader
from .responses import ANY, JSON, Response, of_parameter, response
from .walk import Schema, referred
from .yaml_text import loaded

PATH = Path(__file__).parent / "gemini.openapi.yaml"
_UNROUTED = "unrouted"


@contextmanager
def _depth() -> Iterator[list[Finding]]:
    """Collects findings; what is nested too deeply to be looked through is one itself."""
    found: list[Finding] = []
    try:
        yield found
    except RecursionError:
        found += violation("is nested too deeply to be held to the document", "$")


class Document:
    """`openapi` is the document itself, as JSON."""

    def __init__(self, openapi: Mapping[str, Any]) -> None:
        self.openapi = openapi
        self.operations = Routes(openapi)
        self._reader = Reader(openapi["components"]["schemas"])
        self._responses: dict[tuple[str, str], Response] = {}
        self._bodies: dict[str, Check] = {}

    @classmethod
    def load(cls, path: Path = PATH) -> Document:
        """Read a document as `python -m contracts.schema build` writes it."""
        return cls(loaded(path.read_text(encoding="utf-8")))

    def check_answer(
        self,
        method: str,
        path: str,
        status: int,
        content_type: str | None,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> list[Finding]:
        """What the document refuses in an answer, and what is new in it.

        `path` may have a query, and may be a whole URL. A stream has to be whole, from its first
        event to the last. Headers are held to the document when they are given.
        """
        if method.upper() == "OPTIONS":
            return []
        operation = self.operations.find("GET" if method.upper() == "HEAD" else method, path)
        if operation is None:
            return list(self._check_unrouted(method, path, status, content_type, body))
        known = operation.definition["responses"]
        key = next((key for key in (str(status), f"{status // 100}XX") if key in known), None)
        if key is None:
            return list(violation(f"found {status}; accepted: {', '.join(known)}", "status"))
        if method.upper() == "HEAD":
            return []
        with _depth() as found:
            found += self._response(operation, key).found_in(content_type, body, headers)
        return found

    def check_request(self, method: str, path: str, body: Any = None) -> list[Finding]:
        """What the document refuses in a request, and what it does not know in it.

        `body` is JSON, as bytes or as the value. Bytes sent to an operation that takes any type,
        such as an upload, are not looked into.
        """
        operation = self.operations.find(method, path)
        if operation is None:
            return list(violation(f"found {method} {path}; accepted: {self._all()}", "path"))
        with _depth() as found:
            found += self._check_query(operation, path)
            found += self._check_body(operation, body)
        return found

    def _check_unrouted(
        self, method: str, path: str, status: int, content_type: str | None, body: bytes
    ) -> Findings:
        if status < 400:
            where = f"{method} {urlsplit(path).path}"
            return violation(f"found {status} at {where}; accepted: {self._all()}", "status")
        definition = self.openapi["components"]["responses"][_UNROUTED]
        known = self._compiled((_UNROUTED, str(status)), definition)
        return known.found_in(content_type, body, None) if body else NONE

    def _response(self, operation: Operation, status: str) -> Response:
        definition = operation.definition["responses"][status]
        shared = referred(definition)
        if shared is None:
            return self._compiled((operation.id, status), definition)
        return self._compiled((shared, status), self.openapi["components"]["responses"][shared])

    def _compiled(self, key: tuple[str, str], definition: Mapping[str, Any]) -> Response:
        if key not in self._responses:
            self._responses[key] = response(definition, key[1], self._reader)
        return self._responses[key]

    def _check_query(self, operation: Operation, path: str) -> Findings:
        known = {
            each["name"]: each["schema"] for each in operation.parameters if each["in"] == "query"
        }
        found = NONE
        for name, value in parse_qsl(urlsplit(path).query, keep_blank_values=True):
            place = f"query{step_to(name)}"
            if name in known:
                check = self._reader.compiled(known[name])
                found += below(of_parameter(check, known[name], value), place)
            elif name not in self._keys():
                message = f"a parameter that the document does not know: {value}"
                found += (Finding(place, message, Kind.ADDITIVE),)
        return found

    def _check_body(self, operation: Operation, body: Any) -> Findings:
        wanted = operation.definition.get("requestBody", {})
        content = wanted.get("content", {})
        if body is None or body == b"":
            missing = f"found no body; accepted: {', '.join(content)}"
            return violation(missing, "$") if wanted.get("required") else NONE
        if JSON not in content or (isinstance(body, bytes) and ANY in content):
            return NONE
        try:
            value = orjson.loads(body) if isinstance(body, bytes) else body
        except ValueError as error:
            return violation(f"found no {JSON}: {error}", "$")
        return below(self._body(operation.id, content[JSON]["schema"])(value), "$")

    def _body(self, operation: str, schema: Schema) -> Check:
        if operation not in self._bodies:
            self._bodies[operation] = self._reader.compiled(schema)
        return self._bodies[operation]

    def _keys(self) -> set[str]:
        return {each["name"] for each in self.openapi["components"]["securitySchemes"].values()}

    def _all(self) -> str:
        return ", ".join(f"{each.method.upper()} {each.template}" for each in self.operations)
