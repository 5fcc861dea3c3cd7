# `make` alone lists the targets; what they do is in the commands that they call.
.DEFAULT_GOAL := help
.PHONY: help setup prometheus demo test check lint types contracts up down status check-seeds eval schemas golden smoke test-compose bench-aggregator bench-scale chaos bench-extractor fuzz laws
BIN := .venv/bin
ARTICLES ?=
JSON ?=
CORPUS ?= tests/eval/gold/dev

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## bring all that the other targets need into this folder
	@infra/bootstrap

prometheus: # where the machine has none, for the checks of rules and dashboards
	@infra/bring-prometheus

demo: setup ## articles in, totals with their sentences out; ARTICLES=folder JSON=file for your own
	@$(BIN)/tinhso-local demo $(if $(ARTICLES),--articles "$(ARTICLES)") $(if $(JSON),--json "$(JSON)")

test: lint types contracts ## everything, on a real Kafka and Postgres
	@$(BIN)/pytest

check: lint types contracts ## lint, types, contracts, quick tests: seconds
	@$(BIN)/pytest -q tests/unit tests/contract

lint: setup prometheus ## ruff: rules and format; the files that deploy the whole
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && infra/lint

types: setup ## mypy --strict
	@$(BIN)/mypy

contracts: setup ## who may import whom
	@$(BIN)/lint-imports

up: setup ## start a Kafka and a Postgres that stay
	@$(BIN)/tinhso-local up

down: setup ## stop them
	@$(BIN)/tinhso-local down

status: setup ## what runs, and where
	@$(BIN)/tinhso-local status

check-seeds: setup ## totals of labelled articles against what was expected; SEEDS=folder
	@$(BIN)/tinhso-local check-seeds $(if $(SEEDS),"$(SEEDS)")

eval: setup ## precision and recall of the reader on labelled articles; CORPUS=folders
	@PYTHONPATH=tests $(BIN)/python -m support.report $(CORPUS)

schemas: setup ## write schemas/ from the models
	@$(BIN)/python -m tinhso_shared.schemas schemas

golden: setup ## take the reader's present output as golden, and show the difference
	@$(BIN)/pytest -q tests/golden --update-golden; git --no-pager diff tests/golden

smoke: ## whether the containers that run here do their work: their totals
	@infra/smoke

test-compose: setup ## the containers on a Docker engine: up, totals, restarts, scaling, backup, down
	@$(BIN)/pytest -q tests/compose

bench-aggregator: setup ## claims a second, beside the limit of one COPY and a plain Faust agent
	@$(BIN)/pytest -q -s tests/bench/bench_aggregator.py

bench-scale: setup ## an event, the memory and the readers with five million claims stored
	@$(BIN)/pytest -q -s tests/bench/bench_scale.py

laws: setup ## the laws of the totals, 10 000 examples each; EXAMPLES=
	@TINHSO_LAW_EXAMPLES=$(or $(EXAMPLES),10000) $(BIN)/pytest -q tests/property

chaos: setup ## two aggregators while everything goes wrong; SEEDS=20, SECONDS=60, or SEED= to repeat one
	@PYTHONPATH=tests $(BIN)/python -m support.chaos $(if $(SEEDS),--seeds $(SEEDS)) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))

bench-extractor: ## pages and reading beside trafilatura, resiliparse and underthesea, on one core
	@infra/bootstrap bench
	@PYTHONPATH=tests $(BIN)/python tests/bench/bench_extractor.py

fuzz: ## bytes that nobody would write, to the extractor, for MINUTES=10; what breaks it is in .fuzz
	@infra/bootstrap bench
	@PYTHONPATH=tests $(BIN)/python tests/fuzz/fuzz_extractor.py -max_total_time=$$(( 60 * $(or $(MINUTES),10) )) -timeout=60 -rss_limit_mb=4096 -print_final_stats=1
