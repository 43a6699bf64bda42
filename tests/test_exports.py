"""What the packages offer: everything listed is there, in order, and nothing else is offered."""

from __future__ import annotations

from importlib import import_module

import pytest

_PUBLIC = {
    "fake_gemini": ["Settings", "SettingsError", "__version__", "create_app"],
    "fake_gemini.testing": ["AsyncTransport", "Running", "SyncTransport", "running"],
}


@pytest.mark.parametrize("name", _PUBLIC)
def test_public_names_are_the_promised_ones(name: str) -> None:
    assert import_module(name).__all__ == _PUBLIC[name]


@pytest.mark.parametrize("name", _PUBLIC)
def test_public_names_are_sorted_and_exist(name: str) -> None:
    module = import_module(name)
    assert module.__all__ == sorted(module.__all__)
    assert [public for public in module.__all__ if not hasattr(module, public)] == []


@pytest.mark.parametrize("name", _PUBLIC)
def test_other_names_of_the_package_are_modules(name: str) -> None:
    module = import_module(name)
    others = {
        public
        for public, value in vars(module).items()
        if not public.startswith("_")
        and public not in module.__all__
        and public != "annotations"
        and not hasattr(value, "__spec__")
    }
    assert not others
