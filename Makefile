# Every target sets up what it needs. Nothing here needs root; .ci/run installs the Debian packages.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
export UV_PYTHON_DOWNLOADS := never
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# -- set-up ----------------------------------------------------------------------------------------------
$(BIN)/uv: requirements/installer.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Commonweal needs Python 3.11 or later: $$($(PYTHON) --version) was found."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || tools/install-venv || { echo "Python cannot make a virtual environment here: run 'apt-get install python3-venv' once, then make again."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/installer.txt
	@touch $@

# Compiled once here: every process starts faster, also where Python is told to keep no compiled files.
$(VENV)/.base: $(BIN)/uv requirements/base.lock pyproject.toml
	@echo "Installing the locked libraries ..."
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/base.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@$(BIN)/python -m compileall -q -j 0 src/commonweal
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.lock
	@touch $@

.PHONY: setup
setup: $(VENV)/.dev ## Install everything needed to work on the code

.PHONY: run
run: $(VENV)/.base ## Set up and serve the product with the demonstration data on http://127.0.0.1:8000 (PORT=...)
	@COMMONWEAL_MODE=demonstration $(BIN)/commonweal serve --setup --port $(PORT)

# -- checks ----------------------------------------------------------------------------------------------
.PHONY: test
test: $(VENV)/.dev ## Fast suite: SQLite, no browser, no root
	@$(BIN)/python -m pytest -n $(WORKERS) --nomigrations -m "not browser and not files and not engines and not migrations"

.PHONY: test-migrations
test-migrations: $(VENV)/.dev ## Each migration on a database that is in use, there and back (SQLite)
	@$(BIN)/python -m pytest -m migrations tests

.PHONY: test-postgres
test-postgres: $(VENV)/.dev ## The same suite and the migrations on PostgreSQL (DATABASE_URL, or 127.0.0.1:5432)
	@tools/test-postgres $(WORKERS)

.PHONY: test-browser
test-browser: $(VENV)/.dev ## Journeys in a real Chromium, with axe
	@$(BIN)/python -m pytest -m "browser and not pages" tests/browser

.PHONY: test-pages
test-pages: $(VENV)/.dev ## The long walks: a whole life by clicking; every link as every role at 360 and 1280 pixels
	@$(BIN)/python -m pytest -m pages tests/browser

.PHONY: test-files
test-files: $(VENV)/.dev ## Open the files we produce in LibreOffice and render them
	@$(BIN)/python -m pytest -m files tests

$(VENV)/.spark: $(VENV)/.dev requirements/spark.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/spark.lock
	@touch $@

.PHONY: test-engines
test-engines: $(VENV)/.spark ## The same measures on DuckDB and Spark
	@$(BIN)/python -m pytest -m engines tests

.PHONY: lint
lint: $(VENV)/.dev ## Style, types, import rules, security patterns
	@$(BIN)/ruff check src tests benchmarks tools
	@$(BIN)/ruff format --check src tests benchmarks tools
	@$(BIN)/mypy -p commonweal.domain -p commonweal.analytics -p commonweal.interchange
	@$(BIN)/lint-imports
	@$(BIN)/bandit -q -r src -ll

.PHONY: docs
docs: $(VENV)/.dev ## Write the generated reference pages
	@$(BIN)/commonweal docs

.PHONY: messages
messages: $(VENV)/.dev ## Write what there is to translate; bring each language up to date (see docs/explanation/languages.md)
	@$(BIN)/python tools/messages.py

.PHONY: lock
lock: $(BIN)/uv ## Maintainers: compile the locks again from pyproject.toml
	@for part in base dev spark; do \
	  case $$part in base) extra="";; dev) extra="--group dev";; spark) extra="--group dev --extra spark";; esac; \
	  $(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --generate-hashes \
	    --python-version 3.11 pyproject.toml $$extra -o requirements/$$part.lock; done

.PHONY: clean
clean: ## Remove the virtual environment and caches (never var/)
	@rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache

.PHONY: bench
bench: ## Every benchmark, one after another: ours beside its peers
	@for name in $$(grep -oE '^bench-[a-z-]+:' benchmarks/benchmarks.mk | tr -d ':'); do $(MAKE) --no-print-directory $$name; done

-include benchmarks/benchmarks.mk
