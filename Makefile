# Each target does its own set-up: a fresh clone needs git, Python >= 3.11, Node >= 20.19 and make, nothing else.
# `make help` lists the targets.

PORT ?= 8765
# Tests run one per core; `make test JOBS=1` makes them take turns.
JOBS ?= auto
BIN := .venv/bin

# Looked for once per run, and only by targets that set something up.
python = $(or $(found_python),$(eval found_python := $(shell tools/find-python || echo no))$(found_python))
set-up = @test "$(python)" != no && "$(python)" -m tools.set_up

.PHONY: help serve test test-all early lint types unit web-test bundle verify e2e e2e-all bench check fmt schema \
        dev site browser lock clean

help:
	@sed -n 's/^\([a-z][a-z0-9-]*\):.*## /  \1\t/p' Makefile | expand -t 14

# Nobody waits for the best compression of a page that comes from this machine.
serve: dev ## build what is needed, then serve the page at http://127.0.0.1:8765 (PORT=...)
	@$(BIN)/python -m pyodide_bundle build --quick
	@exec $(BIN)/python -m pyodide_bundle serve --port $(PORT)

test: early unit verify e2e ## everything a change must pass

test-all: early verify ## `test` and what is too slow for every change
	$(BIN)/python -m pytest -n $(JOBS)
	$(MAKE) e2e-all

# What keeps one core busy at a time, two at a time: building waits where the checks work.
early: dev
	@$(MAKE) --no-print-directory $(if $(filter 1,$(JOBS)),,-j2) bundle lint types web-test

check: lint types ## lint and types only

lint: dev ## ruff, biome
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev ## mypy, tsc
	$(BIN)/mypy
	npm --prefix web run --silent check

unit: dev ## tests of the Python code, without a browser
	$(BIN)/python -m pytest -n $(JOBS) -m "not slow"

web-test: dev ## tests of the TypeScript code
	npm --prefix web run --silent test

bundle: site ## build dist/ if anything in it changed

verify: site ## check every byte of dist/
	$(BIN)/python -m pyodide_bundle verify

e2e: site browser ## the built site in real Chromium
	$(BIN)/python -m pytest e2e -n $(JOBS) -m "not slow"

e2e-all: site browser
	$(BIN)/python -m pytest e2e -n $(JOBS)

bench: site browser ## measure Docsieve beside its peers in Chromium
	$(BIN)/python -m benchmarks

fmt: dev ## format and fix
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	npm --prefix web run --silent format

schema: dev ## renew the JSON Schema and the TypeScript types from the Python structs
	$(BIN)/python -m docsieve.schema --write

dev:
	$(set-up) python native web

site: dev
	@$(BIN)/python -m pyodide_bundle build

browser: dev ## find or install Chromium for the tests
	$(set-up) browser

lock: ## renew requirements.lock: the newest tools that fit pyproject.toml
	@test "$(python)" != no && "$(python)" -m tools.lock

clean: ## remove what was built, keep what was installed
	rm -rf dist build test-results
