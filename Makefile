# Everything a person does with a checkout of Tocsin. `make` alone lists it.

.DEFAULT_GOAL := help
.PHONY: help install run test coverage lint bench bench-reports attack clean
SHELL := /bin/sh

VENV := .venv/bin
STAMP := .venv/.tocsin-installed
PYTEST_WORKERS ?= auto
PYTEST_ARGS ?=
PYTEST_ROOMS ?=
RESULTS ?=
BENCH_CASES ?= 100000
BENCH_ARGS ?=
ATTACKED ?= 1000
PURE_ROOMS := tests/cases/rules tests/reports/statistics
# A running transaction of another worker's database holds up what these wait for.
ALONE_ROOMS := tests/cases/audit/test_concurrency.py
ALONE = $(if $(PYTEST_ROOMS),$(foreach room,$(PYTEST_ROOMS),$(filter $(room) $(room)/%,$(ALONE_ROOMS))),$(ALONE_ROOMS))
TOGETHER = $(filter-out $(ALONE_ROOMS),$(PYTEST_ROOMS))
WHOLLY_COVERED := cases/rules/*,reports/statistics/*
JUNIT = $(if $(RESULTS),--junitxml=$(RESULTS)/$(1).xml)

help: ## List what can be made
	@printf 'Usage: make <target> [PORT=8000] [TOCSIN_HOME=directory]\n\n'
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | while IFS='|' read -r name text; do \
		printf '  %-13s %s\n' "$$name" "$$text"; done

install: $(STAMP) ## Install the pinned packages into .venv

$(STAMP): requirements.txt Makefile registry/bin/install.sh
	@sh registry/bin/install.sh

run: $(STAMP) ## Run Tocsin on this machine: database, documented cases, site on http://localhost:8000/
	@TOCSIN_LOCAL=1 exec $(VENV)/python manage.py up

test: $(STAMP) ## Run all tests, or those of PYTEST_ROOMS; rules and statistics first, with every branch of theirs
	@sh registry/bin/chromium.sh
	@test -n "$(PYTEST_ROOMS)" || $(VENV)/python -m pytest $(PURE_ROOMS) --cov --cov-report= --cov-fail-under=0 \
		$(call JUNIT,pure) $(PYTEST_ARGS)
	@# They are what figures rest on: no branch of theirs stays untested. Measuring the rest doubles its time.
	@test -n "$(PYTEST_ROOMS)" || $(VENV)/coverage report --include='$(WHOLLY_COVERED)' --fail-under=100
	@test -z "$(strip $(ALONE))" || $(VENV)/python -m pytest $(call JUNIT,alone) $(PYTEST_ARGS) $(ALONE)
	@test -n "$(PYTEST_ROOMS)" -a -z "$(TOGETHER)" || $(VENV)/python -m pytest -n $(PYTEST_WORKERS) \
		$(call JUNIT,rest) $(PYTEST_ARGS) $(ALONE_ROOMS:%=--ignore=%) $(or $(TOGETHER),$(PURE_ROOMS:%=--ignore=%))

coverage: $(STAMP) ## Run all tests with the coverage of lines and branches
	@sh registry/bin/chromium.sh
	@$(VENV)/python -m pytest -n $(PYTEST_WORKERS) --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

lint: $(STAMP) ## Check style, types, import contracts and that no migration is missing
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/lint-imports
	TOCSIN_LOCAL=1 SECRET_KEY=for-lint-only TOCSIN_MASTER_KEYS=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= $(VENV)/mypy
	DJANGO_SETTINGS_MODULE=registry.settings.test $(VENV)/python manage.py makemigrations --check --dry-run

bench: $(STAMP) ## Measure the pages, then the reports, of a throw-away registry with BENCH_CASES invented cases
	@$(VENV)/python -m tests.load.bench_pages $(BENCH_CASES) $(BENCH_ARGS)
	@$(VENV)/python -m tests.load.bench_reports $(BENCH_CASES)

bench-reports: $(STAMP) ## Measure the reports alone
	@$(VENV)/python -m tests.load.bench_reports $(BENCH_CASES) $(BENCH_ARGS)

attack: $(STAMP) ## Try to work out small numbers from ATTACKED published registries, 88 tables each
	@$(VENV)/python -m tests.reports.statistics.test_publication $(ATTACKED)

clean: ## Remove the virtual environment and caches; data in var/ stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov
	find registry cases reports tests -name __pycache__ -type d -prune -exec rm -rf {} +
