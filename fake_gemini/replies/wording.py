"""The words that nobody dictated, chosen by a digest: equal digests say the same."""

from __future__ import annotations

from collections.abc import Sequence

from fake_gemini.replies.conversation import shortened
from fake_gemini.replies.last import Result
from fake_gemini.turn import Attachment


def _by_byte(*choices: str) -> tuple[str, ...]:
    """Return what each byte chooses."""
    return tuple(choices[byte % len(choices)] for byte in range(256))


_OPENINGS = _by_byte(
    "In short", "Put simply", "Step by step", "From afar", "Looking closer", "Briefly"
)
_SUBJECTS = _by_byte(
    "a lantern", "the harbour", "an orchard", "the archive", "a compass", "a workshop"
)
_VERBS = _by_byte(
    "gathers", "weighs", "repeats", "connects", "sorts", "answers", "measures", "keeps"
)
_OBJECTS = _by_byte("small signals", "old maps", "quiet patterns", "loose threads", "bright pieces")
_CLOSINGS = _by_byte(
    "until they fit", "one by one", "in good order", "before noon", "without haste"
)
_TITLES = _by_byte(
    "Weighing the request", "Reading the input", "Choosing an answer", "Looking back"
)

_QUOTED = 300


class Wording:
    """Draws from lists by the bytes of one digest, in order."""

    def __init__(self, digest: bytes) -> None:
        self._digest = digest
        self._drawn = 0

    def sentence(self) -> str:
        drawn = self._drawn
        self._drawn = drawn + 5
        return sentence(*self._digest[drawn : drawn + 5])

    def title(self) -> str:
        self._drawn += 1
        return _TITLES[self._digest[self._drawn - 1]]


def sentence(opening: int, subject: int, verb: int, thing: int, closing: int) -> str:
    """Return the sentence that five bytes choose."""
    return (
        f"{_OPENINGS[opening]}, {_SUBJECTS[subject]} {_VERBS[verb]} {_OBJECTS[thing]}"
        f" {_CLOSINGS[closing]}."
    )


def describe(
    last: str,
    earlier: Sequence[str],
    attachments: Sequence[Attachment],
    system: str | None,
    results: Sequence[Result],
) -> list[str]:
    """Return what the answer says of its input, a sentence each."""
    lines = []
    if system:
        lines.append(f'My instruction is: "{shortened(system, _QUOTED)}"')
    if last:
        lines.append(f'You said: "{shortened(last, _QUOTED)}"')
    if earlier and any(earlier):
        before = "; ".join(f'"{text}"' for text in earlier if text)
        lines.append(f"Earlier you said: {before}")
    if attachments:
        lines.extend(map(_attached, attachments))
    if results:
        lines.extend(map(_returned, results))
    return lines


def _returned(result: Result) -> str:
    how = "failed with" if result.failed else "returned"
    return f"The function {result.name} {how}: {shortened(result.text, _QUOTED)}"


def _attached(it: Attachment) -> str:
    article = "an" if it.kind[0] in "aio" else "a"
    facts = [fact for fact in (it.mime_type, _size(it.size), it.name) if fact]
    known = f" ({', '.join(facts)})" if facts else ""
    unread = "" if it.read else ", which I did not read: this fake fetches nothing"
    return f"You sent {article} {it.kind}{known}{unread}."


def _size(size: int | None) -> str | None:
    return None if size is None else "1 byte" if size == 1 else f"{size} bytes"
