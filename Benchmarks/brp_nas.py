#!/usr/bin/env python3
"""Trains BRP-NAS's graph network with gnn-fit and with PyTorch, on the same 900 cells.

    python3 Benchmarks/brp_nas.py --bin .build/release [--quick]

Data: the latencies of 15,284 cells of NAS-Bench-201 on a desktop's processor that Eagle's authors published,
if PERFMILL_EAGLE names the file; else as many cells with made-up latencies: the speed does not depend on them. One
epoch is 900 steps of one cell each, as published, validation included on both sides where it says so.
PyTorch runs the same layers at the better of one and two threads: in double precision with its default
AdamW, as the original does, and in single precision with the fused one.
"""

import json, os, pathlib, subprocess, sys

from harness import Row, main, run

PEER = r"""
import json, sys, time
import torch
from safetensors.torch import load_file

path, epochs, threads, precision, fused = sys.argv[1:]
torch.set_num_threads(int(threads))
torch.set_default_dtype(getattr(torch, precision))
torch.manual_seed(1)
d = load_file(path)
nodes, offsets, near = (d[k].tolist() for k in ("node_offsets", "neighbour_offsets", "neighbours"))
graphs = []
for g in range(len(nodes) - 1):
    a, b = nodes[g], nodes[g + 1]
    adjacency = torch.eye(b - a)
    for n in range(a, b):
        for m in near[offsets[n]:offsets[n + 1]]:
            adjacency[n - a, m] = 1
    graphs.append((adjacency, d["features"][a:b].to(adjacency.dtype)))


class GCN(torch.nn.Module):
    def __init__(self, hidden=600, layers=4):
        super().__init__()
        sizes = [graphs[0][1].shape[1]] + layers * [hidden]
        self.weights = torch.nn.ParameterList(
            torch.empty(i, o).uniform_(-hidden ** -0.5, hidden ** -0.5)
            for i, o in zip(sizes, sizes[1:]))
        self.biases = torch.nn.ParameterList(
            torch.empty(o).uniform_(-hidden ** -0.5, hidden ** -0.5) for o in sizes[1:])
        self.norms = torch.nn.ModuleList(torch.nn.LayerNorm(hidden) for _ in range(layers))
        self.fc = torch.nn.Linear(hidden, 1)

    def forward(self, adjacency, h):
        for weight, bias, norm in zip(self.weights, self.biases, self.norms):
            h = torch.nn.functional.dropout(
                torch.relu(norm(adjacency @ (h @ weight) + bias)), 0.002, self.training)
        return self.fc(h[0])


model = GCN()
optimiser = torch.optim.AdamW(
    model.parameters(), lr=4e-4, weight_decay=5e-4, fused=True if fused == "1" else None)
network, target = d["row_network"].tolist(), d["row_target"].tolist()
for epoch in range(int(epochs)):
    start = time.perf_counter()
    for row in d["order"][0].tolist():
        optimiser.zero_grad()
        loss = (model(*graphs[network[row]]) - target[row]).abs().sum()
        loss.backward()
        optimiser.step()
    print(json.dumps({"seconds": time.perf_counter() - start}))
"""


PREDICTION = r"""
import sys, time
import torch

threads, hidden, batch, count = int(sys.argv[1]), 600, 1024, 15625
torch.set_num_threads(threads)
sizes = [6] + 4 * [hidden]
weights = [torch.randn(i, o) / i ** 0.5 for i, o in zip(sizes, sizes[1:])]
norms = [torch.nn.LayerNorm(hidden) for _ in weights]
fc = torch.nn.Linear(hidden, 1)
adjacency = (torch.rand(count, 9, 9) < 0.3).float()
features = torch.rand(count, 9, 6)
best = float("inf")
with torch.inference_mode():
    for _ in range(2):
        start = time.perf_counter()
        for first in range(0, count, batch):
            a, h = adjacency[first:first + batch], features[first:first + batch]
            for weight, norm in zip(weights, norms):
                h = torch.relu(norm(torch.bmm(a, h @ weight)))
            fc(h[:, 0])
        best = min(best, time.perf_counter() - start)
print(best)
"""


def records(options):
    """Cells with latencies: the published ones, or made up."""
    path = options.work / "cells.jsonl"
    if path.exists():
        return path
    eagle = os.environ.get("PERFMILL_EAGLE")
    raw = options.work / "eagle.jsonl"
    if eagle:
        run([options.bin / "pickle-read", "--as", "eagle", eagle, "-o", raw])
    else:
        codes = options.work / "codes.txt"
        run([options.bin / "cg-sample", "nasbench201", "--all", "--architectures", "-o", codes])
        with open(raw, "w") as out:
            for code in codes.read_text().split():
                value = 1e-3 * (1 + code.count("3x3") + 0.4 * code.count("1x1"))
                out.write(json.dumps({
                    "kind": "measurement", "platform": "made-up", "metric": "latency",
                    "architecture": {"space": "nasbench201", "encoding": code}, "value": value,
                    "unit": "s", "phase": "inference", "state": "measured"}) + "\n")
    run([options.bin / "cg-build", "--view", "cell", raw, "-o", path])
    return path


def benchmark(options):
    """gnn-fit beside PyTorch on 900 cells."""
    path, report = records(options), options.work / "brp.jsonl"
    epochs = 2 if options.quick else 4
    data = options.work / "brp.safetensors"
    run([options.bin / "gnn-fit", path, "--predictor", "brp-nas", "--split", "rows:900:1",
         "--validation", 0, "--epochs", epochs, "--report", report, "--save-data", data,
         "-o", options.work / "brp-model.safetensors"])
    ours = min(json.loads(line)["seconds"] for line in open(report))

    def peer(precision, fused):
        times = []
        for threads in range(1, os.cpu_count() + 1):
            done = subprocess.run(
                [sys.executable, "-c", PEER, data, "1" if options.quick else "2", str(threads),
                 precision, fused], capture_output=True, text=True, check=True)
            times += [json.loads(line)["seconds"] for line in done.stdout.splitlines()]
        return min(times)

    yield Row("brp-nas, an epoch of 900 cells; PyTorch as published", ours, peer("float64", "0"),
              target=12)
    yield Row("brp-nas, an epoch of 900 cells; PyTorch float32, fused", ours, peer("float32", "1"),
              target=4)

    cells = options.work / "all-cells.jsonl"
    run([options.bin / "cg-sample", "nasbench201", "--all", "--view", "cell", "-o", cells])
    seconds = min(
        run([options.bin / "gnn-predict", options.work / "brp-model.safetensors", cells]).seconds
        for _ in range(1 if options.quick else 3))
    others = [
        float(subprocess.run([sys.executable, "-c", PREDICTION, str(threads)],
                             capture_output=True, text=True, check=True).stdout)
        for threads in range(1, os.cpu_count() + 1)]
    yield Row("brp-nas, prediction of all 15,625 cells from their records", seconds, min(others),
              target=15, note="PyTorch: batches of 1,024, ready in memory")


if __name__ == "__main__":
    main(benchmark)
