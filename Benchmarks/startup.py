#!/usr/bin/env python3
"""How long each tool takes to start, beside `python -c "import onnx"`."""

import pathlib, statistics, sys

from harness import Row, main, run

# A tool is named like its folder, and libraries have no hyphen in their names.
SOURCES = pathlib.Path(__file__).parent.parent / "Sources"
TOOLS = sorted(folder.name for folder in SOURCES.glob("*-*") if folder.is_dir())


def times(command, count):
    run(command)  # the first run reads the files from disk
    return sorted(run(command).seconds for _ in range(count))


def benchmark(options):
    """Start-up of every tool against Python's import of onnx."""
    count = 5 if options.quick else 25
    python = times([sys.executable, "-c", "import onnx"], 3)
    for tool in TOOLS:
        ours = times([options.bin / tool, "--version"], count)
        yield Row(
            f"{tool} --version", ours[0], python[0], at_most=0.015,
            note=f"median {statistics.median(ours) * 1000:.1f} ms")


main(benchmark)
