"""The report as JUnit XML, for CI systems."""

from __future__ import annotations

from xml.etree import ElementTree as xml

from ..results import Outcome, Report, Result
from .words import printable

# A clause that was not asked is no pass; readers know errors, failures and skips.
_ELEMENTS = {
    Outcome.FAILED: "failure",
    Outcome.KNOWN: "skipped",
    Outcome.BLOCKED: "error",
    Outcome.SKIPPED: "skipped",
}


def junit_text(report: Report) -> str:
    suite = xml.Element(
        "testsuite",
        name=f"gemini-contracts {printable(report.target)}",
        tests=str(len(report.results)),
        failures=str(report.count(Outcome.FAILED)),
        errors=str(report.count(Outcome.BLOCKED) + bool(report.stopped)),
        skipped=str(report.count(Outcome.SKIPPED) + report.count(Outcome.KNOWN)),
        time=f"{report.seconds:g}",
        timestamp=report.started,
    )
    suite.extend(map(_case, report.results))
    if report.stopped:
        case = xml.SubElement(suite, "testcase", classname="run", name="run.complete")
        xml.SubElement(case, "error", message=printable(report.stopped))
    suites = xml.Element("testsuites")
    suites.append(suite)
    xml.indent(suites)
    return xml.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _case(result: Result) -> xml.Element:
    case = xml.Element(
        "testcase", classname=result.area, name=result.clause, time=f"{result.seconds:g}"
    )
    kind = _ELEMENTS.get(Outcome(result.outcome))
    if kind is not None:
        first = result.reason.partition("\n")[0]
        element = xml.SubElement(case, kind, message=printable(first), type=result.outcome)
        curl = f"\n{result.exchanges[-1]['curl']}" if result.exchanges else ""
        element.text = printable(f"{result.says}\n{result.reason}{curl}")
    return case
