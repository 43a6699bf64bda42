"""Objects of Cloud Storage as files (docs/wire/files.md 4.4).

Nothing is fetched, so a registered file says what its uri says and no more: it has no size and no
hash, its MIME type is that of its extension, and an answer says that it was not read.
"""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.errors import InvalidRequest, excerpt
from fake_gemini.services.addresses import Where, locate
from fake_gemini.services.files import Files
from fake_gemini.state.files import Draft, Source
from fake_gemini.state.state import State
from fake_gemini.wire.files import FileResource
from fake_gemini.wire.register import type_by_name


@dataclass(frozen=True, slots=True)
class Registration:
    """Registers for every scope."""

    state: State
    files: Files

    def register(self, scope: str, uris: tuple[str, ...]) -> tuple[FileResource, ...]:
        """Return one file for each uri, the same again for one that is registered already."""
        for uri in uris:
            if locate(uri).where is not Where.BUCKET:
                raise InvalidRequest(
                    f"* RegisterFilesRequest.uris: '{excerpt(uri)}' is not of the form"
                    " gs://bucket/object.\n"
                )
        with self.state.lock:
            return tuple(self._register(scope, uri) for uri in uris)

    def _register(self, scope: str, uri: str) -> FileResource:
        known = self.state.files.registered(scope, uri)
        draft = Draft(
            chosen=None,
            display_name=None,
            mime_type=type_by_name(uri),
            size=None,
            sha256=None,
            source=Source.REGISTERED,
            created=self.files.now(scope),
            expires=None,
            bucket_uri=uri,
        )
        return self.files.answered(known or self.state.files.insert(scope, draft))
