PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lint types bench clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

METADATA = import json, sys; found = json.load(sys.stdin)["metadata"].items(); \
  print(*(f"{name}: {value}" for name, value in found if value and name != "sources"), sep="\n")

demo: $(VENV)/.installed ## clean the three seeds: text and metadata
	@for page in seeds/*.txt; do \
	  echo "=== $$page"; $(BIN)/cleaner --quiet "$$page" || exit 1; \
	  echo "--- metadata"; $(BIN)/cleaner --quiet --to json "$$page" | $(BIN)/python -c '$(METADATA)' || exit 1; \
	done

test: $(VENV)/.installed ## run the tests
	$(BIN)/python -m pytest

lint: $(VENV)/.installed
	$(BIN)/ruff check .

types: $(VENV)/.installed
	$(BIN)/mypy

bench: $(VENV)/.installed ## time against peers on the project's own fixtures
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-columns=median -q

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
