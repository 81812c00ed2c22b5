#!/usr/bin/env python3
"""Reads archives of pickles with pickle-read and with Python's own, side by side.

    python3 Benchmarks/pickled_datasets.py --bin .build/release [--quick]

The files are made on the spot in the forms of the published ones: 2,000 networkx graphs as PerfSeer
pickles them in one tar.gz, and HW-NAS-Bench's 46,875 configurations in one tar. The peers read the
archive member by member with tarfile and pickle, and write what they get with json: the graphs as
networkx's node-link form, or as records with an identity. The factors are a core's: processor time
against processor time, ours with one job.
"""

import io, json, pickle, random, subprocess, sys, tarfile

from harness import Row, best_of, main, run

OPERATIONS = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]

GRAPH_PEER = """
import json, pickle, sys, tarfile
import networkx as nx
with tarfile.open(sys.argv[1]) as archive, open(sys.argv[2], "w") as target:
    for member in archive:
        graph = pickle.load(archive.extractfile(member))
        target.write(json.dumps(nx.node_link_data(graph, edges="edges")) + "\\n")
"""

RECORD_PEER = """
import hashlib, json, pickle, sys, tarfile
import networkx as nx
with tarfile.open(sys.argv[1]) as archive, open(sys.argv[2], "w") as target:
    for member in archive:
        graph = pickle.load(archive.extractfile(member))
        order = list(nx.lexicographical_topological_sort(graph))
        places = {node: place for place, node in enumerate(order)}
        nodes, totals = [], {"flops": 0, "parameters": 0, "bytes": 0}
        for node in order:
            feature = graph.nodes[node]["feature"]
            memory = feature["memory_info"]
            shape = [memory["batch_size"], memory["output_channels"]]
            if memory["output_h"]:
                shape += [memory["output_h"], memory["output_w"]]
            nodes.append({
                "op": feature["type"], "name": str(node),
                "attributes": {k: v for k, v in feature["args"].items() if v},
                "inputs": sorted(places[p] for p in graph.predecessors(node)) or [-1],
                "outputs": [{"shape": shape, "type": "float32"}], "flops": feature["flops"],
                "parameters": memory["weight_size"], "bytes": memory["bytes"], "seed": feature,
            })
            totals["flops"] += feature["flops"]
            totals["parameters"] += memory["weight_size"]
            totals["bytes"] += memory["bytes"]
        labels = {n: {"label": json.dumps([graph.nodes[n]["feature"]["type"],
                                           graph.nodes[n]["feature"]["args"]])} for n in graph}
        nx.set_node_attributes(graph, labels)
        identity = nx.weisfeiler_lehman_graph_hash(graph, node_attr="label")
        target.write(json.dumps({
            "kind": "graph", "id": "g1-" + identity, "name": member.name, "nodes": nodes,
            "edges": [[places[a], places[b]] for a, b in graph.edges], "totals": totals,
        }, separators=(",", ":")) + "\\n")
"""

CONFIGURATION_PEER = """
import json, pickle, sys, tarfile
with tarfile.open(sys.argv[1]) as archive, open(sys.argv[2], "w") as target:
    for member in archive:
        value = pickle.load(archive.extractfile(member))
        task, name = member.name.split("/")[-2:]
        target.write(json.dumps({
            "kind": "architecture", "space": "nasbench201", "encoding": value.pop("arch_str"),
            "name": name[:-4], "index": int(name[:-4].split("_")[1]), "task": task,
            "dataset": "hw-nas-bench", "seed": value,
            "source": {"format": "hw-nas-bench", "path": sys.argv[1] + "/" + member.name},
        }, separators=(",", ":")) + "\\n")
"""


def add(archive, name, value):
    data = pickle.dumps(value, protocol=4)
    member = tarfile.TarInfo(name)
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))
    return len(data)


def make_graphs(path, count):
    import perfseer_like

    chance = random.Random(1)
    nodes = size = 0
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        for number in range(count):
            batch = chance.choice([1, 2, 4, 8, 16, 32, 64, 128, 256])
            graph, families = perfseer_like.network(chance, batch)
            nodes += graph.number_of_nodes()
            size += add(archive, f"cg/cg/bs{batch}_s{families}_bnum{number}.pkl", graph)
    return nodes, size


