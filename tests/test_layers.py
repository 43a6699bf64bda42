"""Imports go one way, and nothing chooses or tells the time but who may (design 2 and 3)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent
_PACKAGE = _ROOT / "fake_gemini"

# From the ground up: a module imports from its own room and from lower floors.
_FLOORS = (
    ("http11", "imitated", "version"),
    ("errors", "turn", "clock", "ids", "sealed", "settings"),
    ("signatures", "continuation"),
    ("wire", "schemas"),
    ("catalog", "state", "replies", "scenarios", "faults"),
    ("services",),
    ("routes",),
    ("siblings",),
    ("app",),
    ("__init__",),
    ("server",),
    ("testing", "cli"),
    ("__main__",),
)
_FLOOR = {room: floor for floor, rooms in enumerate(_FLOORS) for room in rooms}
# Neighbours that know each other.
_ALLOWED = {("errors", "clock"), ("settings", "clock")}

_CHOICE = {"random", "secrets", "uuid"}
# Sets the seed when somebody asks for a random one.
_MAY_CHOOSE = {"cli"}
_MAY_TELL_TIME = {"clock"}

_MODULES = sorted(path.relative_to(_PACKAGE) for path in _PACKAGE.rglob("*.py"))
_every_module = pytest.mark.parametrize("module", _MODULES, ids=str)


@cache
def _tree(module: Path) -> ast.Module:
    return ast.parse((_PACKAGE / module).read_text())


def _room(name: str) -> str:
    """The room of a dotted module name below the package; "" is the package itself."""
    return name.partition(".")[0] or "__init__"


def _imported(module: Path) -> Iterator[str]:
    """Every module that is imported, also inside functions."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield str(node.module)


def _calls(module: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call, with the dotted name of what is called."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@_every_module
def test_module_imports_from_lower_floors_only(module: Path) -> None:
    room = module.parts[0].removesuffix(".py")
    for name in _imported(module):
        package, _, rest = name.partition(".")
        if package == "fake_gemini" and (other := _room(rest)) != room:
            up = _FLOOR[other] >= _FLOOR[room] and (room, other) not in _ALLOWED
            assert not up, f"{module} imports {name}"


@_every_module
def test_module_never_imports_the_contracts(module: Path) -> None:
    assert not [name for name in _imported(module) if name.partition(".")[0] == "contracts"]


@_every_module
def test_nothing_chooses_at_random(module: Path) -> None:
    chosen = _CHOICE & {name.partition(".")[0] for name in _imported(module)}
    assert not chosen or module.stem in _MAY_CHOOSE
    called = [name for name, _ in _calls(module) if name in ("hash", "id.hash", "os.urandom")]
    assert not called


@_every_module
def test_time_comes_from_the_clock(module: Path) -> None:
    if module.stem in _MAY_TELL_TIME:
        return
    assert "time" not in set(_imported(module))
    told = re.compile(r"(\w+\.)*(now|utcnow|today|time|monotonic|perf_counter)")
    called = [name for name, _ in _calls(module) if told.fullmatch(name)]
    assert not [name for name in called if name.startswith(("datetime.", "date.", "time."))]


@_every_module
def test_patterns_do_not_depend_on_unicode_tables(module: Path) -> None:
    for name, call in _calls(module):
        if not re.fullmatch(r"re\.(compile|match|search|fullmatch|sub|split|findall)", name):
            continue
        source = ast.unparse(call)
        flagged = re.search(r"re\.(A|ASCII)\b|_FLAGS", source)
        by_bytes = re.search(r"\br?b['\"]|\bb?rb['\"]", source)
        assert flagged or by_bytes or not re.search(r"\\+[wdsWDSbB](?![0-9])|re\.I", source), source


@_every_module
def test_nothing_depends_on_the_locale(module: Path) -> None:
    assert "locale" not in set(_imported(module))
    for name, call in _calls(module):
        if name.endswith(".strftime"):
            assert not re.search(r"%[aAbBcxXpEO]", ast.unparse(call))


def test_every_room_has_its_floor() -> None:
    rooms = {module.parts[0].removesuffix(".py") for module in _MODULES}
    assert rooms <= _FLOOR.keys()


def test_only_targets_of_the_contracts_knows_the_fake() -> None:
    for path in (_ROOT / "contracts").rglob("*.py"):
        known = "fake_gemini" in {
            name.partition(".")[0]
            for node in ast.walk(ast.parse(path.read_text()))
            for name in _names(node)
        }
        assert not known or path.name == "targets.py", path


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [str(node.module)]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
