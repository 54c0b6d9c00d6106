# make        builds every brochure into dist/
# make desk   opens the desk, where a copy is filled in for a patient
# make test   runs the whole suite
# make catalogue   builds short sheets, large print and pages for screens too: open dist/index.html
# make clean  takes away all that these have made
# make mutants changes the code in small ways and looks whether the suite notices (an hour; ARCHITECTURE.md)
# Both set up all they need in .venv/ the first time; nothing but Python 3.11 or newer and make is assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all desk test catalogue check rules authoring schema golden gallery bench mutants clean
.DELETE_ON_ERROR:

all: $(VENV)/ready
	@$(BIN)/python build.py && echo "Done. The brochures are in dist/, one folder for each language; dist/index.html lists them."

# What the catalogue is best with: pages for screens, short sheets, large print. They take as long again as the brochures.
catalogue: $(VENV)/ready
	@$(BIN)/python build.py --edition standard --edition sheet --edition large-print --edition web && echo "Done. Open dist/index.html."

# opens the desk for staff in a browser
desk: $(VENV)/ready-desk
	@$(BIN)/python -m handouts desk

check: $(VENV)/ready
	@$(BIN)/python -m handouts check

test: $(VENV)/ready-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIN)/python -m pytest -n auto

gallery: $(VENV)/ready-dev
	@$(BIN)/python -m tests.support.gallery

golden: $(VENV)/ready-dev
	-@$(BIN)/python -m pytest --update

authoring: $(VENV)/ready-dev
	@$(BIN)/python -m tests.support.authoring_doc

rules: $(VENV)/ready-dev
	@$(BIN)/python -m tests.support.rules_doc

schema: $(VENV)/ready
	@$(BIN)/python -m handouts schema

bench: $(VENV)/ready-bench
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.filled
	@$(BIN)/python -m benchmarks.desk
	@$(BIN)/python -m benchmarks.edits
	@$(BIN)/python -m benchmarks.growth
	@$(BIN)/python -m benchmarks.network

# build.py does the same where there is no make: set_up.py says how.
$(VENV)/ready: requirements.lock
	@$(PYTHON) build.py --set-up

$(VENV)/ready-desk: requirements-desk.lock
	@$(PYTHON) build.py --set-up desk

$(VENV)/ready-dev: requirements-dev.lock
	@$(PYTHON) build.py --set-up dev

$(VENV)/ready-bench: requirements-bench.lock
	@$(PYTHON) build.py --set-up bench

mutants: $(VENV)/ready-bench
	@$(BIN)/python -m tests.mutation

clean:
	@rm -rf $(VENV) dist build *.egg-info .handouts-cache .mypy_cache .ruff_cache .pytest_cache tests/failures
	@find . -name __pycache__ -prune -exec rm -rf {} +
