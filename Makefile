# Every command that people and CI use. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test test-all check browsers lock docs quality bench train package clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python3:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or later"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Claimlight needs Python 3.11 or later: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "the venv module is missing: apt-get install python3-venv"; exit 1; }

$(BIN)/claimlight: pyproject.toml | $(BIN)/python3
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# What is tested and released is what requirements-dev.txt names, byte for byte; `make lock` writes it anew.
$(VENV)/.dev: pyproject.toml requirements-dev.txt | $(BIN)/python3
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(BIN)/claimlight $@

run: $(BIN)/claimlight  ## install Claimlight if need be and start it
	$(BIN)/claimlight serve

# npm calls node by name: the one in the virtual environment, whatever the machine has.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm

node_modules/.package-lock.json: package.json package-lock.json $(VENV)/.dev
	$(NPM) ci --silent
	@touch $@

browsers:  ## install Chromium and Firefox for the tests, where they are missing
	@scripts/browsers.sh

check: $(VENV)/.dev node_modules/.package-lock.json  ## style, types, known weaknesses
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/package.py >/dev/null
	$(NPM) run --silent check
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python scripts/audit.py

lock: | $(BIN)/python3  ## pin anew what development needs, after a change in pyproject.toml
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group lock
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python scripts/lock.py

docs: $(VENV)/.dev  ## write docs/lexicon from the term packs
	$(BIN)/python scripts/lexicon_docs.py

package: $(VENV)/.dev  ## build the archives for the Chrome and Firefox stores in dist/
	$(BIN)/python scripts/package.py

$(VENV)/.bench: $(VENV)/.dev pyproject.toml
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@

# TEXTS=FILE.jsonl measures on other texts than those in ../shared or, where that is absent, made-up ones.
TEXTS ?= $(wildcard ../shared/gold/polnear-train.jsonl)

# NEWS=FILE.jsonl takes other texts for the cost of contested terms; by default general news, or where that is absent the packs' examples.
NEWS ?= $(wildcard ../shared/gold/news-dev.jsonl)

# And PAGES=FOLDER takes the HTML pages in it for the readers of the load test.
PAGES ?= $(wildcard ../shared/pages)

bench: $(VENV)/.bench  ## what things cost, beside the peers on PyPI
	$(BIN)/python bench/terms.py $(NEWS)
	$(BIN)/python bench/throughput.py $(TEXTS)
	$(BIN)/python bench/scaling.py $(TEXTS)
	$(BIN)/python bench/browser.py
	$(BIN)/python bench/load.py $(PAGES)

$(VENV)/.train: $(VENV)/.dev pyproject.toml
	$(BIN)/python -m pip install --quiet --group train
	@touch $@

train: $(VENV)/.train  ## train the tagger anew; resumes, and uses a GPU where there is one
	$(BIN)/python -m training

quality: $(VENV)/.dev  ## the scores on the dev sets, beside their floors
	$(BIN)/python tests/quality/gate.py

test: check browsers  ## all checks and tests
	$(BIN)/pytest

$(VENV)/.all: $(VENV)/.dev pyproject.toml
	$(BIN)/python -m pip install --quiet --group all
	@touch $@

test-all: check browsers $(VENV)/.all  ## these and those that take minutes, with Ray and spaCy
	$(BIN)/pytest -m "long or not long"

clean:  ## remove what the other commands made here
	rm -rf $(VENV) node_modules dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
