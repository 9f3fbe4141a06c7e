# What people and CI run. `make run` and `make test` need python3 (3.11), python3-venv and make; nothing else.
PYTHON ?= python3
BIN := .venv/bin
PYTEST_WORKERS ?= auto
PYTEST_ARGS ?=
LANGUAGES := en
TEMPLATES := templates
# Settings as in service: no DEMO, own key, HTTPS.
PRODUCTION = env -u DEMO -u DEBUG -u HOST ALIN_VAR="$$(mktemp -d)" SITE_URL=https://al-in.example \
	ALLOWED_HOSTS=al-in.example SECRET_KEY="$$(od -An -tx1 -N40 /dev/urandom | tr -d ' \n')"

.PHONY: help run test timings check format install install-dev translations messages lock clean
.DEFAULT_GOAL := help

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 22

run: export DEMO := 1
run: install translations ## Install, prepare the state and start the portal; Ctrl-C stops it
	@$(BIN)/python -m alin.supervisor

test: install-dev translations ## Run the whole suite; PYTEST_ARGS="tests/offers -x" passes through
	@$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --maxprocesses 4 $(PYTEST_ARGS)

timings: install-dev translations ## Compare the time of answers for known and unknown addresses; takes some minutes
	@$(BIN)/python -m tests.timings.compare_answers
	@$(BIN)/python -m tests.timings.compare_numbers

check: install-dev translations ## Everything that can be said without running the portal
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint $(TEMPLATES)
	$(BIN)/djlint --quiet --check $(TEMPLATES)
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	$(BIN)/python -m alin.translations --check
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: install-dev ## Format code and templates
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	-$(BIN)/djlint --quiet --reformat $(TEMPLATES)

install:
	@$(PYTHON) -I alin/installer.py requirements.txt

install-dev:
	@$(PYTHON) -I alin/installer.py requirements-dev.txt

translations:
	@$(BIN)/python -m alin.translations --compile

messages: install-dev ## Collect new sentences into alin/locale (maintainers; needs gettext)
	$(BIN)/python manage.py makemessages --locale $(LANGUAGES) --no-location --no-wrap --ignore .venv --ignore var --ignore tests

lock: ## Renew the hashed pins from pyproject.toml (maintainers; needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --upgrade pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --upgrade --group dev pyproject.toml -o requirements-dev.txt

clean: ## Remove what was built; the state folder stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache test-results
