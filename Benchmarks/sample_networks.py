#!/usr/bin/env python3
"""Draws 100,000 networks of PerfSeer's generator with cg-sample, as whole graph records.

    python3 Benchmarks/sample_networks.py --bin .build/release [--quick]

No other program makes such records, so the rate is held against a figure: graphs a second of one
core's processor time. Memory must not grow with the number of networks: a tenth of them is drawn too.
"""

from harness import Row, best_of, main, run


def benchmark(options):
    """cg-sample on PerfSeer's generator."""
    count = 10_000 if options.quick else 100_000
    draw = [options.bin / "cg-sample", "perfseer", "--seed", "1", "--jobs", "1", "-o", "/dev/null"]
    tenth = run([*draw, "-n", str(count // 10)])
    whole = best_of(1 if options.quick else 2, lambda: run([*draw, "-n", str(count)]))
    yield Row(
        f"cg-sample perfseer -n {count}, graphs/s of one core", count / whole.processor,
        unit="graphs/s", higher=True, at_least=5000,
        note=f"{whole.megabytes:.0f} MB resident, {tenth.megabytes:.0f} MB for a tenth")


main(benchmark)
