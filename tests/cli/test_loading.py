"""What happens before the server is there."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.process import PATIENCE, command, environment


def test_interrupt_while_it_loads_is_no_failure(tmp_path: Path) -> None:
    # In place of what the command line imports first, so that it is found loading.
    slow = "import time\nprint('loading', flush=True)\ntime.sleep(60)\n"
    (tmp_path / "click.py").write_text(slow)
    process = subprocess.Popen(
        command("serve", "--port", "0"),
        env=environment(PYTHONPATH=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "loading\n"

    process.send_signal(signal.SIGINT)

    assert process.communicate(timeout=PATIENCE) == ("", "")
    assert process.returncode == 0


def test_command_line_does_not_load_the_server() -> None:
    code = "import fake_gemini.cli, sys; print({'uvicorn', 'starlette'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_package_has_no_other_names() -> None:
    code = "import fake_gemini; fake_gemini.nothing"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.endswith("AttributeError: module 'fake_gemini' has no attribute 'nothing'\n")
