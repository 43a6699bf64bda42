"""`python -m fake_gemini` is `fake-gemini`."""

from __future__ import annotations

import os
import signal


def main() -> None:
    """Run the command line; being asked to stop before it listens is no failure either."""
    # Nothing is begun while it is loaded. What a handler raises there is not sure to come out: who
    # imports, or makes a class, may turn it into an error of their own.
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    from fake_gemini.cli import main

    main()


if __name__ == "__main__":
    main()
