#!/usr/bin/env python3
"""Strips a 500 MB and a 3 GB model with onnx-strip and with Python's onnx, side by side.

    python3 Benchmarks/onnx_strip.py --bin .build/release [--quick]

The models are made on the spot: 100 convolutions whose weights are initializers with raw_data.
The weights are holes in a sparse file, so that neither program waits for a disk. The peer does
what a script would: onnx.load, clear the payloads, onnx.save. Shown are the best wall time of
several runs and the peak resident memory of the whole process, its start included.
"""

import os, sys

from harness import Row, best_of, main, run

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


def strip(options, name, size):
    """Strips one model with both programs; the peer is `None` where it cannot."""
    model, ours, theirs = (options.work / f"strip-{end}.onnx" for end in ("in", "ours", "theirs"))
    write_model(model, size)
    tool = options.bin / "onnx-strip"
    mine = best_of(
        3 if options.quick else 10, lambda: run([tool, "--report", "none", model, "-o", ours]))
    note = ""
    try:
        peer = best_of(
            1 if options.quick else 2, lambda: run([sys.executable, "-c", PEER, model, theirs]))
        if ours.read_bytes() != theirs.read_bytes():
            note = "the two outputs differ"
    except RuntimeError as error:
        peer = None
        note = "peer cannot: " + str(error).strip().splitlines()[-1]
    for file in (model, ours, theirs):
        file.unlink(missing_ok=True)
    yield Row(
        f"onnx-strip, {name} model", mine.seconds, peer and peer.seconds, target=20, note=note)
    yield Row(
        f"onnx-strip, {name} model, memory", mine.megabytes, peer and peer.megabytes, unit="MB",
        at_most=40)


def benchmark(options):
    """onnx-strip on a 500 MB and a 3 GB model beside onnx.load, clear and save."""
    yield from strip(options, "500 MB", 500 << 20)
    yield from strip(options, "3 GB", 3 << 30)


if __name__ == "__main__":
    main(benchmark)
