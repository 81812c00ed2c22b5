#!/usr/bin/env python3
"""Trains NNLQP's predictor with gnn-fit and with PyTorch Geometric, on the same batches.

    python3 Benchmarks/gnn_fit.py --bin .build/release [--quick]

Data: one platform of fixtures/nnlqp-mini.tar.gz. Both begin with the same parameters and see the
same rows in the same order, 16 a step, hidden width 512. Speeds are graphs a second over whole
epochs, batch assembly included, with NNLQP's dropout; PyTorch runs at its best number of threads.
Losses are those of the fifth epoch without dropout, held against PyTorch's in float64: by then
float32's rounding alone has moved PyTorch's own by a percent or two. The share of OpenBLAS's rate
holds the matrix products of a whole training epoch, divided by its seconds, against sgemm alone on
the same shapes.
"""

import ctypes, ctypes.util, json, os, pathlib, subprocess, sys, time

from harness import Row, main, run

ROOT = pathlib.Path(__file__).resolve().parent.parent

# NNLQP's network as PyTorch Geometric has it, for programs of peers to begin with.
NETWORK = r"""
import torch
from torch_geometric.nn import SAGEConv, global_add_pool


class Predictor(torch.nn.Module):
    def __init__(self, hidden, dropout):
        super().__init__()
        self.graph_conv_1 = SAGEConv(44, hidden, normalize=True)
        self.graph_conv_2 = SAGEConv(hidden, hidden, normalize=True)
        self.fc_1 = torch.nn.Linear(hidden + 4, hidden)
        self.fc_2 = torch.nn.Linear(hidden, hidden)
        self.predictor = torch.nn.Linear(hidden, 1)
        self.drop = torch.nn.Dropout(dropout)

    def forward(self, batch):
        x = self.drop(torch.relu(self.graph_conv_1(batch.x, batch.edge_index)))
        x = self.drop(torch.relu(self.graph_conv_2(x, batch.edge_index)))
        x = torch.cat([global_add_pool(x, batch.batch), batch.sf], 1)
        x = self.drop(torch.relu(self.fc_1(x)))
        x = self.drop(torch.relu(self.fc_2(x)))
        return -torch.nn.functional.logsigmoid(self.predictor(x))
"""

PEER = NETWORK + r"""
import json, sys, time
from safetensors.torch import load_file
from torch_geometric.data import Batch, Data

data_path, init_path, epochs, threads, dropout, precision = sys.argv[1:]
torch.set_num_threads(int(threads))
torch.set_default_dtype(getattr(torch, precision))
torch.manual_seed(1)


def load(path):
    return {k: v.to(torch.get_default_dtype()) if v.is_floating_point() else v
            for k, v in load_file(path).items()}


d = load(data_path)
nodes, offsets = d["node_offsets"].tolist(), d["neighbour_offsets"]
degrees = offsets[1:] - offsets[:-1]
graphs = []
for g in range(len(nodes) - 1):
    a, b = nodes[g], nodes[g + 1]
    source = torch.repeat_interleave(torch.arange(b - a), degrees[a:b])
    target = d["neighbours"][offsets[a]:offsets[b]]
    graphs.append(Data(x=d["features"][a:b], edge_index=torch.stack([target, source]),
                       sf=d["statics"][g:g + 1]))


model = Predictor(512, float(dropout))
model.load_state_dict(load(init_path))
adam = torch.optim.Adam(model.parameters(), lr=1e-3)
rows, targets = d["row_network"].tolist(), d["row_target"]
for order in d["order"][:int(epochs)].tolist():
    start, total = time.perf_counter(), 0.0
    for at in range(0, len(order), 16):
        picked = order[at:at + 16]
        batch = Batch.from_data_list([graphs[rows[row]] for row in picked])
        loss = ((model(batch)[:, 0] / targets[picked] - 1) ** 2).mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
        total += loss.item() * len(picked)
    seconds = time.perf_counter() - start
    print(json.dumps({"loss": total / len(order), "graphs_per_second": len(order) / seconds}))
"""


def records(options):
    """The graph and measurement records of the fixture."""
    archive, path = ROOT / "fixtures/nnlqp-mini.tar.gz", options.work / "nnlqp-mini.jsonl"
    if not path.exists():
        labels = options.work / "nnlqp-mini-labels.jsonl"
        run([options.bin / "gt-parse", archive, "-o", labels])
        run([options.bin / "cg-build", "--models", archive, labels, "-o", path])
    return path


def platform(path):
    """The first platform's name."""
    with open(path) as lines:
        return min({json.loads(line)["platform"] for line in lines if '"platform"' in line})


