# What all experiments share: where tools and data are, and how a page is put together.
#
# An experiment sets NAME and TITLE, includes this file, and says
#   SOURCE   what it runs on, in words, by DATA, SAMPLES or neither
#   PARTS    the files of its page in their order: Markdown (.md), tables as text (.txt), drawings (.svg)
#   PLOTS    folders of drawings that gnn-eval has made for PARTS; they end the page

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
.DELETE_ON_ERROR:
# Records and checkpoints stay.
.SECONDARY:
.DEFAULT_GOAL := report

TOP := $(realpath $(dir $(lastword $(MAKEFILE_LIST)))/..)
BIN ?= $(TOP)/.build/release
export PATH := $(BIN):$(TOP)/Experiments/common:$(PATH)

# Data beside the checkout, as development has it; a clone does without.
SAMPLES ?= $(firstword $(wildcard $(PERFMILL_SHARED)/data $(TOP)/../shared/data))
FIXTURE := $(TOP)/fixtures/nnlqp-mini.tar.gz

OUT ?= out
SEED ?= 1
# More arguments for every gnn-fit.
FIT ?=

# The tools are built if they are not there.
TOOLS := $(BIN)/report-bind
$(TOOLS):
	$(MAKE) -C $(TOP) build

$(OUT):
	@mkdir -p $@

# What every gnn-eval writes for the page: figures as CSV, and drawings into a folder beside its output.
JUDGE = --resamples 0 --csv --plot $(basename $@).plots

.PHONY: report clean
report: $(OUT)/report.html
	@echo "$(abspath $<)"

$(OUT)/report.html: $(OUT)/report.md
	report-bind $< -o $@

$(OUT)/report.md: $(addprefix $(OUT)/,$(PARTS)) README.md
	@{ cat README.md; printf '\n## This run\n\nRan on %s.\n' '$(SOURCE)'; \
	for part in $(PARTS); do case $$part in \
	*.svg) printf '\n![%s](%s)\n' "$$part" "$$part";; \
	*.txt) printf '\n**%s**\n\n```\n' "$${part%.txt}"; cat $(OUT)/$$part; printf '```\n';; \
	table.md) printf '\n'; cat $(OUT)/$$part;; \
	*) printf '\n**%s**\n\n' "$${part%.md}"; cat $(OUT)/$$part;; esac; done; \
	for folder in $(PLOTS); do [ "$$folder" = table ] || printf '\n### %s\n' "$$folder"; \
	(cd $(OUT); for plot in $$folder.plots/*.svg; do printf '\n![%s](%s)\n' "$$plot" "$$plot"; done); done; } > $@

clean:
	rm -rf $(OUT)