def make_configurations(path, count):
    chance = random.Random(1)
    with tarfile.open(path, "w") as archive:
        for task, classes in [("cifar10", 10), ("cifar100", 100), ("ImageNet16-120", 120)]:
            for number in range(count):
                a, b, c, d, e, f = (chance.choice(OPERATIONS) for _ in range(6))
                code = f"|{a}~0|+|{b}~0|{c}~1|+|{d}~0|{e}~1|{f}~2|"
                value = {"name": "infer.tiny", "C": 16, "N": 5, "arch_str": code, "num_classes": classes}
                add(archive, f"hw-nas-bench/{task}/config_{number}.pkl", value)


def lines(path):
    """The records of a file, one at a time: a child's peak memory counts the benchmark's own, which
    it shares until it is replaced by the program that is measured."""
    with open(path) as file:
        for line in file:
            yield json.loads(line)


def benchmark(options):
    """pickle-read on archives of graphs and of configurations beside tarfile, pickle and json."""
    graphs, configurations = (200, 1_000) if options.quick else (2_000, 15_625)
    folder = options.work
    tool = [options.bin / "pickle-read", "--quiet"]
    peer = lambda text: [sys.executable, "-c", text]

    path = f"{folder}/perfseer.tar.gz"
    nodes, size = make_graphs(path, graphs)
    ours = [*tool, "--as", "perfseer", path]
    subprocess.run([*ours, "-o", f"{folder}/ours.jsonl"], check=True)
    subprocess.run([*peer(RECORD_PEER), path, f"{folder}/theirs.jsonl"], check=True)
    for mine, theirs in zip(lines(f"{folder}/ours.jsonl"), lines(f"{folder}/theirs.jsonl"), strict=True):
        assert len(mine["nodes"]) == len(theirs["nodes"]) and len(mine["edges"]) == len(theirs["edges"])
        assert mine["totals"]["bytes"] == theirs["totals"]["bytes"]
    single = best_of(3, lambda: run([*ours, "--jobs", "1", "-o", "/dev/null"]))
    every = best_of(3, lambda: run([*ours, "-o", "/dev/null"]))
    plain = best_of(1, lambda: run([*peer(GRAPH_PEER), path, "/dev/null"]))
    records = best_of(1, lambda: run([*peer(RECORD_PEER), path, "/dev/null"]))
    note = f"{nodes} nodes, {size / 1e6:.0f} MB of pickles, {single.megabytes:.0f} MB resident"
    yield Row(
        f"{graphs} networkx graphs in a tar.gz, beside node-link JSON, processor time",
        single.processor, plain.processor, target=20, note=note)
    yield Row(
        f"{graphs} networkx graphs in a tar.gz, beside records with identity, processor time",
        single.processor, records.processor, target=20)
    yield Row(f"{graphs} networkx graphs in a tar.gz, all cores", every.seconds, plain.seconds)

    path = f"{folder}/hw-nas-bench.tar"
    make_configurations(path, configurations)
    ours = [*tool, "--as", "hw-nas-bench", path]
    subprocess.run([*ours, "-o", f"{folder}/ours.jsonl"], check=True)
    subprocess.run([*peer(CONFIGURATION_PEER), path, f"{folder}/theirs.jsonl"], check=True)
    for mine, theirs in zip(lines(f"{folder}/ours.jsonl"), lines(f"{folder}/theirs.jsonl"), strict=True):
        assert mine == theirs
    single = best_of(3, lambda: run([*ours, "--jobs", "1", "-o", "/dev/null"]))
    every = best_of(3, lambda: run([*ours, "-o", "/dev/null"]))
    theirs = best_of(1, lambda: run([*peer(CONFIGURATION_PEER), path, "/dev/null"]))
    yield Row(
        f"{3 * configurations} configurations in a tar, processor time", single.processor,
        theirs.processor, target=15)
    yield Row(
        f"{3 * configurations} configurations in a tar, all cores", every.seconds, theirs.seconds,
        at_most=2)


if __name__ == "__main__":
    main(benchmark)
