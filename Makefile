# Everything that a person does with this folder. `make` alone lists the targets.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
UV := uv==0.13.9
LOCK := requirements/dev.lock
READERS := requirements/readers.lock
ENGINES := requirements/engines.lock
READY := $(VENV)/.installed
PAGE := src/rashomon/web/static/index.html
PARTS := page/node_modules/.package-lock.json
NPM := npm --prefix page --no-audit --no-fund --loglevel=error

.DEFAULT_GOAL := help
.PHONY: help demo setup page test browser readers server engines pictures basemap check format lint types layers gate wheel docs site lock
.PHONY: licences sbom audit soak bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## read the sample reports and print who claims what
	@$(BIN)/rashomon demo
	@echo; echo "The program is $(BIN)/rashomon: put it before the commands above, or run first: . $(BIN)/activate"

setup: $(READY) ## make .venv as the lock says and build the page; again only when something changed
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory page; \
	else echo "npm (with Node 20 or newer) is missing: all works except the workbench of rashomon serve. Install it, then: make page"; fi

page: $(PAGE) ## build the workbench into src/rashomon/web/static (needs npm and Node 20)

$(PARTS): page/package.json page/package-lock.json
	$(NPM) ci
	@touch $@

$(PAGE): $(PARTS) $(shell find page/src page/public -type f) page/index.html page/vite.config.ts page/tsconfig.json src/rashomon/web/sides.json
	$(NPM) run --silent check
	$(NPM) run --silent build -- --logLevel warn
	@touch $@

# A new lock makes a new environment; a new pyproject.toml installs the package again, nothing else.
$(VENV)/.made: $(LOCK) $(READERS)
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(LOCK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(READERS) || \
		echo "FollowTheMoney is not installed, its tests are skipped (its pyicu is compiled: needs a C++ compiler and libicu-dev)"
	@touch $@

$(READY): $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

browser:
	@command -v chromium > /dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } || \
	{ echo "the tests of the page need Debian's chromium: apt-get install chromium"; exit 1; }

readers: setup
	@$(BIN)/python -c "import followthemoney" 2> /dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends g++ pkg-config libicu-dev && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(READERS); } || \
	echo "FollowTheMoney is not installed, its tests are skipped (its pyicu is compiled: needs g++, pkg-config and libicu-dev)"

server:
	@test -x "$$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2> /dev/null | tail -1)" || \
	{ apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql; } || \
	echo "PostgreSQL 15 or newer is not installed, the tests of ledgers on a server are skipped: apt-get install postgresql"

# Ray and Spark: 750 MB that only their tests and measures need.
engines: $(VENV)/.engines
	@command -v java > /dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless; } || \
	echo "Spark's tests are skipped: they need Java 17 (apt-get install openjdk-17-jre-headless)"

$(VENV)/.engines: $(VENV)/.made $(ENGINES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(ENGINES)
	@touch $@

test: setup browser readers server engines ## run the tests; warnings are errors
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: format lint types layers test gate wheel audit ## all that must hold before a change lands

format: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

gate: setup ## measure what is found against the gold, beside the pinned floors
	$(BIN)/python tests/gate.py

wheel: setup page ## build dist/*.whl and its bill of materials; what it must and must not hold is in tests/test_wheel.py
	rm -rf dist
	$(BIN)/python -m hatchling build -t wheel
	$(BIN)/python requirements/packages.py sbom dist/rashomon.cdx.json

docs: setup ## write docs/cli.md, the pictures and the output shown in the docs again, and build the site
	$(BIN)/python docs/make_cli.py
	$(BIN)/python docs/make_shown.py
	$(BIN)/python docs/make_notebook.py
	$(BIN)/python docs/pictures/make.py
	$(MAKE) site

site: setup ## build the documentation in build/site, with a search that works without a server; a warning is an error
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/site

pictures: setup browser ## photograph the workbench for README and docs, from the sample ledger
	$(BIN)/python docs/pictures/photograph.py

basemap: ## make the base map again from three packages (fetches 230 MB)
	$(PYTHON) -m venv build/basemap-venv
	build/basemap-venv/bin/python -m pip install --quiet --disable-pip-version-check -r page/basemap/requirements.txt
	build/basemap-venv/bin/python page/basemap/make.py

lock: setup ## resolve the dependencies again
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra exports --extra mcp --extra postgres --extra shards --python-version 3.11 --generate-hashes \
		--upgrade --quiet --no-header --no-annotate --no-emit-index-url -o $(LOCK)
	$(BIN)/uv pip compile requirements/readers.in -c $(LOCK) --python-version 3.11 --generate-hashes \
		--upgrade --quiet --no-header --no-annotate --no-emit-index-url -o $(READERS)
	$(BIN)/uv pip compile requirements/engines.in -c $(LOCK) --python-version 3.11 --generate-hashes \
		--upgrade --quiet --no-header --no-annotate --no-emit-index-url -o $(ENGINES)

licences: setup ## write docs/licences.md again; fails on a licence that requirements/licences.toml does not allow
	$(BIN)/python requirements/packages.py licences

sbom: setup ## write what the program is made of to dist/rashomon.cdx.json, as CycloneDX
	@mkdir -p dist
	$(BIN)/python requirements/packages.py sbom dist/rashomon.cdx.json

audit: setup ## look for known weaknesses of the locked versions; says so where no advisories can be had
	$(BIN)/python requirements/packages.py audit

# SOAK kills of each command and times the fuzzing; MINUTES of each of the five targets of the coverage-guided fuzzer.
SOAK ?= 100
MINUTES ?= 10
FUZZED := readers extraction masking addresses rows

soak: setup ## hours: 100 kills of each command, every operation of a power cut, a hundred times the fuzzing, load
	RASHOMON_SOAK=$(SOAK) $(BIN)/python -m pytest -n 2 --dist loadgroup --durations 25 tests/crash tests/fuzz tests/ledger/test_log.py tests/web/test_description.py
	$(BIN)/python bench/worst.py
	$(BIN)/python bench/load.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris==3.0.0 || { echo "atheris: no wheel for this system, skipped"; exit 0; }; \
	root=$$PWD; mkdir -p build/fuzz; cd build/fuzz; \
	for target in $(FUZZED); do $$root/$(BIN)/python $$root/tests/fuzz/guided.py $$target $$(($(MINUTES) * 60)) || exit 1; done

bench: setup engines ## an hour: measure the start, speed and memory; writes the tables of docs/scale.md
	$(BIN)/python bench/start.py
	$(BIN)/python bench/scale.py

clean: ## remove all that the targets made, the environment too
	rm -rf $(VENV) dist build page/node_modules src/rashomon/web/static .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache rashomon-demo.db*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
