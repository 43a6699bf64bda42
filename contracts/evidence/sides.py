"""The two sides of a comparison: a recording that was kept, or a target that is asked now."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ..options import Options
from ..stopping import WrongUsage
from .programme import PROGRAMME
from .record import Programme, public, record
from .recording import Recording, is_recording, read

_TARGET = re.compile(r"fake|socket|real|https?://.*")


@dataclass(frozen=True, slots=True)
class Side:
    """`take` returns the recording of a folder, or what the target answers now."""

    name: str
    target: str
    is_live: bool
    take: Callable[[], Recording]


def side(
    name: str,
    options: Options,
    tell: Callable[[str], None],
    programme: Programme = PROGRAMME,
) -> Side:
    """Return the side of that name, without asking anybody yet; a target gets the programme.

    `WrongUsage` when it is neither a target nor a recording. A folder that is called like a target
    is `./fake`.
    """
    if _TARGET.fullmatch(name):
        chosen = replace(options, target=name)
        return Side(public(name), public(name), True, lambda: record(chosen, tell, programme))
    folder = Path(name)
    if not is_recording(folder):
        raise WrongUsage(
            f"{name} is no recording; accepted: the folder of one, fake, socket, real,"
            " http(s)://HOST"
        )
    kept = read(folder)
    return Side(name, kept.target, False, lambda: kept)
