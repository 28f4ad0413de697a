# Newsfold's set-up commands.  `make demo` and `make test` need Python 3.11+ and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DEMO   ?= demo-hub
DATA   ?= $(or $(NEWSFOLD_DATA),../shared/data)
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# A lock is its own constraint, too: else an older pip takes the newest release of
# what another package asks for with an extra, and then misses its hash.
LOCKED  = $(PIP) --require-hashes --constraint $(1) --requirement $(1)

# A file of tests is one worker's: what its tests share is made once.  As they are listed,
# since the longest are not those with the most tests.
SPREAD  = -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help demo test check lint types eval soak bench lock clean

help:
	@echo "make demo    the sample hub, through the real pipeline, into $(DEMO)/"
	@echo "make test    the test suite (what the machine lacks is skipped, with its reason)"
	@echo "make check   lint, types, architecture, tests"
	@echo "make eval    quality on labelled data      make bench   speed, as ratios"
	@echo "make soak    a day on a virtual clock, and a thousand kills: two hours or so"
	@echo "make lock    pin the requirements anew     make clean   remove what was made"

$(VENV)/.base: requirements/base.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(call LOCKED,requirements/base.txt)
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	$(call LOCKED,requirements/dev.txt)
	@touch $@

demo: $(VENV)/.base
	$(BIN)/newsfold demo $(DEMO)

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(SPREAD)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

check: lint types
	$(BIN)/python -m pytest $(SPREAD) --cov --cov-report=term

eval: $(VENV)/.dev
	@for suite in $(filter-out evals/soak.py,$(wildcard evals/*.py)); do echo "== $$suite"; $(BIN)/python $$suite $(DATA) || exit 1; done

soak: $(VENV)/.dev
	$(BIN)/python evals/soak.py
	KILLS=1000 $(BIN)/python -m pytest tests/journey/test_kill.py

bench: $(VENV)/.dev
	$(call LOCKED,requirements/bench.txt)
	@for bench in benchmarks/*.py; do echo "== $$bench"; $(BIN)/python $$bench $(DATA) || exit 1; done

lock: $(VENV)/.dev
	$(PIP) uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --output-file requirements/base.txt pyproject.toml requirements/build.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --constraint requirements/base.txt --output-file requirements/dev.txt requirements/dev.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --constraint requirements/base.txt --output-file requirements/bench.txt requirements/bench.in

clean:
	rm -rf $(VENV) $(DEMO) build dist src/*.egg-info .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
