"""For other people's tests: the fake in this process, or on a socket of its own."""

from __future__ import annotations

from fake_gemini.testing.server import Running, running
from fake_gemini.testing.transports import AsyncTransport, SyncTransport

__all__ = ["AsyncTransport", "Running", "SyncTransport", "running"]
