"""A fake that says how many tasks it has: `python -m benchmarks.watched`, then SIGUSR1.

Only the soak needs to know, so nothing of this is in the product.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import signal
import socket
import sys

from fake_gemini import Settings, create_app
from fake_gemini.server import Server, listen, url_of

# Seconds before each event: a stream has to be open for a while to be left.
_PACE = 0.05


class Watched(Server):
    """Answers a signal with a line of JSON."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, _say_tasks)
        await super().startup(sockets)


def _say_tasks() -> None:
    gc.collect()
    _say({"tasks": len(asyncio.all_tasks())})


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


def main() -> None:
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    with listen("127.0.0.1", 0) as bound:
        ready = {"url": url_of(bound), "pid": os.getpid()}
        app = create_app(Settings(pace=_PACE, max_body=16 * 1024 * 1024))
        Watched(app, lambda: _say(ready)).run(sockets=[bound])


if __name__ == "__main__":
    main()
