#!/usr/bin/env python3
"""Strips a 500 MB and a 3 GB model with onnx-strip and with Python's onnx, side by side.

    python3 Benchmarks/onnx_strip.py --bin .build/release [--python PYTHON] [--quick]

The models are made on the spot: 100 convolutions whose weights are initializers with raw_data.
The weights are holes in a sparse file, so that neither program waits for a disk. The peer does
what a script would: onnx.load, clear the payloads, onnx.save. Shown are the best wall time of
several runs and the peak resident memory of the whole process, its start included.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

PEER = """
import sys, onnx
model = onnx.load(sys.argv[1])
for tensor in model.graph.initializer:
    tensor.ClearField("raw_data")
onnx.save(model, sys.argv[2])
"""


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, payload):
    """A length-delimited field, or a varint if the payload is a number."""
    if isinstance(payload, int):
        return varint(number << 3) + varint(payload)
    if isinstance(payload, str):
        payload = payload.encode()
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def value_info(name, dims):
    shape = b"".join(field(1, field(1, dim)) for dim in dims)
    return field(1, name) + field(2, field(1, field(1, 1) + field(2, shape)))


def write_model(path, size, layers=100):
    """Writes a chain of 1x1 convolutions with about `size` bytes of float32 weights."""
    channels = int((size / 4 / layers) ** 0.5)
    payload = channels * channels * 4
    pieces = []  # bytes, or a number of bytes that stay a hole
    for layer in range(layers):
        kernel = field(1, "kernel_shape") + field(8, 1) + field(8, 1) + field(20, 7)
        node = field(1, f"x{layer}") + field(1, f"w{layer}") + field(2, f"x{layer + 1}")
        pieces.append(field(1, node + field(4, "Conv") + field(5, kernel)))
    pieces.append(field(2, "chain"))
    for layer in range(layers):
        dims = b"".join(field(1, dim) for dim in (channels, channels, 1, 1))
        head = dims + field(2, 1) + field(8, f"w{layer}") + varint(9 << 3 | 2) + varint(payload)
        pieces.append(varint(5 << 3 | 2) + varint(len(head) + payload) + head)
        pieces.append(payload)
    pieces.append(field(11, value_info("x0", (1, channels, 8, 8))))
    pieces.append(field(12, value_info(f"x{layers}", (1, channels, 8, 8))))
    length = sum(piece if isinstance(piece, int) else len(piece) for piece in pieces)
    with open(path, "wb") as file:
        file.write(field(1, 8) + field(2, "benchmark"))
        file.write(varint(7 << 3 | 2) + varint(length))
        for piece in pieces:
            if isinstance(piece, int):
                file.seek(piece, os.SEEK_CUR)
            else:
                file.write(piece)
        file.write(field(8, field(2, 17)))


def run(command):
    """Wall seconds, peak resident megabytes and exit status of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return seconds, usage.ru_maxrss / 1024, process.returncode


def best(command, times):
    runs = [run(command) for _ in range(times)]
    return min(run[0] for run in runs), max(run[1] for run in runs), runs[-1][2]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, help="the folder of the release tools")
    parser.add_argument("--python", default=sys.executable, help="a Python that has onnx")
    parser.add_argument("--quick", action="store_true", help="the 500 MB model and fewer runs")
    options = parser.parse_args()
    tool = os.path.join(options.bin, "onnx-strip")
    print(f"{'model':>8} {'program':>12} {'seconds':>9} {'peak MB':>8} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder:
        peer = os.path.join(folder, "peer.py")
        with open(peer, "w") as file:
            file.write(PEER)
        for name, size in [("500 MB", 500 << 20), ("3 GB", 3 << 30)][: 1 if options.quick else 2]:
            model = os.path.join(folder, "model.onnx")
            ours = os.path.join(folder, "ours.onnx")
            theirs = os.path.join(folder, "theirs.onnx")
            write_model(model, size)
            command = [tool, "--report", "none", model, "-o", ours]
            seconds, peak, status = best(command, 3 if options.quick else 10)
            if status != 0:
                sys.exit(f"onnx-strip failed with status {status}")
            print(f"{name:>8} {'onnx-strip':>12} {seconds:9.4f} {peak:8.1f}", flush=True)
            command = [options.python, peer, model, theirs]
            peer_seconds, peak, status = best(command, 1 if options.quick else 2)
            ratio = f"{peer_seconds / seconds:.0f}x" if status == 0 else "cannot"
            print(f"{name:>8} {'python onnx':>12} {peer_seconds:9.4f} {peak:8.1f} {ratio:>7}")
            if status == 0:
                with open(ours, "rb") as left, open(theirs, "rb") as right:
                    word = "equal" if left.read() == right.read() else "not equal"
                print(f"{name:>8} the two outputs are {word}")


if __name__ == "__main__":
    main()
