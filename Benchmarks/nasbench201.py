#!/usr/bin/env python3
"""Makes the graphs of all 15,625 codes of NAS-Bench-201, cells and whole networks.

The peers do the same rules in plain Python with networkx, name cells by networkx's hash of them, and
build the networks with onnx.helper, infer their shapes and count their costs. Wall times of whole
processes are compared, start-up and imports included: cg-sample works on all cores, its processor time
is noted, and Python has one thread. The peer makes all cells, each for itself, as scripts do; of the
networks it makes a sample, whose time is scaled up. Both write the same records of cells; networkx's hash
is no exact identity, and its nodes have no canonical order. cg-sample writes whole graph records of
networks besides.
"""

import pathlib
import sys

from harness import Row, best_of, main, run

PEER = pathlib.Path(__file__).with_name("nasbench201_peer.py")
CODES = 15_625


def benchmark(options):
    rounds = 1 if options.quick else 3
    tool = [options.bin / "cg-sample", "nasbench201", "--all"]
    cells = best_of(3 * rounds, lambda: run([*tool, "--view", "cell"]))
    peer = best_of(rounds, lambda: run([sys.executable, PEER, "cells", str(CODES)]))
    yield Row(
        "cg-sample, 15,625 cells", cells.seconds, peer.seconds, target=100,
        note=f"{1000 * cells.processor:.0f} ms of processor time, {cells.megabytes:.0f} MB")

    sample = 125 if options.quick else 1000
    whole = best_of(rounds, lambda: run([*tool, "--view", "network"]))
    imports = best_of(rounds, lambda: run([sys.executable, PEER, "networks", "0"])).seconds
    peer = best_of(rounds, lambda: run([sys.executable, PEER, "networks", str(sample)])).seconds
    yield Row(
        "cg-sample, 15,625 networks", whole.seconds,
        imports + (peer - imports) * CODES / sample, target=100, at_most=15,
        note=f"{1000 * whole.processor / CODES:.3f} ms of processor time each, "
             f"{whole.megabytes:.0f} MB")


main(benchmark)
