"""Measure the bounds as ratios in one run: `python -m benchmarks [--only ROW] [--quick]`.

Prints a table and writes benchmarks/results/latest.json. Exit code 1 when a bound is missed.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from benchmarks import (
    depth,
    in_process,
    launch,
    memory,
    open_streams,
    streams,
    unary,
    uploads,
)
from benchmarks.rows import Effort, Measure, Row

MEASURES: Mapping[str, Measure] = {
    "unary": unary.measure,
    "unary-aimock": unary.measure_aimock,
    "stream": streams.measure,
    "stream-aimock": streams.measure_aimock,
    "depth": depth.measure,
    "open": open_streams.measure,
    "upload": uploads.measure,
    "launch": launch.measure,
    "memory": memory.measure,
    "in-process": in_process.measure,
}
_RESULTS = Path(__file__).parent / "results" / "latest.json"


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(MEASURES)), help="Repeatable.")
@click.option("--quick", is_flag=True, help="Only see that it works; the values mean little.")
@click.option("--output", default=_RESULTS, type=click.Path(path_type=Path), show_default=True)
def main(only: tuple[str, ...], quick: bool, output: Path) -> None:
    """Measure the bounds, print a table and write it as JSON."""
    rows: list[Row] = []
    for name in only or MEASURES:
        for row in MEASURES[name](Effort(quick)):
            rows.append(row)
            click.echo(_line(row))
    _write(rows, output, quick)
    sys.exit(any(row.verdict == "MISSES" for row in rows))


def _line(row: Row) -> str:
    sign = ">=" if row.at_least else "<="
    bound = f"{sign} {row.bound:g}"
    value = "-" if row.value is None else f"{row.value:.2f}"
    note = f"  ({row.note})" if row.note else ""
    return f"{row.verdict:8} {value:>8} {row.unit:7} {bound:8} {row.what}{note}"


def _write(rows: list[Row], output: Path, quick: bool) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    result = {
        "machine": machine,
        "python": platform.python_version(),
        "quick": quick,
        "rows": [row.as_json() for row in rows],
    }
    output.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
