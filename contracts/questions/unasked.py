"""The open rows that no probe can tell, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping

# Why, and the ids of the rows.
UNASKED: Mapping[str, tuple[str, ...]] = {
    "Only a failure inside the service ends a stream with an error, and no request brings one"
    " about.": ("I-10-30", "I-10-31"),
    "Only a limit that is reached or a server under load answers so, and a run keeps below its"
    " limits.": ("I-10-42", "E-9-4", "E-9-13"),
    "No run can try every name, and which ones are open depends on the key.": ("I-10-45",),
    "It is a choice of the fake: the real API fetches (F-6-7), or says that it cannot (I-7.3-3).": (
        "I-10-47",
    ),
    "File search stores are not imitated, and no budget counts what they keep.": ("E-9-18",),
}
