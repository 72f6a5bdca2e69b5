# Two commands: `make run` and `make test`. Everything they need, they install into .venv.
PYTHON ?= python3
PORT   ?= 8501
HOST   ?= 127.0.0.1
# The report's text, where it is at hand: make check-data REPORT=report.md, make test REPORT=report.md
REPORT ?=
CHECKED = $(if $(REPORT),--report $(REPORT))
export REPORT
# What was compiled once is kept: a suite starts some hundred processes.
unexport PYTHONDONTWRITEBYTECODE
# One worker more than there are cores: the tests of the pages wait for the browser now and then.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test types suite quick check-data bench fuzz qgis audit hashes format clean

$(VENV)/.run: requirements.txt constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python scripts/install.py requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@$(BIN)/python scripts/install.py requirements-dev.txt
	@touch $@

# TypeScript reads the types in the comments of the page's scripts; nothing is compiled.
node_modules/.package-lock.json: $(VENV)/.dev package.json package-lock.json
	@$(BIN)/npm ci --silent
	@touch $@

# Asked for once: a browser that takes less work, where the system offers it.
$(VENV)/.quicker: $(VENV)/.dev
	$(BIN)/python scripts/prepare_tests.py --install
	@$(BIN)/python scripts/prepare_tests.py --quicker
	@touch $@

run: $(VENV)/.run ## start the map and print its address
	@$(BIN)/python -m app serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev $(VENV)/.quicker node_modules/.package-lock.json ## lint, types, unit, page and real-browser tests
	$(BIN)/python scripts/prepare_tests.py --install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --deny-warnings app/static tests/js
	$(BIN)/node node_modules/typescript/bin/tsc -p .
	$(BIN)/node --test 'tests/js/*.test.js'
	$(BIN)/python -m projects check projects/data/*.geojson
	$(if $(REPORT),$(BIN)/python -m projects check $(CHECKED))
	@$(MAKE) --no-print-directory -j2 types suite

# Types take one core for half a minute where nothing is remembered: beside the tests.
types:
	$(BIN)/mypy

suite:
	$(BIN)/python -m pytest --doctest-modules -n $(WORKERS) --dist worksteal

quick: $(VENV)/.dev ## the same in under a minute: no browser, no slides, no sheets
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser and not slow"

check-data: $(VENV)/.run ## check every catalogue, record by record; REPORT=FILE holds the citations against it
	$(BIN)/python -m projects check projects/data/*.geojson
	$(if $(REPORT),$(BIN)/python -m projects check $(CHECKED))

bench: $(VENV)/.dev ## measure, beside the peer in the same run
	$(BIN)/python scripts/prepare_tests.py --install
	$(BIN)/python -m pytest tests/bench -q -s -o python_files="bench_*.py" -o python_functions="bench_*"

fuzz: $(VENV)/.dev ## 200,000 and more hostile inputs on every reader of the outside world, numbers printed
	FUZZ_EXAMPLES=15000 $(BIN)/python -m pytest tests/test_outside.py -q -s

qgis: $(VENV)/.run ## draw the projects in QGIS with their style, to be looked at: build/qgis/map.png
	$(BIN)/python scripts/prepare_tests.py --install --qgis
	mkdir -p build/qgis
	$(BIN)/python -m app export --view "" --format gpkg --out build/qgis/projects.gpkg
	$(BIN)/python scripts/write_styles.py build/qgis
	/usr/bin/python3 scripts/draw_in_qgis.py build/qgis/projects.gpkg --styles build/qgis --out build/qgis/map.png

.venv-audit/.done: requirements-audit.txt
	test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-audit.txt
	touch $@

audit: $(VENV)/.run ## known weaknesses, licences, bill of materials; fails where nothing was audited
	@$(MAKE) --no-print-directory .venv-audit/.done || echo "the tools of the audit could not be installed"
	$(BIN)/python scripts/audit.py --python $(BIN)/python --tools .venv-audit/bin

hashes: .venv-audit/.done ## requirements with the hash of every file, for pip --require-hashes
	mkdir -p build
	grep -v '^-e' requirements.txt > build/requirements.in
	cp constraints.txt build/constraints.txt
	.venv-audit/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --output-file build/requirements.hashed.txt build/requirements.in

format: $(VENV)/.dev ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what the other commands made
	rm -rf $(VENV) .venv-audit node_modules build .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info test-results
