#!/usr/bin/env python3
"""How long a tool takes to start, beside `python -c "import onnx"`."""

import os, statistics, sys

from harness import Row, main, run

TOOLS = ["gt-parse", "onnx-strip", "cg-build", "dataset-merge", "dataset-query", "gnn-fit", "gnn-eval"]


def times(command, count):
    run(command)  # the first run reads the files from disk
    return sorted(run(command).seconds for _ in range(count))


def benchmark(options):
    """Start-up of every tool against Python's import of onnx."""
    count = 5 if options.quick else 25
    python = times([sys.executable, "-c", "import onnx"], 3)
    for tool in TOOLS:
        if not os.access(options.bin / tool, os.X_OK):
            continue
        ours = times([options.bin / tool, "--version"], count)
        yield Row(
            f"{tool} --version", ours[0], python[0], at_most=0.015,
            note=f"median {statistics.median(ours) * 1000:.1f} ms")


main(benchmark)
