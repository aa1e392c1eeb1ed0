# Everything that a person does with this folder. `make` alone lists the targets.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
UV := uv==0.13.9
LOCK := requirements/dev.lock
READY := $(VENV)/.installed
PAGE := src/rashomon/web/static/index.html
PARTS := page/node_modules/.package-lock.json
NPM := npm --prefix page --no-audit --no-fund --loglevel=error

.DEFAULT_GOAL := help
.PHONY: help demo setup page test browser pictures basemap check format lint types layers gate wheel docs lock bench clean

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
$(VENV)/.made: $(LOCK)
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(LOCK)
	@touch $@

$(READY): $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

browser:
	@command -v chromium > /dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } || \
	{ echo "the tests of the page need Debian's chromium: apt-get install chromium"; exit 1; }

test: setup browser ## run the tests; warnings are errors
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: format lint types layers test gate wheel ## all that must hold before a change lands

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

wheel: setup page ## build dist/*.whl; what it must and must not hold is in tests/test_wheel.py
	rm -rf dist
	$(BIN)/python -m hatchling build -t wheel

docs: setup ## write docs/cli.md, the picture and the output shown in the docs again
	$(BIN)/python docs/make_cli.py
	$(BIN)/python docs/make_shown.py
	$(BIN)/python docs/pictures/make.py

pictures: setup browser ## photograph the workbench for README and docs, from the sample ledger
	$(BIN)/python docs/pictures/photograph.py

basemap: ## make the base map again from three packages (fetches 230 MB)
	$(PYTHON) -m venv build/basemap-venv
	build/basemap-venv/bin/python -m pip install --quiet --disable-pip-version-check -r page/basemap/requirements.txt
	build/basemap-venv/bin/python page/basemap/make.py

lock: setup ## resolve the dependencies again
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra sqlite --python-version 3.11 --generate-hashes \
		--upgrade --quiet --no-header --no-annotate --no-emit-index-url -o $(LOCK)

bench: setup ## measure speed, memory and the start; the figures belong into docs/figures.md
	$(BIN)/python bench/start.py
	$(BIN)/python bench/reading.py

clean: ## remove all that the targets made, the environment too
	rm -rf $(VENV) dist build page/node_modules src/rashomon/web/static .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache rashomon-demo.db*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