def fit(options, path, name, epochs, dropout, *more):
    """Runs gnn-fit and returns its reports, one an epoch."""
    report = options.work / "report.jsonl"
    run([options.bin / "gnn-fit", path, "--predictor", "nnlqp", "--platform", name,
         "--validation", "0", "--epochs", epochs, "--dropout", dropout, "--report", report,
         "-o", options.work / "model.safetensors", *more])
    return [json.loads(line) for line in open(report)]


def peer(options, epochs, threads, dropout, precision="float32"):
    """Runs the same in PyTorch Geometric."""
    done = subprocess.run(
        [sys.executable, "-c", PEER, options.work / "data.safetensors",
         options.work / "init.safetensors", str(epochs), str(threads), str(dropout),
         precision],
        capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def sgemm_rate(nodes, threads):
    """OpenBLAS's GFLOP/s on the products of a training step over so many nodes."""
    blas = ctypes.CDLL(ctypes.util.find_library("openblas"))
    blas.openblas_set_num_threads(threads)
    plain, transposed, batch, hidden = 111, 112, 16, 512
    products = []
    for rows, inner, outer, copies, flows in [
        (nodes, 44, hidden, 2, False), (nodes, hidden, hidden, 2, True),
        (batch, hidden + 4, hidden, 1, True), (batch, hidden, hidden, 1, True),
    ]:
        products += copies * [(plain, transposed, rows, outer, inner)]
        products += copies * [(transposed, plain, outer, inner, rows)]
        products += copies * flows * [(plain, plain, rows, inner, outer)]
    buffers = [(ctypes.c_float * (nodes * hidden + hidden * hidden))() for _ in range(3)]
    best = float("inf")
    for _ in range(10):
        start = time.perf_counter()
        for left, right, m, n, k in products:
            blas.cblas_sgemm(
                101, left, right, m, n, k, ctypes.c_float(1), buffers[0],
                k if left == plain else m, buffers[1], n if right == plain else k,
                ctypes.c_float(0), buffers[2], n)
        best = min(best, time.perf_counter() - start)
    return sum(2 * m * n * k for _, _, m, n, k in products) / best / 1e9


def best(reports, key):
    return max(report[key] for report in reports)


def benchmark(options):
    """gnn-fit beside PyTorch Geometric on nnlqp-mini."""
    path = records(options)
    name = platform(path)
    fit(options, path, name, 0, 0, "--save-data", options.work / "data.safetensors")
    (options.work / "model.safetensors").rename(options.work / "init.safetensors")
    epochs = 5
    ours = fit(options, path, name, epochs, 0, "--init-from", options.work / "init.safetensors",
               "--save-data", options.work / "data.safetensors")
    exact, rounded = (peer(options, epochs, os.cpu_count(), 0, precision)[-1]["loss"]
                      for precision in ("float64", "float32"))
    difference = abs(ours[-1]["loss"] / exact - 1)
    yield Row("gnn-fit, loss of epoch 5 beside PyTorch's, difference", difference, at_most=0.02,
              unit="", note=f"{ours[-1]['loss']:.5f} and {exact:.5f}; PyTorch in float32 {rounded:.5f}")
    rounds = 1 if options.quick else 3
    mine, others, shared = [], [], []
    for _ in range(rounds):
        mine += fit(options, path, name, epochs, 0.05)
        shared += fit(options, path, name, epochs, 0.05, "--share-nodes")
        for threads in range(1, os.cpu_count() + 1):
            others += peer(options, 2 if options.quick else epochs, threads, 0.05)
    yield Row("gnn-fit, nnlqp, hidden 512, batch 16", best(mine, "graphs_per_second"),
              best(others, "graphs_per_second"), target=1.5, unit="graphs/s", higher=True)
    yield Row("gnn-fit, nnlqp, nodes that hear the same once", best(shared, "graphs_per_second"),
              best(others, "graphs_per_second"), target=2.5, unit="graphs/s", higher=True)
    with open(options.work / "data.safetensors", "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    networks = header["node_offsets"]["shape"][0] - 1
    nodes = 16 * header["features"]["shape"][0] // networks
    rate = sgemm_rate(nodes, os.cpu_count())
    yield Row("gnn-fit, products' rate, share of sgemm's own", best(mine, "product_gflops") / rate,
              at_least=0.7, unit="",
              note=f"{best(mine, 'product_gflops'):.0f} of {rate:.0f} GFLOP/s")


if __name__ == "__main__":
    main(benchmark)
