"""`gemini-contracts run` in a time that does not wait.

python -m tests.contracts.skipping OPTIONS-AS-JSON PYTEST-ARGUMENTS...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from contracts.options import Options
from contracts.report.terminal import Terminal
from contracts.running import run_checks
from contracts.severity import Severity
from contracts.waiting import SkippedTime


def main() -> int:
    told = json.loads(sys.argv[1])
    options = Options.of({**told, "ledger_dir": Path(told["ledger_dir"])})
    screen, time = Terminal(sys.stdout), SkippedTime()
    report = run_checks(options, sys.argv[2:], screen, time)
    screen.finished(report)
    print(f"waited {time.now():g} s")
    return report.exit_code(Severity.COSMETIC)


if __name__ == "__main__":
    sys.exit(main())
