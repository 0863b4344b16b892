# Everything from Python 3.11+ and make alone. `uv` is used where it is there, pip otherwise.
PYTHON ?= python3
SERVE ?= 1
BIN := .venv/bin
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1
# An environment may forbid keeping bytecode; then each of an office's processes compiles the whole software anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test up lint test-services bench clean

demo: .venv/ready ## a sample plan compiled, decided, launched, rehearsed; then served until Ctrl-C (SERVE=0 ends instead)
	$(BIN)/dondoc demo $(if $(filter 0,$(SERVE)),--no-serve)

test: .venv/ready ## the whole test suite that a fresh clone can run
	$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder -m "not services"

up: .venv/ready ## the office: Prefect server, deployments and portal in one process tree
	$(BIN)/dondoc up

lint: .venv/ready ## style and strict types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test-services: .venv/ready ## what needs PostgreSQL, Chromium, Tesseract and LibreOffice
	DONDOC_TEST_DATABASE_URL=$${DONDOC_TEST_DATABASE_URL:-postgresql+psycopg://postgres@127.0.0.1:5432/postgres} \
		$(BIN)/python -m pytest -q -m services
	DONDOC_TEST_DATABASE_URL=$${DONDOC_TEST_DATABASE_URL:-postgresql+psycopg://postgres@127.0.0.1:5432/postgres} \
		$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not services" tests/models tests/tasks tests/notifications

bench: .venv/ready ## measured against yardsticks in the same run
	$(BIN)/python -m tests.bench

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Dondoc needs Python 3.11 or newer; this is %s. Set PYTHON=/path/to/python3.11" % sys.version.split()[0])'
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python $(PYTHON) .venv && \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
		$(PYTHON) -m venv .venv && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

clean: ## remove the virtual environment and the demo's data
	rm -rf .venv demo
