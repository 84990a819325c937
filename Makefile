PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
BENCH ?= ../shared/bench

.PHONY: demo test lint types bench clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: $(VENV)/.installed ## clean the three seeds: text and metadata
	@for f in seeds/*.txt; do echo "=== $$f"; $(BIN)/cleaner --quiet "$$f"; echo "--- metadata"; \
	  $(BIN)/cleaner --quiet --to json "$$f" | $(PYTHON) -c "import json, sys; m = json.load(sys.stdin); m = m.get('metadata', m); [print(f'{k}: {v}') for k, v in m.items() if v not in (None, [], {}, '') and k != 'sources']"; done

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
