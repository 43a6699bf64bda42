"""Writes every report that is a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..results import Report
from ..stopping import WrongUsage
from .html_page import html_text
from .json_report import json_text
from .junit import junit_text
from .markdown import markdown_text

FILES: Mapping[str, Callable[[Report], str]] = {
    "report.json": json_text,
    "junit.xml": junit_text,
    "report.md": markdown_text,
    "report.html": html_text,
}


def make_folder(folder: Path) -> None:
    """Make sure before a run that its reports can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage(f"--report-dir {folder}: {error.strerror or error}") from None


def write_reports(report: Report, folder: Path) -> None:
    for name, make in FILES.items():
        (folder / name).write_text(make(report), encoding="utf-8")
