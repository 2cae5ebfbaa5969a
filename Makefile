PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
PYTEST := $(BIN)/pytest --numprocesses 2

.PHONY: demo test test-full checked matrix pins clean

demo: $(INSTALLED)
	$(BIN)/autograder demo

test: $(INSTALLED) checked
	$(BIN)/autograder audit --short
	$(PYTEST) -m "not full"

# Everything: the answers and the tests too for which `make test` has no time.
test-full: $(INSTALLED) checked
	$(BIN)/autograder audit
	$(PYTEST)

# Style, types and generated files.
checked: $(INSTALLED)
	.ci/packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/autograder build --check

# Audit and tests with every set of versions that pyproject.toml promises, each in an environment of its own.
matrix: $(INSTALLED)
	$(BIN)/python .ci/matrix.py

# The versions that `make` installs: the newest of everything that all promised Pythons can have.
pins: $(INSTALLED)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.10 --all-extras --upgrade \
	    --constraint .ci/constraints.txt --custom-compile-command 'make pins' --no-annotate --no-emit-index-url \
	    pyproject.toml --output-file requirements.txt

# The kit itself is built with what is pinned, too, and not with what is newest today.
$(INSTALLED): pyproject.toml requirements.txt
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv demo-report autograder-report
