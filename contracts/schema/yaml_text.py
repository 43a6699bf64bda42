"""YAML in and out; out is the same every time: short things on one line, no anchors."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C ten times as fast


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def loaded(text: str) -> Any:
    """yaml.YAMLError when it is none."""
    return yaml.load(text, Loader=_LOADER)


def dumped(document: dict[str, Any], heading: str) -> str:
    """`heading` is put before it, as comments."""
    comments = "".join(f"# {line}\n" for line in heading.splitlines())
    return comments + yaml.dump(
        document, Dumper=_Plain, sort_keys=False, width=100, allow_unicode=True,
        default_flow_style=None,
    )  # fmt: skip
