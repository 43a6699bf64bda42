"""All of google-genai that a program loads sooner or later, to be forked from."""

from __future__ import annotations

from google import genai

with genai.Client(api_key="of-nobody") as client:
    # Its modules are loaded when they are first asked for.
    assert client.interactions and client.aio.interactions
