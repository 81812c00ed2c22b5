#!/usr/bin/env python3
"""Trains kgnn, seernet and perfsage with gnn-fit and with PyTorch Geometric, on the same batches.

    python3 Benchmarks/small_networks.py --bin .build/release [--quick]

Data: drawn cells and networks with made-up figures, and for perfsage the TensorFlow Lite networks that
PERFMILL_PERFSAGE names a folder of; the speed does not depend on figures. Both sides see what `--save-data`
wrote, in the same order; batch assembly is counted on both. Peers are written as PyTorch Geometric
suggests, at the better of one and two threads, their `Data` objects ready in memory.
"""

import json, os, pathlib, subprocess, sys

from harness import Row, main, run

PEER = r"""
import json, sys, time
import torch
from safetensors.torch import load_file
from torch_geometric.data import Batch, Data
from torch_geometric.nn import GraphConv, SAGEConv, global_add_pool, global_mean_pool
from torch_geometric.utils import scatter, softmax

kind, path, epochs, threads, size = sys.argv[1:]
torch.set_num_threads(int(threads))
torch.manual_seed(1)
d = load_file(path)
nodes, offsets = d["node_offsets"].tolist(), d["neighbour_offsets"]
degrees = offsets[1:] - offsets[:-1]
graphs = []
for g in range(len(nodes) - 1):
    a, b = nodes[g], nodes[g + 1]
    listeners = torch.repeat_interleave(torch.arange(b - a), degrees[a:b])
    heard = d["neighbours"][offsets[a]:offsets[b]]
    graphs.append(Data(
        x=d["features"][a:b], categories=d["categories"][a:b], statics=d["statics"][g:g + 1],
        edge_index=torch.stack([heard, listeners]), edge_attr=d["links"][offsets[a]:offsets[b]],
        num_nodes=b - a))


def mlp(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(a, b), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


class KGNN(torch.nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.plain = torch.nn.Embedding(32, width - 8)
        self.weighted = torch.nn.Embedding(32, width - 18)
        self.kernel = torch.nn.Embedding(8, 4)
        self.sizes, self.bias = torch.nn.Linear(6, 8), torch.nn.Linear(2, 2)
        self.convolutions = torch.nn.ModuleList(GraphConv(width, width) for _ in range(6))
        self.post = torch.nn.Sequential(
            torch.nn.Linear(width, width), torch.nn.Linear(width, width), torch.nn.ReLU(),
            torch.nn.Linear(width, width), torch.nn.Linear(width, width), torch.nn.Linear(width, 1))

    def forward(self, b):
        c = b.categories
        is_weighted = c[:, 1] == 1
        sizes = self.sizes(b.x)
        h = torch.empty(len(c), 32)
        h[~is_weighted] = torch.cat([self.plain(c[~is_weighted, 0]), sizes[~is_weighted]], 1)
        w = c[is_weighted]
        bias = self.bias(torch.nn.functional.one_hot(w[:, 4], 2).float())
        h[is_weighted] = torch.cat([
            self.weighted(w[:, 0]), sizes[is_weighted], self.kernel(w[:, 2]), self.kernel(w[:, 3]),
            bias], 1)
        for convolution in self.convolutions:
            h = torch.tanh(convolution(h, b.edge_index))
        return self.post(global_mean_pool(h, b.batch))


class SeerNet(torch.nn.Module):
    def __init__(self, n=256):
        super().__init__()
        self.nodes, self.links, self.whole = (
            torch.nn.Linear(d[k].shape[1], n) for k in ("features", "links", "statics"))
        self.start, self.score = torch.nn.Linear(n, 1), torch.nn.Linear(n, 1)
        self.e, self.v, self.u = mlp(4 * n, n, n), mlp(3 * n, n, n), mlp(3 * n, n, n)
        self.z, self.synmm, self.head = mlp(n, n, n, n), torch.nn.Linear(2 * n, n), mlp(n, n, 1)

    def forward(self, b):
        def attend(score, x):
            return global_add_pool(softmax(score(x), b.batch, num_nodes=b.num_graphs) * x, b.batch)
        source, target = b.edge_index
        v, e, u = self.nodes(b.x), self.links(b.edge_attr), self.whole(b.statics)
        z = attend(self.start, v)
        e = self.e(torch.cat([e, v[source], v[target], u[b.batch[target]]], 1))
        arriving = scatter(e, target, dim_size=len(v), reduce="mean")
        v = self.v(torch.cat([arriving, v + z[b.batch], u[b.batch]], 1))
        z = self.z(attend(self.score, v) + z)
        both = torch.cat([scatter(v, b.batch, reduce="max"), global_mean_pool(v, b.batch)], 1)
        return self.head(u + self.u(torch.cat([self.synmm(both), z, u], 1)))


class PerfSAGE(torch.nn.Module):
    def __init__(self, n=128):
        super().__init__()
        self.embedding = torch.nn.Embedding(int(d["categories"].max()) + 1, 32)
        widths = [d["features"].shape[1] + 32, 2 * n]
        self.own = torch.nn.ModuleList(torch.nn.Linear(w, n, bias=False) for w in widths)
        self.heard = torch.nn.ModuleList(torch.nn.Linear(w, n, bias=False) for w in widths)
        self.last = torch.nn.Linear(2 * n, 1)

    def forward(self, b):
        x = torch.cat([b.x, self.embedding(b.categories[:, 0])], 1)
        source, target = b.edge_index
        for layer in range(2):
            mean = scatter(x[source], target, dim_size=len(x), reduce="mean")
            x = torch.cat([self.own[layer](x), self.heard[layer](mean)], 1)
            x = torch.relu(x) if layer == 0 else x
        return self.last(global_add_pool(torch.nn.functional.normalize(x), b.batch) / 200)


model = {"kgnn": KGNN, "seernet": SeerNet, "perfsage": PerfSAGE}[kind]()
adam = torch.optim.Adam(model.parameters(), lr=1e-4, fused=True)
rows, targets = d["row_network"].tolist(), d["row_target"]
for order in d["order"][:int(epochs)].tolist():
    start = time.perf_counter()
    for at in range(0, len(order), int(size)):
        picked = order[at:at + int(size)]
        batch = Batch.from_data_list([graphs[rows[row]] for row in picked])
        said, wanted = model(batch)[:, 0], targets[picked]
        loss = (said / wanted - 1).abs().mean() if kind == "perfsage" else ((said - wanted) ** 2).mean()
        adam.zero_grad()
        loss.backward()
        if kind == "kgnn":
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        if kind == "perfsage":
            torch.nn.utils.clip_grad_value_(model.parameters(), 5)
        adam.step()
    print(json.dumps({"graphs_per_second": len(order) / (time.perf_counter() - start)}))
"""


