# make        builds every brochure into dist/
# make desk   opens the desk, where a copy is filled in for a patient
# make test   runs the whole suite
# Both set up all they need in .venv/ the first time; nothing but Python 3.11 or newer and make is assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all desk test check rules schema golden gallery bench clean
.DELETE_ON_ERROR:

all: $(VENV)/ready
	@$(BIN)/python build.py && echo "Done. The brochures are in dist/, one folder for each language."

# opens the desk for staff in a browser
desk: $(VENV)/ready-desk
	@$(BIN)/python -m handouts desk

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

# build.py does the same where there is no make: set_up.py says how.
$(VENV)/ready: requirements.lock
	@$(PYTHON) build.py --set-up

$(VENV)/ready-desk: requirements-desk.lock
	@$(PYTHON) build.py --set-up desk

$(VENV)/ready-dev: requirements-dev.lock
	@$(PYTHON) build.py --set-up dev

$(VENV)/ready-bench: requirements-bench.lock
	@$(PYTHON) build.py --set-up bench

clean:
	@rm -rf $(VENV) dist .handouts-cache
