#!/usr/bin/env python3
"""Compares 41 devices over 15,625 networks with dataset-lint and with pandas and scipy.

    python3 Benchmarks/dataset_lint.py --bin .build/release [--quick]

The records are made on the spot: a latency law of the network's six operations, with weights and
noise of each device; two devices are one measured twice. The peer does what dataset-lint does with such
data, in the fastest way that we know of (json.loads is quicker here than pandas.read_json): it looks for
zeros, negative and constant figures, ties, missing networks, rows that repeat or conflict, pairs of
devices whose ratios hardly vary (500 networks at first, and all where these agree; Spearman's correlation
and units by the ratio), and outliers and slipped units against what five other devices say of a network.
Both find the same, but for figures at the edge of what is an outlier. The matrices of Spearman's and Kendall's correlations are jobs of their own.
"""

import json, os, random, sys

from harness import Row, best_of, main, run

PEER = """
import json, sys
import numpy as np, pandas as pd
from scipy.stats import rankdata
networks, devices, values = [], [], []
with open(sys.argv[1], "rb") as source:
    for line in source:
        record = json.loads(line)
        networks.append(record["architecture"]["encoding"])
        devices.append(record["platform"])
        values.append(record["value"])
rows = pd.DataFrame({"network": pd.Categorical(networks), "device": pd.Categorical(devices),
                     "value": values})
repeated = rows.duplicated(["network", "device"], keep=False)
if repeated.any():
    spread = rows[repeated].groupby(["network", "device"], observed=True)["value"].agg(["min", "max"])
    print("conflicts", (spread["max"] > 1.1 * spread["min"]).sum(), "repeats", len(spread))
    rows = rows.groupby(["network", "device"], observed=True, as_index=False)["value"].mean()
cells = np.full((len(rows.network.cat.categories), len(rows.device.cat.categories)), np.nan)
cells[rows.network.cat.codes, rows.device.cat.codes] = rows.value
names = list(rows.device.cat.categories)
if sys.argv[2] in ("spearman", "kendall"):
    table = pd.DataFrame(cells, columns=names)
    print(table.corr(sys.argv[2]).round(4).to_string())
    sys.exit()
for device, column in zip(names, cells.T):
    there = column[~np.isnan(column)]
    distinct = len(np.unique(there))
    print(device, (there < 0).sum(), (there == 0).sum(), distinct == 1, distinct * 5 <= len(there),
          len(column) - len(there))
sample = np.linspace(0, len(cells), min(500, len(cells)), endpoint=False).astype(int)

def likeness(left, right):
    fits = (left > 0) & (right > 0)
    low, middle, high = np.quantile(left[fits] / right[fits], [0.05, 0.5, 0.95])
    return low > 0.93 * middle and high < 1.07 * middle, middle

for i in range(len(names)):
    for j in range(i + 1, len(names)):
        if not likeness(cells[sample, i], cells[sample, j])[0]:
            continue
        tight, ratio = likeness(cells[:, i], cells[:, j])
        low, high = np.nanquantile(cells[:, i], [0.05, 0.95])
        if tight and high > 1.3 * low:
            both = ~np.isnan(cells[:, i]) & ~np.isnan(cells[:, j])
            rank = np.corrcoef(rankdata(cells[both, i]), rankdata(cells[both, j]))[0, 1]
            print("one device" if 0.95 < ratio < 1.05 else "another unit?", names[i], names[j], rank, ratio)
with np.errstate(all="ignore"):
    logs = np.where(cells > 0, np.log10(cells), np.nan)
for i, device in enumerate(names):
    others = [j for j in range(len(names)) if j != i][:5]
    step = max(1, len(cells) // 1000)
    levels = [np.nanmedian((logs[:, i] - logs[:, j])[::step]) for j in others]
    expected = np.nanmedian(logs[:, others] + levels, axis=1)
    residual = logs[:, i] - expected
    ordered = np.sort(residual[~np.isnan(residual)])
    gaps = np.diff(ordered)
    if gaps.max() > 1.2:
        print("a unit apart", device, gaps.argmax())
    centre = np.median(ordered)
    limit = max(6 * np.median(np.abs(ordered - centre)) / 0.6745, np.log10(1.5))
    far = np.flatnonzero(np.abs(residual - centre) > limit)
    if len(far):
        print("outliers", device, len(far), list(rows.network.cat.categories[far[:5]]))
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
    rounds = 1 if options.quick else 3
    peer, tool = [sys.executable, "-c", PEER, path], options.bin / "dataset-lint"
    theirs = best_of(rounds, lambda: run([*peer, "lint"]))
    ours = best_of(rounds, lambda: run([tool, path]))
    size = f"41 devices x {networks:,}"
    yield Row(f"dataset-lint, {size}", ours.seconds, theirs.seconds, target=10,
              note=f"{ours.megabytes:.0f} MB resident against {theirs.megabytes:.0f} MB")
    yield Row(f"dataset-lint, {size}, processor time", ours.processor, theirs.processor, target=10)
    for matrix in "spearman", "kendall":
        theirs = best_of(1, lambda: run([*peer, matrix]))
        ours = best_of(rounds, lambda: run([tool, "--matrix", matrix, path]))
        yield Row(f"dataset-lint --matrix {matrix}, processor time", ours.processor, theirs.processor,
                  note=f"{ours.seconds:.2f} s against {theirs.seconds:.2f} s")
    os.remove(path)


main(benchmark)