def figured(source, target, limit=None):
    """Graph records with a made-up figure each."""
    count = 0
    with open(source) as lines, open(target, "w") as out:
        for line in lines:
            record = json.loads(line)
            if record.get("kind") != "graph" or count == limit:
                continue
            count += 1
            out.write(line)
            out.write(json.dumps({
                "kind": "measurement", "graph": record["id"], "platform": "made-up",
                "metric": "latency", "value": 1e-4 * (1 + len(record["nodes"]) + count % 7),
                "unit": "s", "state": "measured"}) + "\n")
    return target


def networks(options, space, count):
    """Drawn networks of a search space with made-up figures."""
    raw, path = options.work / f"{space}.raw.jsonl", options.work / f"{space}.figures.jsonl"
    if not path.exists():
        run([options.bin / "cg-sample", space, "-n", count, "--view", "network", "-o", raw])
        figured(raw, path)
    return path


def tflite(options):
    """PerfSAGE's networks of a folder, or none."""
    folder = os.environ.get("PERFMILL_PERFSAGE")
    if not folder:
        return None
    raw, path = options.work / "tflite.raw.jsonl", options.work / "tflite.figures.jsonl"
    files = sorted(pathlib.Path(folder).rglob("*.tflite"))
    if not path.exists():
        run([options.bin / "cg-build", *files, "-o", raw])
        figured(raw, path)
    return path


def benchmark(options):
    """gnn-fit beside PyTorch Geometric on three networks of small width."""
    jobs = [("kgnn", networks(options, "nasbench201", 256), 32),
            ("seernet", networks(options, "perfseer", 256), 128),
            ("perfsage", tflite(options), 64)]
    epochs = 2 if options.quick else 4
    for name, path, size in jobs:
        if path is None:
            print(f"{name}: PERFMILL_PERFSAGE names no folder of networks", file=sys.stderr)
            continue
        data, report = options.work / f"{name}.safetensors", options.work / f"{name}.report"
        run([options.bin / "gnn-fit", path, "--preset", name, "--validation", 0, "--epochs", epochs,
             "--batch-size", size, "--report", report, "--save-data", data,
             "-o", options.work / f"{name}-model.safetensors"])
        ours = max(json.loads(line)["graphs_per_second"] for line in open(report))
        others = []
        for threads in range(1, os.cpu_count() + 1):
            done = subprocess.run(
                [sys.executable, "-c", PEER, name, data, str(epochs), str(threads), str(size)],
                capture_output=True, text=True, check=True)
            others += [json.loads(line)["graphs_per_second"] for line in done.stdout.splitlines()]
        yield Row(f"gnn-fit, {name}, batch {size}", ours, max(others), target=4, unit="graphs/s",
                  higher=True)


if __name__ == "__main__":
    main(benchmark)
