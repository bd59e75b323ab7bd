# Everything is installed into .venv, from the pins in requirements/; nothing else is touched.
# Needs: make, git, Python 3.11 or newer with pip. Another interpreter: make PYTHON=python3.12 ...

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV = $(BIN)/uv pip install --quiet --python $(BIN)/python
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate $(if $(UPGRADE),--upgrade)
# Families whose code needs old packages, each with an environment of its own.
FAMILIES := droidground/grounding/engines/worker/pins
LOCK_OLD = $(BIN)/uv pip compile --quiet --python-platform linux --python-version 3.11 \
	--generate-hashes --no-header --no-annotate $(if $(UPGRADE),--upgrade)
ARGS ?=
# Most tests wait for a phone: three at once suit even two cores. WORKERS=0 runs one after the other.
WORKERS ?= 3
NO_CHROMIUM := virtual phones get a small Pillow screen, the tests of the full one are skipped.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check format bench docs pins clean chromium

help: ## this list
	@echo "make TARGET, where TARGET is"
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' $(MAKEFILE_LIST)

demo: $(VENV)/.base chromium ## start a virtual phone, tap "Wi-Fi toggle" on it through real ADB, show the result
	$(BIN)/droidground demo $(ARGS)

test: $(VENV)/.dev chromium ## run the tests; ARGS="-k geometry" picks some
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

check: $(VENV)/.dev ## formatting, lint, types, import layers, freshness of the generated docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate_cli.py --check
	$(BIN)/python docs/generate_models.py --check

format: $(VENV)/.dev ## format the code and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## run every benchmark and print its table
	@failed=0; for script in tests/benchmarks/bench_*.py; do \
		printf '\n== %s\n' "$$script"; $(BIN)/python "$$script" $(ARGS) || failed=1; \
	done; exit $$failed

docs: $(VENV)/.dev ## write the command pages of docs/ from the commands, its tables from the profiles
	$(BIN)/python docs/generate_cli.py
	$(BIN)/python docs/generate_models.py

pins: $(VENV)/.build ## pin again after a change of dependencies; UPGRADE=1 takes newer versions
	$(LOCK) --group build -o requirements/build.txt
	$(LOCK) pyproject.toml -o requirements/base.txt
	$(LOCK) pyproject.toml --extra dev --constraints requirements/base.txt \
		--constraints requirements/build.txt -o requirements/dev.txt
	$(LOCK) --no-deps --group ranks -o requirements/ranks.txt
	for family in $(FAMILIES)/*.in; do \
		$(LOCK_OLD) $$family -o $${family%.in}.txt || exit 1; \
	done

chromium: ## Debian's Chromium, which draws the virtual phone's screen
	@command -v chromium chromium-browser google-chrome google-chrome-stable >/dev/null || \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing Debian's chromium ..."; \
			{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } \
				>/dev/null 2>&1 || echo "It could not be installed; $(NO_CHROMIUM)"; \
		else \
			echo "No Chromium is found (on Debian: apt install chromium); $(NO_CHROMIUM)"; \
		fi

clean: ## remove the environment, caches and built files
	rm -rf $(VENV) dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# pip goes into the environment from outside, since Debian's Python comes without ensurepip.
$(VENV)/.build: requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "droidground needs Python 3.11 or newer: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || \
		{ echo "$(PYTHON) has no pip; on Debian: apt install python3-pip" >&2; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(PYTHON) -m pip --python $(BIN)/python install -qq --no-deps --require-hashes -r $<
	@touch $@

$(VENV)/.base: requirements/base.txt pyproject.toml $(VENV)/.build
	@echo "Installing what droidground runs on ($<) ..."
	@$(UV) --compile-bytecode --require-hashes -r $<
	@$(UV) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/ranks.txt $(VENV)/.base
	@echo "Installing what its tests and checks need ($<); torch and what it runs on are some 5 GB ..."
	@$(UV) --require-hashes -r $<
	@$(UV) --require-hashes --no-deps -r requirements/ranks.txt
	@touch $@
