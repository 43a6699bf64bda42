"""Write docs/coverage.md: python -m tests.coverage"""

from __future__ import annotations

import logging

from tests.coverage.page import FILE, made

if __name__ == "__main__":
    logging.disable()
    FILE.write_text(made().text)
