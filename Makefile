# make help lists the targets.

SHELL := /bin/bash
PREFIX ?= /usr/local
# How many models of a family `make remeasure` takes; 0 for all.
COUNT ?= 0
BUILD := .build/release
# A crash is reported, and does not wait for somebody at the keyboard.
export SWIFT_BACKTRACE ?= interactive=no,color=no
TOOLS := $(sort $(notdir $(patsubst %/,%,$(dir $(shell grep -rl '^@main' --include='*.swift' Sources)))))

.PHONY: help setup build test demo bench man completions install lint fuzz soak ingest remeasure clean

help: ## List the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: ## Install the libraries that the build needs, or say how
	@Scripts/setup

build: setup ## Build the tools (release) into .build/release
	swift build -c release

test: setup ## Build everything and run all tests (release)
	swift build -c release --build-tests
	@set -o pipefail; mkdir -p .build; \
	swift test -c release --skip-build 2>&1 | tee .build/test.log; status=$$?; \
	echo; grep -E 'Test run with|^Test Suite .All tests. (passed|failed)|recorded an issue' \
	  .build/test.log | tail -n 40; exit $$status

demo: build ## Ingest the measured fixture, train a predictor, print its error
	@Scripts/demo

bench: build ## Run every tool beside the Python that it replaces
	python3 Benchmarks/run.py --bin $(BUILD)

man: build ## Write the manual pages to docs/man
	@Scripts/manual $(BUILD) docs/man $(TOOLS)

completions: build ## Write completions for bash, zsh and fish to .build/completions
	@Scripts/completions $(BUILD) .build/completions $(TOOLS)

install: build man completions ## Install tools, manual pages and completions under PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(addprefix $(BUILD)/,$(TOOLS)) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(addprefix docs/man/,$(addsuffix .1,$(TOOLS))) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 .build/completions/bash/* $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 644 .build/completions/zsh/* $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -m 644 .build/completions/fish/* $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

lint: ## Check what the compiler does not
	@Scripts/check

fuzz: setup ## Run every fuzzer for a minute
	Scripts/fuzz

soak: build ## Kill merges and measurements, fill disks and truncate inputs over and over
	Scripts/soak $(BUILD)

ingest: build ## Read a dataset into CATALOG as its card says (DATASET=eagle DATA=path)
	@Scripts/ingest "$(DATASET)" "$(DATA)" "$(or $(CATALOG),catalog.db)"

remeasure: build ## Measure the fixture anew (COUNT=n models a family) into .build/nnlqp-mini
	fixtures/make/nnlqp_mini.py --bin $(BUILD) --into .build/nnlqp-mini --count $(COUNT)

clean: ## Remove what was built
	rm -rf .build demo
