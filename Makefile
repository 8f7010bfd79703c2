# The two commands are `make run` and `make test`; `make help` lists the others.
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

# Where the product listens and keeps its data; DATABASE_URL and DEMO pass through when set.
export ADDR ?= 127.0.0.1:3000
export DATA ?= ./data

# Folders are listed too: their time tells of a deleted file.
SOURCES := $(shell find Cargo.toml Cargo.lock rust-toolchain.toml app server frontend migrations .ci/build .ci/style .ci/join .ci/compress)

.PHONY: run build test check bench end2end screens help
.DEFAULT_GOAL := help

run: target/built ## Build what is missing and serve on ADDR with data in DATA (DEMO=1: sandbox and demo company)
	@exec target/release/server serve

build: target/built ## Build the release that `make run` serves

target/built: $(SOURCES)
	@.ci/tools build
	@.ci/build

test: ## Everything: format, lints, arrows, tests on SQLite and PostgreSQL, release, sizes, Chromium
	@.ci/test

check: ## The inner loop, about two minutes: format, lints, unit tests
	@.ci/tools check
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo nextest run --workspace --lib --bins

bench: target/built ## Measure; writes target/bench/report.json (BENCH_RUNS=1 BENCH_SIZE=10000 shorten it; ARGS="smtp" or "cold-build")
	@.ci/tools test
	@$(if $(ARGS),,.ci/end2end --config measure.config.ts)
	@POSTGRES_DURABLE=1 .ci/postgres cargo run --release -p bench -- $(ARGS)

end2end: target/built ## Only the browser tests: make end2end ARGS="signin --project nojs"
	@.ci/tools test
	@.ci/end2end $(ARGS)

screens: target/built ## Pictures of pages into target/screens: make screens PAGES="/ /signin"
	@.ci/tools test
	@SCREENS="$(or $(PAGES),/ /signin)" .ci/end2end --config screens.config.ts

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
