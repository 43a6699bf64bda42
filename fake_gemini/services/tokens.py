"""Count tokens as a create would (docs/wire/errors-auth-siblings.md 8.2), without HTTP."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fake_gemini.replies.tokens import by_modality
from fake_gemini.services.attachments import FileLookup, attachments
from fake_gemini.state.state import State
from fake_gemini.turn import Attachment
from fake_gemini.wire.count_tokens import CountTokens, media_type

# A recording counts one more than the text of each turn: its role.
_ROLE = 1


@dataclass(frozen=True, slots=True)
class Tokens:
    """Counts for every scope."""

    state: State
    files: FileLookup

    def count(self, scope: str, request: CountTokens) -> tuple[tuple[str, int], ...]:
        """Return (modality, tokens) for each modality; an unknown file is refused."""
        steps = [{"content": request.contents}]
        with self.state.lock:
            attach = attachments(scope, steps, self.files)
        texts = [content["text"] for content in request.contents if content["type"] == "text"]
        media = [
            _by_its_type(attach(content), content["mime_type"])
            for content in request.contents
            if content["type"] != "text"
        ]
        counts = dict(by_modality(texts, media))
        text = counts.pop("text", 0) + request.turns * _ROLE
        return (("text", text), *counts.items())


def _by_its_type(attachment: Attachment, mime_type: str | None) -> Attachment:
    """A part does not say what kind of medium it has; its MIME type, or that of its file, does."""
    return replace(attachment, kind=media_type(mime_type or attachment.mime_type))
