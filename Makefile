# fake_gemini: what can be done with this checkout. `make` alone says it.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8765
# More options for pytest.
TESTS ?=
BIN := $(VENV)/bin
JS := tests/sdk/js

# Tests start hundreds of programs, which start sooner when they are compiled once.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: serve test contracts check bench soak lies clean help

serve: $(VENV)/.runtime ## start the fake on http://127.0.0.1:8765 (PORT=...)
	@exec $(BIN)/fake-gemini serve --clock system --port $(PORT)

test: $(VENV)/.test $(JS)/node_modules/.installed contracts ## run all tests (about 8 minutes)
	$(BIN)/python -m pytest -n 2 --dist loadfile $(TESTS)

contracts: $(VENV)/.test ## the contract suite on the fake, in-process and over a socket
	$(BIN)/gemini-contracts run
	$(BIN)/gemini-contracts run --target socket

check: $(VENV)/.test ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.test ## measure the bounds, as ratios in one run (about 3 minutes)
	$(BIN)/python -m benchmarks

soak: $(VENV)/.test ## the hostile hour, twice, random programmes, all generated tests (about 5 minutes)
	$(BIN)/python -m benchmarks.soak
	EFFORT=all $(BIN)/python -m pytest -n 2 -q $$(grep -rl --include='test_*.py' 'import tried' tests)
	$(BIN)/python -m contracts.machines --examples 300

lies: $(VENV)/.test ## every lie put to the contract suite until it is caught (about 8 minutes)
	$(BIN)/python -m tests.lies.mutations

clean: ## remove what the other targets made
	rm -rf $(VENV) $(JS)/node_modules benchmarks/aimock/node_modules benchmarks/results dist .lies .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,dev]'
	@touch $@ $(VENV)/.runtime

# Without Node the JavaScript tests name themselves as left out; with CI set that is a failure.
$(JS)/node_modules/.installed: $(JS)/package.json $(JS)/package-lock.json
	@if command -v npm >/dev/null; then \
		npm ci --prefix $(JS) --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@; \
	elif [ -n "$$CI" ]; then echo "npm is needed in CI" >&2; exit 1; \
	else echo "npm is not there: the JavaScript tests are left out" >&2; fi
