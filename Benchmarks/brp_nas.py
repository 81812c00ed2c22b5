#!/usr/bin/env python3
"""Trains BRP-NAS's graph network with gnn-fit and with PyTorch, on the same 900 cells.

    python3 Benchmarks/brp_nas.py --bin .build/release [--quick]

Data: the latencies of 15,284 cells of NAS-Bench-201 on a desktop's processor that Eagle's authors published,
if PERFMILL_EAGLE names the file; else as many cells with made-up latencies: the speed does not depend on them. One
epoch is 900 steps of one cell each, as published, validation included on both sides where it says so.
PyTorch runs the same layers at the better of one and two threads: in double precision with its default
AdamW, as the original does, and in single precision with the fused one. Predictions are whole processes of
ours that begin with records; of PyTorch's, which apply the same checkpoint in batches of 1,024, one row
counts from tensors that are ready in memory, the other from the same records on, both without imports.
"""

import json, os, pathlib, statistics, subprocess, sys

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
import json, sys, time
import numpy
import torch
from safetensors.torch import load_file

threads, records, checkpoint = int(sys.argv[1]), *sys.argv[2:]
torch.set_num_threads(threads)
SLOTS = {"cell." + name: slot for slot, name in enumerate(
    ["nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3", "input", "output"])}
ENDS = [{"op": "cell.input"}, {"op": "cell.output"}]


def read(lines):
    # Adjacency with a global node before all, and one-hots.
    graphs = [json.loads(line) for line in lines]
    adjacency = numpy.zeros((len(graphs), 9, 9), numpy.float32)
    adjacency[:] = numpy.eye(9)
    adjacency[:, 0] = 1
    features = numpy.zeros((len(graphs), 9, 6), numpy.float32)
    features[:, 0, 5] = 1
    for a, x, graph in zip(adjacency, features, graphs):
        for place, node in enumerate(graph["nodes"] or ENDS):
            x[place + 1, SLOTS[node["op"]]] = 1
        for source, target in graph["edges"]:
            a[source + 1, target + 1] = 1
    return torch.from_numpy(adjacency), torch.from_numpy(features)


saved = load_file(checkpoint)
layers = [(saved[f"gc.{i}.weight"].t().contiguous(), saved[f"gc.{i}.bias"],
           saved[f"bn.{i}.weight"], saved[f"bn.{i}.bias"]) for i in range(4)]
start = time.perf_counter()
with open(records) as lines:
    adjacency, features = read(lines)
ready, best = time.perf_counter(), float("inf")
with torch.inference_mode():
    for _ in range(2):
        begin, said = time.perf_counter(), []
        for first in range(0, len(features), 1024):
            a, h = adjacency[first:first + 1024], features[first:first + 1024]
            for weight, bias, gain, shift in layers:
                h = torch.bmm(a, h @ weight) + bias
                h = torch.relu(torch.nn.functional.layer_norm(h, (600,), gain, shift))
            said.append(torch.nn.functional.linear(h[:, 0], saved["fc.weight"], saved["fc.bias"])[:, 0])
        best = min(best, time.perf_counter() - begin)
print(json.dumps({"reading": ready - start, "seconds": best, "said": torch.cat(said).tolist()}))
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

    cells, said = options.work / "all-cells.jsonl", options.work / "cells-said.jsonl"
    model = options.work / "brp-model.safetensors"
    run([options.bin / "cg-sample", "nasbench201", "--all", "--view", "cell", "-o", cells])
    seconds = min(
        run([options.bin / "gnn-predict", model, cells, "-o", said]).seconds
        for _ in range(1 if options.quick else 3))
    others = [
        json.loads(subprocess.run([sys.executable, "-c", PREDICTION, str(threads), cells, model],
                                  capture_output=True, text=True, check=True).stdout)
        for threads in range(1, os.cpu_count() + 1)]
    best = min(others, key=lambda other: other["seconds"])
    with open(said) as lines:
        likeness = statistics.correlation([json.loads(line)["value"] for line in lines], best["said"])
    yield Row("brp-nas, prediction of all 15,625 cells from their records", seconds, best["seconds"],
              target=15, note="PyTorch: batches of 1,024, ready in memory")
    yield Row("brp-nas, the same, PyTorch from the records too", seconds,
              min(other["reading"] + other["seconds"] for other in others), target=15,
              note=f"Python reads them for {best['reading']:.2g} s; figures and outputs correlate to "
              f"{likeness:.6f}")


if __name__ == "__main__":
    main(benchmark)
