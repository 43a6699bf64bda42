"""The deterministic model: what was asked, and what was said before, in; steps out."""
