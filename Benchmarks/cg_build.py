#!/usr/bin/env python3
"""Builds graphs of the 360 models of nnlqp-mini with cg-build and with onnx + networkx, per core.

Both run on one thread over the same unpacked files, and are counted as whole processes: the processor
time of their start-up is in it, that of the peer's imports too. The note has the factor without: a run
over no files is taken off on both sides. They take turns, and of several rounds the least processor time
counts on either side. cg-build hashes and writes whole graph records besides, which
the peer does not.
"""

import pathlib
import sys
import tarfile

from harness import Row, in_turn, main, run

PEER = pathlib.Path(__file__).with_name("cg_build_peer.py")
FIXTURE = pathlib.Path(__file__).parent.parent / "fixtures/nnlqp-mini.tar.gz"


def benchmark(options):
    folder = options.work / "cg_build"
    if not folder.exists():
        with tarfile.open(FIXTURE) as archive:
            archive.extractall(folder, filter="data")
    files = sorted(folder.rglob("*.onnx"))
    rounds = 1 if options.quick else 5
    listed = files[::6] if options.quick else files
    some, none = options.work / "cg_build.txt", options.work / "cg_build_none.txt"
    some.write_text("".join(f"{file}\n" for file in listed))
    none.write_text("")

    tool = [options.bin / "cg-build", "--jobs", "1"]
    script = [sys.executable, PEER]
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    ours, peer, start, imports = in_turn(
        rounds, lambda: run([*tool, "--files-from", some]), lambda: run([*script, some], env=single),
        lambda: run([*tool, "--files-from", none]), lambda: run([*script, none], env=single))
    count = len(listed)
    started = (peer.processor - imports.processor) / (ours.processor - start.processor)
    yield Row(
        "cg-build, nnlqp-mini, models/s a core", count / ours.processor, count / peer.processor,
        target=30, unit="models/s", higher=True,
        note=f"{started:.1f}x without start-up, {ours.megabytes:.0f} MB")


main(benchmark)
