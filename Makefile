# What can be done here; `make help` lists it. Needs only make and Python 3.11 or newer.
# Everything is installed into .venv, with the versions in constraints.txt. A second run installs nothing.
# pip is asked for errors only (-qq); what it warns of is about the machine, not about the project.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
USE    := $(VENV)/.installed-use
DEV    := $(VENV)/.installed-dev
BENCH  := $(VENV)/.installed-bench

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench accuracy docs constraints clean clean-all

help:  ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(USE)  ## make a brief from the sample articles and say where it is
	@$(BIN)/equipoise demo

test: $(DEV)  ## run all tests
	@$(BIN)/python -m pytest -n 2

check: $(DEV)  ## formatting, lint, types, import order
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(DEV)  ## format the code and mend what the linter can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(BENCH)  ## measure speed and memory (several minutes)
	@$(BIN)/python benchmarks/run.py

accuracy: $(DEV)  ## score against the gold in ../shared, where it is present
	@$(BIN)/python evaluation/accuracy.py $(if $(RECORD),--record) $(if $(HELD),--held)

docs: $(DEV)  ## write the reference pages that are made from the code
	@$(BIN)/python docs/make_reference.py

constraints: $(BENCH)  ## write constraints.txt anew from what is installed
	@$(BIN)/python -m pip freeze --exclude-editable | LC_ALL=C sort --ignore-case > constraints.txt

clean:  ## remove the demo's output and caches
	@rm -rf demo dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests benchmarks evaluation docs -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean  ## remove .venv as well
	@rm -rf $(VENV)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) found. Install Python 3.11 or newer, or name one: make demo PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("Equipoise needs Python 3.11 or newer; $(PYTHON) is %d.%d. Name a newer one: make demo PYTHON=python3.12" % v[:2])'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# The package is linked into .venv, not copied, so that what is run is always what is in src/. Compiling everything that is installed takes
# longer than compiling what gets imported.
$(USE): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV); this is done once ..."
	@$(PIP) install --no-compile --constraint constraints.txt --editable .
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV), with what tests need; this is done once ..."
	@$(PIP) install --no-compile --constraint constraints.txt --editable ".[dev]"
	@touch $@ $(USE)

$(BENCH): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV), with what benchmarks compare with; this is done once ..."
	@$(PIP) install --no-compile --constraint constraints.txt --editable ".[dev,bench]"
	@touch $@ $(DEV) $(USE)
