"""`/{version}/files` and what is below it (docs/wire/files.md 1)."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.errors import InvalidCredential, InvalidRequest, MethodNotFound
from fake_gemini.routes.answers import Answer, json_answer
from fake_gemini.routes.classic_query import check_query, page_size
from fake_gemini.routes.keys import bearer, presented_key
from fake_gemini.routes.request import Request
from fake_gemini.services.files import Files
from fake_gemini.services.register import Registration
from fake_gemini.settings import Settings
from fake_gemini.turn import Json
from fake_gemini.wire.files import (
    BATCH_PREFIX,
    LONGEST_ID,
    TOO_LONG,
    file_resource,
    read_metadata,
)
from fake_gemini.wire.lenient_json import MAX_LENIENT
from fake_gemini.wire.register import read_register

# What a client says of a file is short; it is read by a slow and lenient reader.
MAX_METADATA = MAX_LENIENT

_LIST_QUERY = frozenset({"pageSize", "pageToken"})
_REGISTER = "google.ai.generativelanguage.v1beta.FileService.RegisterFiles"


@dataclass(frozen=True, slots=True)
class FileRoutes:
    """The handlers; each takes a request and returns an answer."""

    settings: Settings
    files: Files
    registration: Registration

    async def list(self, request: Request) -> Answer:
        check_query(request, _LIST_QUERY)
        size = page_size(request, default=10, largest=100)
        page = self.files.page(request.scope, size, request.value("page_token"))
        body: Json = {}
        if page.files:
            body["files"] = [file_resource(file) for file in page.files]
        if page.next_token is not None:
            body["nextPageToken"] = page.next_token
        return json_answer(body)

    async def create(self, request: Request) -> Answer:
        check_query(request)
        metadata = read_metadata(await request.body(MAX_METADATA))
        made = self.files.create(request.scope, metadata)
        return json_answer({"file": file_resource(made)})

    async def get(self, request: Request) -> Answer:
        file_id, _, method = request.parameter("id").partition(":")
        if method not in ("", "download"):
            raise MethodNotFound()
        check_query(request)
        _check_id(file_id, "DownloadFileRequest" if method else "GetFileRequest")
        if method:
            self.files.refuse_download(request.scope, file_id)
        return json_answer(file_resource(self.files.get(request.scope, file_id)))

    async def delete(self, request: Request) -> Answer:
        """Delete a file; what a client sends as body does not matter."""
        file_id = request.parameter("id")
        if ":" in file_id:
            raise MethodNotFound()
        check_query(request)
        _check_id(file_id, "DeleteFileRequest")
        self.files.delete(request.scope, file_id)
        return json_answer({})

    async def register(self, request: Request) -> Answer:
        check_query(request)
        if self.settings.refuse_two_credentials and presented_key(request) and bearer(request):
            raise InvalidCredential("OVERLOADED_CREDENTIALS", method=_REGISTER)
        uris = read_register(await request.body(MAX_METADATA))
        files = self.registration.register(request.scope, uris)
        return json_answer({"files": [file_resource(file) for file in files]})


def _check_id(file_id: str, message: str) -> None:
    if len(file_id) > LONGEST_ID and not file_id.startswith(BATCH_PREFIX):
        raise InvalidRequest(f"* {message}.name: {TOO_LONG}\n")
