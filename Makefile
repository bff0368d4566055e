# Every target works on a machine with Python 3.11, git, gcc and make; nothing is installed outside .venv.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# One thread per numeric library: documents are converted in parallel by process, not by thread.
export OPENBLAS_NUM_THREADS := 1
export OMP_THREAD_LIMIT := 1

.DEFAULT_GOAL := help
.PHONY: help run test install develop format lint types unit quality bench bench-smoke soak fuzz golden published samples lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: install  ## install, then convert samples/ into output/
	$(BIN)/kehoach convert samples -o output

test: develop lint types unit quality bench-smoke  ## install, then run every check that CI runs

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 was not found: install python3.11 with its venv module, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "the venv module is missing: on Debian or Ubuntu, apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developed: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed  ## install what running needs into .venv

develop: $(VENV)/.developed  ## install what testing needs as well

format: develop  ## rewrite the code in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: develop  ## look for mistakes that a reader of the code can see
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: develop  ## check the types
	$(BIN)/mypy

unit: develop  ## run the tests
	$(BIN)/python -m pytest -q

quality: develop  ## score the samples against their known truth; fails under the floors
	$(BIN)/python -m tests.quality

bench: develop  ## measure speed and memory against baselines and write docs/benchmarks.md
	$(BIN)/python -m tests.bench

bench-smoke: develop  ## run every measurement once on small inputs
	$(BIN)/python -m tests.bench --smoke

golden: develop  ## write the expected results of the samples anew: look at the difference before committing it
	$(BIN)/python -m tests.golden

published: develop  ## write the pages and schemas that are derived from the code
	$(BIN)/python -m tests.published

soak: develop  ## run the long suites: thousands of kills, mutations and documents
	$(BIN)/python -m pytest -q -m soak

fuzz: develop  ## let atheris think up files for each reader, a minute each
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-fuzz.lock
	$(BIN)/python -m tests.fuzz

lock:  ## pin the dependencies anew, with hashes and without index addresses (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build --extra dev --extra dask -c requirements.lock pyproject.toml -o requirements-dev.lock
	echo "atheris==3.0.0" | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - -o requirements-fuzz.lock

clean:  ## remove what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

samples: develop  ## make samples/ anew from their descriptions (PDF files need LibreOffice)
	$(BIN)/python -m tests.documents
