#!/usr/bin/env python3
"""Reduces 15,000 x 10 x 50 raw samples with stats-clean and with Eagle's rule in numpy.

    python3 Benchmarks/stats_clean.py --bin .build/release [--quick]

The records are made on the spot: 15,000 measurements of ten runs of fifty timings each, as
differences of clock readings are written. The peer reads the same JSON Lines and does what Eagle's
calc_stats.py does: numpy.percentile over every list, twice. It reads the first tenth only, since its
time is the same for each record, and is charged ten times as much. The figures are compared first.
"""

import json, os, random, sys

from harness import Row, best_of, main, run

PEER = """
import json, sys
import numpy as np

def middle(values):
    values = np.array(values)
    low, high = np.percentile(values, 25), np.percentile(values, 75)
    return np.mean(values[np.logical_and(low <= values, values <= high)])

with open(sys.argv[1]) as source, open(sys.argv[2], "w") as target:
    for line in source:
        record = json.loads(line)
        record["value"] = float(middle([middle(values) for values in record.pop("samples")]))
        target.write(json.dumps(record) + "\\n")
"""


def write(path, count):
    chance = random.Random(5)
    with open(path, "w") as file:
        for number in range(count):
            base = chance.uniform(0.001, 0.009)
            samples = [[base * (1 + abs(chance.gauss(0, 0.02))) for _ in range(50)] for _ in range(10)]
            file.write(json.dumps({
                "kind": "measurement",
                "architecture": {"space": "nasbench201", "encoding": f"({number})"},
                "platform": "desktop-cpu", "metric": "latency", "unit": "s", "batch": 1,
                "state": "measured", "dataset": "eagle", "samples": samples}) + "\n")


def check(tool, peer, path, folder):
    run([tool, path, "-o", f"{folder}/ours.jsonl"])
    run([*peer, path, f"{folder}/theirs.jsonl"])
    with open(f"{folder}/ours.jsonl") as ours, open(f"{folder}/theirs.jsonl") as theirs:
        for left, right in zip(ours, theirs, strict=True):
            left, right = json.loads(left)["value"], json.loads(right)["value"]
            assert abs(left / right - 1) < 1e-12, (left, right)
    for name in ("ours.jsonl", "theirs.jsonl"):
        os.remove(f"{folder}/{name}")


def benchmark(options):
    """stats-clean --rule eagle beside numpy."""
    folder, count = options.work, 3000 if options.quick else 15_000
    tool, peer = options.bin / "stats-clean", [sys.executable, "-c", PEER]
    path, tenth = f"{folder}/raw.jsonl", f"{folder}/tenth.jsonl"
    write(path, count)
    with open(path) as source, open(tenth, "w") as target:
        for _ in range(count // 10):
            target.write(source.readline())
    check(tool, peer, tenth, folder)
    rounds = 1 if options.quick else 3
    theirs = best_of(rounds, lambda: run([*peer, tenth, "/dev/null"]))
    nothing = best_of(rounds, lambda: run([sys.executable, "-c", "import json, numpy"]))
    ours = best_of(rounds, lambda: run([tool, path, "-o", "/dev/null"]))
    size = os.path.getsize(path) / 1e6
    peer_seconds = (theirs.seconds - nothing.seconds) * 10 + nothing.seconds
    yield Row(f"stats-clean, {count:,} x 10 x 50 samples", ours.seconds, peer_seconds, target=20,
              note=f"{size:.0f} MB, {size / ours.seconds:.0f} MB/s, {ours.megabytes:.0f} MB resident")
    single = best_of(rounds, lambda: run([tool, "--jobs", "1", path, "-o", "/dev/null"]))
    yield Row("the same on one core", single.seconds, peer_seconds, note=f"{single.megabytes:.0f} MB")
    os.remove(path)
    os.remove(tenth)


main(benchmark)
