PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: demo test clean

demo: $(INSTALLED)
	$(BIN)/autograder demo

test: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/autograder build --check
	$(BIN)/autograder audit
	$(BIN)/pytest --numprocesses 2 --dist loadgroup

$(INSTALLED): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[instructor,dev]'
	touch $@

clean:
	rm -rf .venv demo-report autograder-report
