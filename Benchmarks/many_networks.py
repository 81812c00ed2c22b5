#!/usr/bin/env python3
"""Predicts 2,000 networks from their records, and holds 20,000, beside PyTorch Geometric.

    python3 Benchmarks/many_networks.py --bin .build/release [--quick]

Data: the networks of fixtures/nnlqp-mini.tar.gz over and over, each time with other sizes in every node, so
that no two are alike. For prediction both sides read the same records, extract NNLQP's 48 features and
apply one checkpoint; ours is a whole process, the peer's time begins after its imports, and it takes the
better of one and two threads. For memory ours is the peak of a whole gnn-fit that has read records and
prepared to train; the peer's is what it holds at the end, each graph a `Data` of its own or all collated,
whichever is less.
"""

import json, multiprocessing, os, subprocess, sys

from gnn_fit import NETWORK, fit, platform, records
from harness import Row, best_of, main, run

PREDICTION = NETWORK + r"""
import json, sys, time
from safetensors.torch import load_file
from torch_geometric.data import Batch, Data

records, checkpoint, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
OPERATORS = {op: place for place, op in enumerate(
    ["Conv", "Relu", "Add", "Sigmoid", "Reshape", "MaxPool", "Split", "GlobalAveragePool", "Gemm",
     "Transpose", "Upsample", "BatchNormalization", "Mul", "Concat", "Flatten", "AveragePool", "Cast",
     "MatMul", "ReduceMean", "Pow", "Slice", "Div", "Sub", "Sqrt", "Clip", "Softmax", "Tanh",
     "ConvTranspose"])}
KERNEL = [("kernel_shape", 1, 2.53, 56), ("strides", 1, 1.16, 56), ("pads", 1, 0.75, 6)]
CONVOLUTION = KERNEL + [("dilations", 1, 1, 1), ("group", 1, 15.08, 6144), ("bias", 1, 0.77, 1)]
ATTRIBUTES = {"Conv": CONVOLUTION, "MaxPool": KERNEL, "AveragePool": KERNEL, "Gemm": [("bias", 1, 0.77, 1)],
              "Transpose": [("perm", 8, 1.78, 4)],
              "ConvTranspose": CONVOLUTION + [("output_padding", 1, 0, 1e-5)]}
SHAPE = [(12.25, 1024), (286.96, 2496), (32.62, 256), (31.80, 256)]
ENDS = {"Conv": 2, "ConvTranspose": 2, "Gemm": 2, "Reshape": 2, "BatchNormalization": 5,
        "InstanceNormalization": 3}
NO_NODES = {"Constant", "RandomNormal", "RandomUniform", "SequenceEmpty"}


def row(value, node=None):
    features = 44 * [0.0]
    if node is not None and node["op"] in OPERATORS:
        features[OPERATORS[node["op"]]] = 1.0
        at = 32
        for name, count, centre, scale in ATTRIBUTES.get(node["op"], ()):
            if name == "bias":
                values = [float(len(node["inputs"]) + len(node.get("weights", ())) >= 3)]
            else:
                values = node["attributes"].get(name, ())
                values = values if isinstance(values, (list, tuple)) else [values]
            for index in range(count):
                features[at] = ((values[index] if index < len(values) else 0) - centre) / scale
                at += 1
    shape = value.get("shape") or ()
    for axis, (centre, scale) in enumerate(SHAPE):
        features[40 + axis] = ((shape[axis] or 0 if axis < len(shape) else 0) - centre) / scale
    return features


def encode(graph):
    numbers, rows, edges = {}, [], []
    flops = parameters = memory = 0
    for index, node in enumerate(graph["nodes"]):
        flops += node.get("flops") or 0
        own = node.get("parameters") or 0
        parameters += own
        memory += own
        for output in node["outputs"]:
            count = 1
            for size in output["shape"]:
                count *= size
            memory += count
        if node["op"] in NO_NODES:
            continue
        taken = {weight[0] for weight in node.get("weights", ())}
        ends, position, sources = ENDS.get(node["op"], 0), 0, []
        for operand in node["inputs"]:
            while position in taken:
                position += 1
            key = tuple(operand) if isinstance(operand, list) else (operand, 0)
            if not ends or position < (ends if key[0] >= 0 else 1):
                if key[0] < 0 and key not in numbers:
                    numbers[key] = len(rows)
                    rows.append(row(graph["inputs"][-1 - key[0]]))
                if key in numbers:
                    sources.append(numbers[key])
            position += 1
        if not sources:
            continue
        for output, value in enumerate(node["outputs"]):
            numbers[index, output] = len(rows)
            edges += [(source, len(rows)) for source in sources]
            rows.append(row(value, node))
    both = sorted(set(edges + [(b, a) for a, b in edges]))
    return Data(
        x=torch.tensor(rows), edge_index=torch.tensor(both).t(),
        sf=torch.tensor([[graph["batch"] or 1, flops / 1e9, parameters / 1e9, memory / 1e9]]))


model = Predictor(512, 0.05).eval()
model.load_state_dict(load_file(checkpoint), strict=False)
start = time.perf_counter()
with open(records) as lines, torch.inference_mode():
    graphs = [encode(json.loads(line)) for line in lines]
    encoded = time.perf_counter()
    said = [model(Batch.from_data_list(graphs[first:first + 1024]))[:, 0]
            for first in range(0, len(graphs), 1024)]
end = time.perf_counter()
print(json.dumps({"seconds": end - start, "encoding": encoded - start, "said": torch.cat(said).tolist()}))
"""

