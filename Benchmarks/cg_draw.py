#!/usr/bin/env python3
"""Draws a network of ResNet-152's size with cg-draw and with Graphviz's dot.

    python3 Benchmarks/cg_draw.py --bin .build/release [--quick]

The network is written on the spot: 152 layers with weights in bottleneck blocks, each convolution
followed by its normalisation and activation, 516 nodes. dot gets the same graph with the same labels
from cg-draw itself, and lays it out and writes SVG as cg-draw does. Where dot is not installed there is
no peer. A second row draws 5,000 nodes.
"""

import json, random, shutil

from harness import Row, best_of, main, run


def node(op, inputs, shape, **attributes):
    return {"op": op, "attributes": attributes, "inputs": inputs,
            "outputs": [{"shape": shape, "type": "float32"}]}


def resnet(blocks):
    nodes = []

    def add(*arguments, **attributes):
        nodes.append(node(*arguments, **attributes))
        return len(nodes) - 1

    def convolution(source, shape, side, activates=True):
        last = add("Conv", [source], shape, kernel_shape=[side, side], strides=[1, 1])
        last = add("BatchNormalization", [last], shape)
        return add("Relu", [last], shape) if activates else last

    last = add("MaxPool", [convolution(-1, [1, 64, 112, 112], 7)], [1, 64, 56, 56])
    for stage, count in enumerate(blocks):
        side, width = 56 >> stage, 64 << stage
        inner, outer = [1, width, side, side], [1, 4 * width, side, side]
        for block in range(count):
            entry = last
            last = convolution(convolution(entry, inner, 1), inner, 3)
            last = convolution(last, outer, 1, activates=False)
            if block == 0:
                entry = convolution(entry, outer, 1, activates=False)
            last = add("Relu", [add("Add", [last, entry], outer)], outer)
    last = add("GlobalAveragePool", [last], [1, 2048, 1, 1])
    last = add("Gemm", [add("Flatten", [last], [1, 2048])], [1, 1000])
    return record("resnet152", nodes)


def branching(count):
    """A long network with branches and skips, the same each time."""
    chance = random.Random(3)
    nodes = [node("Conv", [-1], [1, 64, 56, 56])]
    for place in range(1, count):
        inputs = [max(0, place - 1 - int(chance.random() < 0.2) * chance.randrange(1, 6))]
        if chance.random() < 0.25:
            inputs.append(max(0, place - 1 - chance.randrange(1, 12)))
        nodes.append(node("Add" if len(inputs) == 2 else "Conv", inputs, [1, 64, 56, 56]))
    return record("branching", nodes)


def record(name, nodes):
    return {"kind": "graph", "name": name, "nodes": nodes, "outputs": [len(nodes) - 1],
            "inputs": [{"name": "data", "shape": [1, 3, 224, 224], "type": "float32"}],
            "edges": [], "totals": {}}


def benchmark(options):
    """cg-draw beside dot."""
    tool, rounds = options.bin / "cg-draw", 2 if options.quick else 5
    for graph, peer_rounds, limit in [(resnet([3, 8, 36, 3]), 2, 0.1), (branching(5000), 0, 1.0)]:
        path = options.work / f"{graph['name']}.jsonl"
        path.write_text(json.dumps(graph) + "\n")
        picture, text = options.work / "drawing.svg", options.work / "drawing.dot"
        ours = best_of(rounds, lambda: run([tool, path]))
        run([tool, path, "-o", picture])
        theirs = None
        if shutil.which("dot") and peer_rounds:
            run([tool, path, "-o", text])
            theirs = best_of(peer_rounds, lambda: run(["dot", "-Tsvg", text])).seconds
        yield Row(f"cg-draw, {graph['name']}, {len(graph['nodes'])} nodes to SVG", ours.seconds,
                  theirs, target=10 if theirs else None, at_most=limit,
                  note=f"{ours.megabytes:.0f} MB, {picture.stat().st_size / 1e6:.1f} MB of SVG")
        for file in (path, picture, text):
            file.unlink(missing_ok=True)


main(benchmark)
