"""`settle`: the open questions of docs/wire, put to a target.

Exit codes: 0 whatever was answered, 2 wrong usage, 3 not everything could be asked.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from ..flags import options_for
from ..options import Options
from ..report.writing import make_folder
from .json_report import write
from .lines import Lines
from .settling import settle as settled

_OPTIONS = ("target", "api_key", "other_api_key", "model", "max_requests", "max_tokens", "max_cost",
            "price_in", "price_out", "max_minutes", "requests_per_minute", "tokens_per_minute",
            "ledger_dir", "report_dir")  # fmt: skip


@click.command("settle")
@options_for(*_OPTIONS)
@click.option("--select", default="", help="Only the row of this id, or those that begin so.")
@click.option("--all", "again", is_flag=True, help="Ask also what is settled.")
def settle(again: bool, **chosen: Any) -> int:
    """Put the open questions of docs/wire to a target; whatever it says is right."""
    options, screen = Options.of(chosen), Lines(sys.stdout)
    if options.report_dir is not None:
        make_folder(options.report_dir)
    settlement = settled(options, screen, again=again)
    screen.finished(settlement)
    if options.report_dir is not None:
        write(settlement, options.report_dir)
    return settlement.exit_code
