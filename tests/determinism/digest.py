"""The digests of all answers of the workload, a line each; after a change that is meant:

python -m tests.determinism.digest
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from tests.determinism.asking import Answer, answers, in_process
from tests.determinism.workload import workload

FILE = Path(__file__).with_name("digest.txt")


def digests() -> list[str]:
    """Return `<request> <digest>` for each of the requests, twins together by what they got."""
    with in_process(at_once=1) as clients:
        groups = answers(clients, workload())
    return [f"{group} {_digest(answer)}" for group, each in groups.items() for answer in each]


def _digest(answer: Answer) -> str:
    head = "\n".join([str(answer.status), *map(": ".join, answer.headers)])
    return blake2b(f"{head}\n\n{answer.body}".encode(), digest_size=12).hexdigest()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in digests()))
