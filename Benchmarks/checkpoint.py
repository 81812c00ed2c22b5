#!/usr/bin/env python3
"""Turns a 200 MB checkpoint into safetensors with pickle-read and with torch, side by side.

    python3 Benchmarks/checkpoint.py --bin .build/release [--quick]

The checkpoint is made on the spot by torch.save: 72 matrices and vectors of float32 in nested
dictionaries, in the zip form of today. The peer does what a script would: torch.load (of tensors
alone, mapped), and safetensors.torch.save_file. Both outputs hold equal bytes by tensor. Shown are
the best wall time of several runs, the rate, and the peak resident memory of the whole process;
our output is brought to the disk (fsync) before it appears, the peer's is not.
"""

import sys

from harness import Row, best_of, main, run

MAKE = """
import sys, collections, torch
torch.manual_seed(1)
state, size, layer = collections.OrderedDict(), 0, 0
while size < int(sys.argv[2]):
    weight = torch.randn(1024, 1024 if layer % 3 else 2048)
    state[f"layers.{layer}.weight"] = weight
    state[f"layers.{layer}.bias"] = torch.randn(1024)
    size += weight.numel() * 4
    layer += 1
torch.save({"model": state, "epoch": 3}, sys.argv[1])
"""

PEER = """
import sys, torch
from safetensors.torch import save_file
state = torch.load(sys.argv[1], mmap=True, weights_only=True)["model"]
save_file({"model." + name: tensor for name, tensor in state.items()}, sys.argv[2])
"""

SAME = """
import sys
from safetensors import safe_open
with safe_open(sys.argv[1], "pt") as ours, safe_open(sys.argv[2], "pt") as theirs:
    same = sorted(ours.keys()) == sorted(theirs.keys())
    same = same and all((ours.get_tensor(k) == theirs.get_tensor(k)).all() for k in ours.keys())
sys.exit(0 if same else 1)
"""


def benchmark(options):
    """pickle-read --safetensors on a 200 MB checkpoint beside torch.load and save_file."""
    saved, ours, theirs = (options.work / f"checkpoint.{end}" for end in ("pt", "ours", "theirs"))
    run([sys.executable, "-c", MAKE, saved, 200_000_000])
    size = saved.stat().st_size
    tool = options.bin / "pickle-read"
    mine = best_of(
        3 if options.quick else 10,
        lambda: run([tool, "--safetensors", saved, "-o", ours]))
    peer = best_of(1 if options.quick else 3, lambda: run([sys.executable, "-c", PEER, saved, theirs]))
    try:
        run([sys.executable, "-c", SAME, ours, theirs])
        note = ""
    except RuntimeError:
        note = "the two outputs differ"
    for file in (saved, ours, theirs):
        file.unlink(missing_ok=True)
    yield Row("checkpoint of 200 MB to safetensors", mine.seconds, peer.seconds, note=note)
    yield Row(
        "checkpoint to safetensors, rate", size / mine.seconds / 1e6, size / peer.seconds / 1e6,
        unit="MB/s", higher=True, at_least=1000)
    yield Row(
        "checkpoint to safetensors, memory", mine.megabytes, peer.megabytes, unit="MB", at_most=64)


if __name__ == "__main__":
    main(benchmark)
