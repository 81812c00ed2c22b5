#!/usr/bin/env python3
"""Compares 41 devices over 15,625 networks with dataset-lint and with pandas and scipy.

    python3 Benchmarks/dataset_lint.py --bin .build/release [--quick]

The records are made on the spot: a latency law of the network's six operations, with weights and
noise of each device; two devices are one measured twice. dataset-lint runs all its checks. The peer
reads the same JSON Lines into a table of networks by devices, and looks for equal devices the way one
would: Spearman's correlation of all pairs (pandas), and for those above 0.99 the ratios' quantiles;
it also counts distinct values, zeros, missing rows and outliers of each device. The matrix of
Kendall's correlation is a job of its own.
"""

import json, os, random, sys

from harness import Row, best_of, main, run

PEER = """
import json, sys
import numpy as np, pandas as pd
rows = []
with open(sys.argv[1]) as source:
    for line in source:
        record = json.loads(line)
        rows.append((record["architecture"]["encoding"], record["platform"], record["value"]))
table = pd.DataFrame(rows, columns=["network", "device", "value"]).pivot_table(
    index="network", columns="device", values="value")
if sys.argv[2] == "kendall":
    print(table.corr("kendall").round(4).to_string())
    sys.exit()
ranks = table.corr("spearman")
for i, left in enumerate(table.columns):
    for right in table.columns[i + 1:]:
        if ranks.loc[left, right] > 0.99:
            ratios = (table[left] / table[right]).quantile([0.05, 0.5, 0.95])
            print(left, right, ranks.loc[left, right], ratios.tolist())
for device in table.columns:
    values = np.log10(table[device])
    spread = (values - values.median()).abs()
    print(device, table[device].nunique(), (table[device] == 0).sum(), table[device].isna().sum(),
          (spread > 6 * spread.median()).sum())
"""


def write(path, devices, networks):
    chance = random.Random(6)
    codes = [[chance.randrange(5) for _ in range(6)] for _ in range(networks)]
    with open(path, "w") as file:
        for device in range(devices):
            weights = [[chance.uniform(0.1, 1) * op for op in range(5)] for _ in range(6)]
            if device == devices - 1:
                weights = first
            first = weights if device == 0 else first
            for number, code in enumerate(codes):
                value = 0.001 * (0.3 + sum(w[op] for w, op in zip(weights, code)))
                file.write(json.dumps({
                    "kind": "measurement",
                    "architecture": {"space": "nasbench201", "encoding": f"{number}"},
                    "platform": f"device-{device:02d}", "metric": "latency",
                    "value": value * chance.gauss(1, 0.01), "unit": "s", "batch": 1,
                    "state": "measured", "dataset": "farm"}) + "\n")


def benchmark(options):
    """dataset-lint beside pandas and scipy."""
    path = f"{options.work}/devices.jsonl"
    networks = 3000 if options.quick else 15_625
    write(path, 41, networks)
    rounds = 1 if options.quick else 2
    peer, tool = [sys.executable, "-c", PEER, path], options.bin / "dataset-lint"
    theirs = best_of(rounds, lambda: run([*peer, "lint"]))
    ours = best_of(rounds, lambda: run([tool, path]))
    yield Row(f"dataset-lint, 41 devices x {networks:,}", ours.seconds, theirs.seconds, target=10,
              note=f"{ours.megabytes:.0f} MB resident")
    theirs = best_of(1, lambda: run([*peer, "kendall"]))
    ours = best_of(1, lambda: run([tool, "--matrix", "kendall", path]))
    yield Row(f"the same, Kendall's matrix", ours.seconds, theirs.seconds,
              note=f"{ours.megabytes:.0f} MB resident")
    os.remove(path)


main(benchmark)
