"""`python -m fake_gemini` is `fake-gemini`."""

from __future__ import annotations

from fake_gemini.cli import main

main()
