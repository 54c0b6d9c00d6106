# make        builds every brochure into dist/
# make test   runs the whole suite
# Both set up all they need in .venv/ the first time; nothing but Python 3.11 or newer and make is assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps

.PHONY: all test check rules schema golden gallery bench clean
.DELETE_ON_ERROR:

all: $(VENV)/ready
	@$(BIN)/python build.py && echo "Done. The brochures are in dist/, one folder for each language."

check: $(VENV)/ready
	@$(BIN)/python -m handouts check

test: $(VENV)/ready-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIN)/python -m pytest -n auto --dist loadfile

gallery: $(VENV)/ready-dev
	@$(BIN)/python -m tests.support.gallery

golden: $(VENV)/ready-dev
	@$(BIN)/python -m pytest --update

rules: $(VENV)/ready-dev
	@$(BIN)/python -m tests.support.rules_doc

schema: $(VENV)/ready
	@$(BIN)/python -m handouts schema

bench: $(VENV)/ready-bench
	@$(BIN)/python -m benchmarks

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up .venv (the first time only)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: requirements.lock | $(VENV)/made
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock | $(VENV)/made
	@$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/ready

$(VENV)/ready-bench: requirements-bench.lock | $(VENV)/made
	@$(PIP) -r requirements-bench.lock
	@touch $@ $(VENV)/ready $(VENV)/ready-dev

clean:
	@rm -rf $(VENV) dist .handouts-cache
