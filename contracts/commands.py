"""The commands of `gemini-contracts`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from .clauses import all_clauses
from .cleaning import clean
from .drift.commands import sdk_drift, spec_drift
from .evidence.commands import diff, record_answers
from .flags import options_for
from .options import Options
from .questions.commands import settle
from .report.terminal import Terminal, plan_lines
from .report.writing import make_folder, write_reports
from .running import run_checks
from .severity import Severity
from .stopping import WrongUsage
from .suite import Suite
from .validated import DEFAULT, check_may_mark, mark, outdated, read_validated
from .waiting import MachineTime

_ASKING = ("target", "api_key", "other_api_key")
_CHOOSING = (*_ASKING, "select", "profile", "max_requests", "max_tokens", "max_cost", "price_in",
             "price_out")  # fmt: skip


_validated = click.option(
    "--validated",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT,
    help="When each clause last held; by default the file of this package.",
)


def _today() -> date:
    return MachineTime().calendar().date()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fake-gemini")
def cli() -> None:
    """The same checks on the fake, on the real API, on any address."""


@cli.command()
@options_for()
@click.option("--mark-validated", is_flag=True, help="Write down what held today; with real only.")
@_validated
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def run(
    pytest_arguments: tuple[str, ...], mark_validated: bool, validated: Path, **chosen: Any
) -> int:
    """Run the checks; what follows -- goes to pytest."""
    options = Options.of(chosen)
    folder, screen = options.report_dir, Terminal(sys.stdout)
    if mark_validated:
        check_may_mark(options.target, validated)
    if folder is not None:
        make_folder(folder)
    report = run_checks(options, pytest_arguments, screen)
    screen.finished(report)
    if folder is not None:
        write_reports(report, folder)
    if mark_validated:
        count = mark(validated, report, _today(), [clause.id for clause in all_clauses()])
        click.echo(f"{count} clauses are marked as validated today in {validated}")
    return report.exit_code(Severity(options.fail_on))


@cli.command()
@options_for(*_CHOOSING)
def plan(**chosen: Any) -> None:
    """Show what a run would send; sends nothing."""
    suite = Suite(Options.of(chosen))
    try:
        for line in plan_lines(suite, suite.open(will_ask=False)):
            click.echo(line)
    finally:
        suite.close()


@cli.command(name="clean")
@options_for(*_ASKING, "ledger_dir")
def clean_up(**chosen: Any) -> int:
    """Delete what a run that was killed has left at a target."""
    cleaned = clean(Options.of(chosen))
    for line in cleaned.lines():
        click.echo(line)
    return 3 if cleaned.troubles else 0


@cli.command(name="list")
@options_for("select", "profile")
def list_clauses(**chosen: Any) -> None:
    """List the clauses: id, severity, facts, and what each says."""
    options = Options.of(chosen)
    found = [clause for clause in all_clauses() if clause.id.startswith(options.select)]
    if not found:
        raise WrongUsage(f"no clause begins with {options.select!r}")
    for clause in found:
        if clause.smoke or options.profile == "full":
            click.echo(f"{clause.id}  {clause.severity}  {','.join(clause.facts)}  {clause.says}")


@cli.command(name="outdated")
@click.option("--days", type=click.IntRange(0), default=30, show_default=True,
              help="The most days since a clause last held on the real API.")  # fmt: skip
@options_for("select")
@_validated
def outdated_clauses(days: int, validated: Path, **chosen: Any) -> int:
    """List the clauses that have not held on the real API lately, tried or not."""
    prefix = Options.of(chosen).select
    ids = [clause.id for clause in all_clauses() if clause.id.startswith(prefix)]
    if not ids:
        raise WrongUsage(f"no clause begins with {prefix!r}; `list` shows all of them")
    late = outdated(read_validated(validated), ids, _today(), days)
    for each in late:
        click.echo(str(each))
    click.echo(f"{len(late)} of {len(ids)} clauses have not held on the real API in {days} days")
    return 1 if late else 0


cli.add_command(record_answers)
cli.add_command(diff)
cli.add_command(settle)
cli.add_command(sdk_drift)
cli.add_command(spec_drift)
