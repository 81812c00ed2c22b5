#!/usr/bin/env python3
"""Reads 10 million lines of gt.txt with gt-parse and with Python's csv and json, side by side.

    python3 Benchmarks/gt_parse.py --bin .build/release [--quick]

The lines are made on the spot, about 75 bytes each, on nine platforms. The peer writes the same
records with csv.reader and json.dumps; it reads the first tenth of the lines only, since its time
is the same for each, and is charged ten times as much. Both write to /dev/null; records of a
thousand lines are compared first. The factor is a core's: processor time against processor time.
"""

import json, os, random, subprocess, sys

from harness import Row, best_of, main, run

PLATFORMS = {
    2: "cpu-openppl-fp32", 9: "hi3559A-nnie11-int8", 10: "gpu-T4-trt7.1-fp32",
    12: "gpu-T4-trt7.1-int8", 13: "gpu-P4-trt7.1-fp32", 14: "gpu-P4-trt7.1-int8",
    16: "hi3519A-nnie12-int8", 18: "atlas300-acl-fp16", 23: "mul270-neuware-int8",
}
FAMILIES = ["alexnet", "mnasnet", "resnet18", "squeezenet", "vgg16", "googlenet"]

PEER = """
import csv, json, sys
platforms = json.loads(sys.argv[2])
with open(sys.argv[1], newline="") as source, open(sys.argv[3], "w") as target:
    for number, row in enumerate(csv.reader(source, delimiter=" "), 1):
        record = {
            "kind": "measurement", "model": row[1], "platform": platforms[row[5]],
            "metric": "latency", "value": float(row[3]) / 1000, "unit": "s",
            "phase": "inference", "batch": int(row[2]), "state": "measured",
            "dataset": "nnlqp-multi-platform", "family": row[4],
        }
        if len(row) > 6:
            record["split"] = row[6]
        record["source"] = {
            "format": "nnlqp-gt", "path": sys.argv[1], "line": number, "id": row[0],
            "value": row[3], "unit": "ms",
        }
        target.write(json.dumps(record, separators=(",", ":")) + "\\n")
"""


def write_lines(path, count):
    chance = random.Random(1)
    block = []
    for number in range(10_000):
        family = chance.choice(FAMILIES)
        block.append(
            " onnx/%s/%s_transform_%04d.onnx 8 %.5f %s %d %s\n"
            % (family, family, number % 2000, chance.uniform(0.3, 100), family,
               chance.choice(list(PLATFORMS)), chance.choice(["train", "test"])))
    with open(path, "w") as file:
        for start in range(0, count, len(block)):
            file.write("".join("%08d%s" % (start + i, line) for i, line in enumerate(block)))


def head(path, target, lines):
    with open(path, "rb") as source, open(target, "wb") as out:
        for _ in range(lines):
            out.write(source.readline())


def close(left, right):
    """Whether two records say the same; the peer rounds where we move the point."""
    left, right = dict(left), dict(right)
    difference = abs(left.pop("value") - right.pop("value"))
    return left == right and difference < 1e-15


def check(gt_parse, peer, folder):
    """Both programs write the same records of a thousand lines."""
    path, theirs = f"{folder}/few.txt", f"{folder}/few.jsonl"
    head(f"{folder}/gt.txt", path, 1000)
    ours = subprocess.run([*gt_parse, path], check=True, capture_output=True).stdout
    subprocess.run([*peer, path, names(), theirs], check=True)
    with open(theirs) as file:
        pairs = list(zip(ours.decode().splitlines(), file, strict=True))
    assert all(close(json.loads(ours), json.loads(theirs)) for ours, theirs in pairs)


def names():
    return json.dumps({str(number): name for number, name in PLATFORMS.items()})


def benchmark(options):
    """gt-parse on one core and on all beside a csv loop."""
    count = 1_000_000 if options.quick else 10_000_000
    gt_parse = [options.bin / "gt-parse", "--dataset", "nnlqp-multi-platform"]
    peer = [sys.executable, "-c", PEER]
    folder = options.work
    path, tenth = f"{folder}/gt.txt", f"{folder}/tenth.txt"
    write_lines(path, count)
    head(path, tenth, count // 10)
    check(gt_parse, peer, folder)
    size = os.path.getsize(path) / 1e6

    theirs = best_of(1 if options.quick else 2, lambda: run([*peer, tenth, names(), "/dev/null"]))
    single = best_of(3, lambda: run([*gt_parse, "--jobs", "1", path, "-o", "/dev/null"]))
    every = best_of(3, lambda: run([*gt_parse, path, "-o", "/dev/null"]))
    yield Row(
        f"gt-parse, {count // 1_000_000} million lines, processor time, one job",
        single.processor, theirs.processor * 10, target=15,
        note=f"{size / single.seconds:.0f} MB/s of input, {single.megabytes:.0f} MB resident")
    yield Row(
        "gt-parse, all cores, MB/s of input", size / every.seconds,
        size / (theirs.seconds * 10), unit="MB/s", higher=True, at_least=200,
        note=f"{every.megabytes:.0f} MB resident")
    for name in ("gt.txt", "tenth.txt", "few.txt", "few.jsonl"):
        os.remove(folder / name)


main(benchmark)
