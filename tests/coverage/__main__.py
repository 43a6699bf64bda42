"""Write docs/coverage.md: python -m tests.coverage"""

from __future__ import annotations

import logging
import sys

from tests.coverage.page import FILE, made
from tests.coverage.probes import Stale


def main() -> int:
    """Write the page, unless the probes do not fit what there is."""
    # Every refusal would be a line of log.
    logging.disable()
    try:
        FILE.write_text(made().text)
    except Stale as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
