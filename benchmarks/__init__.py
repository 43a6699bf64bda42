"""The bounds that the fake holds, measured as ratios in one run: `python -m benchmarks`."""
