#!/usr/bin/env python3
"""Runs a model of about a millisecond again and again: perf-measure, and a bare loop in Python.

    python3 Benchmarks/perf_measure.py --bin .build/release [--quick]

The peer is the loop that a script would have: `for _ in range(n): session.run(None, feeds)`, no clock
read inside of it. The overhead is what ours takes longer for an inference, of the loop's whole time.

- The tool and a script with the bare loop take turns, each with a session of its own; the fastest turns
  are compared, since a session's memory, the scheduler and other users make more difference than what
  is looked for.
- The runner's loop and the bare one take turns in short blocks within one process and session; the
  median of the neighbours' ratios is shown. This is the loop alone, and holds on a busy machine too.
"""

import json, os, pathlib, statistics, subprocess, sys

from harness import Row, main

RUNNERS = pathlib.Path(__file__).resolve().parents[1] / "Runners"

PEER = """
import json, sys, time
import numpy, onnxruntime
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(
    open(sys.argv[1], "rb").read(), options, providers=["CPUExecutionProvider"])
feeds = {"x": numpy.random.default_rng(0).standard_normal((1, 64, 14, 14), dtype="float32")}
for _ in range(50):
    session.run(None, feeds)
count = int(sys.argv[2])
start = time.perf_counter()
for _ in range(count):
    session.run(None, feeds)
print((time.perf_counter() - start) / count)
"""

BLOCKS = """
import statistics, sys, time
import numpy, onnxruntime
sys.path.insert(0, sys.argv[3])
from perfmill_runner import timed
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(
    open(sys.argv[1], "rb").read(), options, providers=["CPUExecutionProvider"])
feeds = {"x": numpy.random.default_rng(0).standard_normal((1, 64, 14, 14), dtype="float32")}
plan = {"warmup": 0, "repetitions": 20, "minimum": 20}
run = session.run

def bare():
    start = time.perf_counter()
    for _ in range(20):
        session.run(None, feeds)
    return time.perf_counter() - start

def ours():
    return timed(lambda: run(None, feeds), plan)[1]["elapsed"]

ratios = []
for block in range(int(sys.argv[2])):
    pair = (ours(), bare()) if block % 2 else (bare(), ours())[::-1]
    ratios.append(pair[0] / pair[1])
print(statistics.median(ratios) - 1)
"""


def write_model(path, layers):
    """A chain of 3x3 convolutions."""
    import numpy, onnx
    from onnx import TensorProto, helper, numpy_helper

    chance = numpy.random.default_rng(0)
    nodes, weights = [], []
    for layer in range(layers):
        kernel = chance.standard_normal((64, 64, 3, 3), dtype="float32") / 24
        weights.append(numpy_helper.from_array(kernel, f"w{layer}"))
        nodes.append(helper.make_node(
            "Conv", [f"x{layer}" if layer else "x", f"w{layer}"], [f"x{layer + 1}"],
            kernel_shape=[3, 3], pads=[1, 1, 1, 1]))
    shape = (1, 64, 14, 14)
    graph = helper.make_graph(
        nodes, "chain", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(f"x{layers}", TensorProto.FLOAT, shape)], weights)
    onnx.save(helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), path)


def ours(options, model, count):
    """Seconds an inference, of the runner's whole loop."""
    done = subprocess.run(
        [options.bin / "perf-measure", "-q", "--warmup", "50", "--repetitions", str(count), model],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment())
    record = json.loads(done.stdout)
    return record["conditions"]["elapsed"] / len(record["samples"][0])


def environment():
    return {**os.environ, "PERFMILL_PYTHON": sys.executable}


def peer(model, count):
    done = subprocess.run(
        [sys.executable, "-c", PEER, model, str(count)], check=True, stdout=subprocess.PIPE)
    return float(done.stdout)


def benchmark(options):
    """perf-measure beside a bare loop over session.run."""
    model = options.work / "measure.onnx"
    layers = 1
    write_model(model, layers)
    once = min(peer(model, 500) for _ in range(3))
    layers = max(1, round(1e-3 / once))
    write_model(model, layers)
    turns, count = (3, 500) if options.quick else (25, 1000)
    pairs = []
    for turn in range(turns):
        # Whoever goes first has the cooler machine.
        if turn % 2:
            theirs, mine = peer(model, count), ours(options, model, count)
        else:
            mine, theirs = ours(options, model, count), peer(model, count)
        pairs.append((mine, theirs))
    best = [min(times) for times in zip(*pairs)]
    median = statistics.median(mine / theirs - 1 for mine, theirs in pairs) * 100
    size = f"an inference of {best[1] * 1000:.2f} ms"
    yield Row(
        f"perf-measure, overhead on {size}", (best[0] / best[1] - 1) * 100, unit="%", at_most=1,
        note=f"the fastest of {turns} turns each; median of the turns {median:+.2f} %")
    done = subprocess.run(
        [sys.executable, "-c", BLOCKS, model, str(50 if options.quick else 400), RUNNERS],
        check=True, stdout=subprocess.PIPE)
    model.unlink()
    yield Row(
        f"perf-measure's loop alone, overhead on {size}", float(done.stdout) * 100, unit="%",
        at_most=1)


if __name__ == "__main__":
    main(benchmark)