MEMORY = r"""
import gc, json, sys
import torch
from safetensors import safe_open
from torch_geometric.data import Data, InMemoryDataset

path, is_collated = sys.argv[1], sys.argv[2] == "1"
graphs = []
with safe_open(path, "pt") as file:
    nodes, offsets = (file.get_tensor(k).tolist() for k in ("node_offsets", "neighbour_offsets"))
    features, near, statics = (file.get_slice(k) for k in ("features", "neighbours", "statics"))
    for g in range(len(nodes) - 1):
        a, b = nodes[g], nodes[g + 1]
        source = [n - a for n in range(a, b) for _ in range(offsets[n], offsets[n + 1])]
        graphs.append(Data(
            x=features[a:b].clone(), sf=statics[g:g + 1].clone(),
            edge_index=torch.stack([near[offsets[a]:offsets[b]].long(), torch.tensor(source)])))
del file, nodes, offsets, features, near, statics
if is_collated:
    held = InMemoryDataset.collate(graphs)
    del graphs
gc.collect()
with open("/proc/self/smaps_rollup") as lines:
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Rss:"))
print(json.dumps({"megabytes": kilobytes / 1024}))
"""


def copies(target, source, count, figure=None, nodes=None):
    """So many graph records, after each a made-up figure of a platform if one is named; each time that the
    networks of `source` come up again, their nodes have other sizes."""
    with open(source) as lines:
        graphs = [json.loads(line) for line in lines if '"kind":"graph"' in line]
    if nodes:
        graphs = sorted(graphs, key=lambda graph: abs(len(graph["nodes"]) - nodes))[:60]
    with open(target, "w") as out:
        for number in range(count):
            graph = graphs[number % len(graphs)]
            for value in graph["inputs"] + [v for node in graph["nodes"] for v in node["outputs"]]:
                if len(value["shape"]) > 1:
                    value["shape"][1] += 1
            graph["id"] = f"g1-{number:032x}"
            out.write(json.dumps(graph, separators=(",", ":")) + "\n")
            if figure:
                out.write(json.dumps({
                    "kind": "measurement", "graph": graph["id"], "platform": figure,
                    "metric": "latency", "value": 1e-3 * (1 + number % 7), "unit": "s",
                    "phase": "inference", "state": "measured"}, separators=(",", ":")) + "\n")


def made(target, *arguments, **options):
    """A file of `copies`, made by a process of its own: what Python holds counts, by Linux's rules, for the
    peak of every program that it starts."""
    if not target.exists():
        process = multiprocessing.Process(target=copies, args=(target, *arguments), kwargs=options)
        process.start()
        process.join()
    return target


def peer(program, *arguments):
    """What a program of the peer prints."""
    done = subprocess.run([sys.executable, "-c", program, *map(str, arguments)], capture_output=True,
                          text=True, check=True)
    return json.loads(done.stdout)


def benchmark(options):
    """gnn-predict and gnn-fit beside PyTorch Geometric on many networks."""
    source, count = records(options), 500 if options.quick else 2000
    fit(options, source, platform(source), 0, 0)
    checkpoint, said = options.work / "model.safetensors", options.work / "said.jsonl"
    path = made(options.work / f"networks-{count}.jsonl", source, count)
    ours = best_of(3, lambda: run([options.bin / "gnn-predict", checkpoint, path, "-o", said]))
    others = [peer(PREDICTION, path, checkpoint, threads) for threads in range(1, os.cpu_count() + 1)]
    best = min(others, key=lambda other: other["seconds"])
    with open(said) as lines:
        ratios = [json.loads(line)["value"] / theirs for line, theirs in zip(lines, best["said"])]
    yield Row(f"gnn-predict, {count} networks from their records", ours.seconds, best["seconds"],
              target=50, note=f"PyTorch Geometric encodes for {best['encoding']:.2g} s of them; figures"
              f" differ by {max(ratios) / min(ratios) - 1:.1e} at most")

    count = 2000 if options.quick else 20_000
    path = made(options.work / f"hundred-nodes-{count}.jsonl", source, count, "made-up", nodes=100)
    data = options.work / "hundred-nodes.safetensors"
    fit(options, path, "made-up", 0, 0, "--save-data", data)
    ours = run([options.bin / "gnn-fit", path, "--predictor", "nnlqp", "--epochs", "0", "--validation",
                "0", "-o", options.work / "model.safetensors"]).megabytes
    others = [peer(MEMORY, data, is_collated)["megabytes"] for is_collated in (0, 1)]
    yield Row(f"gnn-fit, {count} graphs of 100 nodes in memory", ours, min(others), target=2, unit="MB")


if __name__ == "__main__":
    main(benchmark)
