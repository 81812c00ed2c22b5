#!/usr/bin/env python3
"""Makes the graphs of all 15,625 codes of NAS-Bench-201, cells and whole networks.

The peers do the same rules in plain Python with networkx, and build the networks with onnx.helper,
infer their shapes and count their costs. They take a sample, whose time is scaled up; their imports
are not counted. cg-sample writes whole graph records with identities besides.
"""

import pathlib
import sys
import tempfile

from harness import Row, best_of, main, run

PEER = pathlib.Path(__file__).with_name("nasbench201_peer.py")
CODES = 15_625


def benchmark(options):
    rounds = 1 if options.quick else 3
    tool = [options.bin / "cg-sample", "nasbench201", "--all"]
    empty = best_of(rounds, lambda: run([sys.executable, PEER, "cells", "0"]))
    none = best_of(rounds, lambda: run([sys.executable, PEER, "networks", "0"]))

    sample = 500 if options.quick else 3125
    cells = best_of(rounds, lambda: run([*tool, "--view", "cell"]))
    peer = best_of(rounds, lambda: run([sys.executable, PEER, "cells", str(sample)]))
    yield Row(
        "cg-sample, 15,625 cells", cells.seconds,
        (peer.seconds - empty.seconds) * CODES / sample, target=100,
        note=f"{cells.megabytes:.0f} MB")

    sample = 20 if options.quick else 125
    whole = best_of(rounds, lambda: run([*tool, "--view", "network"]))
    peer = best_of(rounds, lambda: run([sys.executable, PEER, "networks", str(sample)]))
    yield Row(
        "cg-sample, 15,625 networks", whole.seconds,
        (peer.seconds - none.seconds) * CODES / sample, target=100, at_most=15,
        note=f"{1000 * whole.processor / CODES:.2f} ms each, {whole.megabytes:.0f} MB")


main(benchmark)
