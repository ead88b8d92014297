# Targets that need only Python 3.11+ and make: `make demo`, `make test`, and `make docs` for the API reference in docs/api.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
API := esfnlp.library esfnlp.record esfnlp.document esfnlp.finding esfnlp.errors esfnlp.settings esfnlp.language \
	esfnlp.spacy_components esfnlp.taxonomy esfnlp.evaluate esfnlp.search.answer

.PHONY: demo test check docs corpus clean

demo: $(VENV)/.installed
	$(BIN)/esfnlp run corpus --out $(OUT)
	$(BIN)/esfnlp search "vilka planer prioriterar UVAS" --in $(OUT) -k 5
	$(BIN)/esfnlp search "which plans prioritize long-term unemployed people" --in $(OUT) -k 5
	$(BIN)/esfnlp search "hur många deltagare ska nås i Östra Mellansverige 2014-2020" --in $(OUT) -k 5

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.installed-dev
	$(BIN)/python -m pdoc --docformat numpy --no-show-source --output-directory docs/api $(API)

corpus: $(VENV)/.installed-dev
	$(BIN)/python -m pipeline.build_corpus
	$(BIN)/python -m pipeline.check_gold

$(VENV)/.created:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'esfnlp needs Python 3.11 or newer; set PYTHON=')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[web,plots]"
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[web,plots,dev]"
	@touch $@

clean:
	rm -rf $(VENV) out build dist docs/api
