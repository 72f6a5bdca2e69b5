# Two commands: `make run` and `make test`. Everything they need, they install into .venv.
PYTHON ?= python3
PORT   ?= 8501
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test check-data bench format clean

$(VENV)/.run: requirements.txt constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

run: $(VENV)/.run ## start the map and print its address
	@$(BIN)/python -m app serve --port $(PORT)

test: $(VENV)/.dev ## lint, types, unit, page and real-browser tests
	$(BIN)/python scripts/prepare_tests.py --install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --deny-warnings app/static
	$(BIN)/mypy
	$(BIN)/python -m projects check
	$(BIN)/python -m pytest --doctest-modules

check-data: $(VENV)/.run ## check every catalogue, record by record
	$(BIN)/python -m projects check

bench: $(VENV)/.dev ## measure, beside the peer in the same run
	$(BIN)/python scripts/prepare_tests.py --install
	$(BIN)/python -m pytest tests/bench -q -s -o python_files="bench_*.py" -o python_functions="bench_*"

format: $(VENV)/.dev ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what the other commands made
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info test-results
