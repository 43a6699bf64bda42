"""The commands of `gemini-contracts`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

import click

from .clauses import all_clauses
from .cleaning import clean
from .drift.commands import sdk_drift, spec_drift
from .options import Options, flag, kind
from .questions.json_report import write as write_questions
from .questions.lines import Lines
from .questions.settling import settle as settle_questions
from .report.terminal import Terminal, plan_lines
from .report.writing import make_folder, write_reports
from .running import run_checks
from .severity import Severity
from .suite import Suite

F = TypeVar("F", bound=Callable[..., Any])

_ASKING = ("target", "api_key", "other_api_key")
_CHOOSING = (*_ASKING, "select", "profile", "max_requests", "max_tokens", "max_cost", "price_in",
             "price_out")  # fmt: skip
_SETTLING = (*_ASKING, "model", "max_requests", "max_tokens", "max_cost", "price_in", "price_out",
             "max_minutes", "requests_per_minute", "tokens_per_minute", "ledger_dir",
             "report_dir")  # fmt: skip


def _options(*names: str) -> Callable[[F], F]:
    """The options of these names, or all."""

    def attach(command: F) -> F:
        for each in reversed(fields(Options)):
            if not names or each.name in names:
                choices = each.metadata.get("choices")
                command = click.option(
                    flag(each.name),
                    type=click.Choice(choices) if choices else kind(each),
                    default=None,
                    envvar=each.metadata.get("env"),
                    show_envvar=True,
                    help=each.metadata["help"],
                )(command)
        return command

    return attach


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fake-gemini")
def cli() -> None:
    """The same checks on the fake, on the real API, on any address."""


@cli.command()
@_options()
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def run(pytest_arguments: tuple[str, ...], **chosen: Any) -> int:
    """Run the checks; what follows -- goes to pytest."""
    options = Options.of(chosen)
    folder, screen = options.report_dir, Terminal(sys.stdout)
    if folder is not None:
        make_folder(folder)
    report = run_checks(options, pytest_arguments, screen)
    screen.finished(report)
    if folder is not None:
        write_reports(report, folder)
    return report.exit_code(Severity(options.fail_on))


@cli.command()
@_options(*_CHOOSING)
def plan(**chosen: Any) -> None:
    """Show what a run would send; sends nothing."""
    suite = Suite(Options.of(chosen))
    try:
        for line in plan_lines(suite, suite.open()):
            click.echo(line)
    finally:
        suite.close()


@cli.command(name="clean")
@_options(*_ASKING, "ledger_dir")
def clean_up(**chosen: Any) -> int:
    """Delete what a run that was killed has left at a target."""
    cleaned = clean(Options.of(chosen))
    for line in cleaned.lines():
        click.echo(line)
    return 3 if cleaned.troubles else 0


@cli.command(name="list")
@_options("select", "profile")
def list_clauses(**chosen: Any) -> None:
    """List the clauses: id, severity, facts, and what each says."""
    options = Options.of(chosen)
    for clause in all_clauses():
        if clause.id.startswith(options.select) and (clause.smoke or options.profile == "full"):
            click.echo(f"{clause.id}  {clause.severity}  {','.join(clause.facts)}  {clause.says}")


@cli.command()
@_options(*_SETTLING)
@click.option("--select", default="", help="Only the row of this id, or those that begin so.")
@click.option("--all", "again", is_flag=True, help="Ask also what is settled.")
def settle(again: bool, **chosen: Any) -> int:
    """Put the open questions of docs/wire to a target; whatever it says is right."""
    options, screen = Options.of(chosen), Lines(sys.stdout)
    if options.report_dir is not None:
        make_folder(options.report_dir)
    settlement = settle_questions(options, screen, again=again)
    screen.finished(settlement)
    if options.report_dir is not None:
        write_questions(settlement, options.report_dir)
    return settlement.exit_code


cli.add_command(sdk_drift)
cli.add_command(spec_drift)
