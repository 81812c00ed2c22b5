#!/usr/bin/env python3
"""Reads 50,000 PerfSeer labels in one tar, and 100 MB of CSV by a mapping, beside Python.

    python3 Benchmarks/label_parse.py --bin .build/release [--quick]

The labels are made on the spot: names of about 90 characters, numbers as PerfSeer writes them. The
first peer reads the tar with tarfile and each label with ast.literal_eval, and writes the same
fourteen records with json.dumps. The second reads the table with pandas.read_csv, puts the columns
of the same records together and writes them with DataFrame.to_json(lines=True), of which one call
writes a tenth of the table, so that it stays in memory. Both write to /dev/null, and a few records of
each are compared first.
"""

import io, json, os, random, subprocess, sys, tarfile

from harness import Row, best_of, main, run

STYLES = ["mobilenet", "vggnet", "resnext", "densenet", "googlenet"]

LABELS = """
import ast, json, os, re, sys, tarfile
FIELDS = [("latency", "s", "ms/sample"), ("sm_utilization", "1", "%"),
          ("memory_utilization", "1", "%"), ("mean_memory", "B", "MiB"),
          ("peak_sm_utilization", "1", "%"), ("peak_memory_utilization", "1", "%"),
          ("peak_memory", "B", "MiB")]
PHASES = [("train", "training"), ("infer", "inference")]
with tarfile.open(sys.argv[1]) as archive, open(sys.argv[2], "w") as target:
    for member in archive:
        if not member.isfile():
            continue
        label = ast.literal_eval(archive.extractfile(member).read().decode())
        stem = os.path.basename(member.name)[:-4]
        batch = int(re.match(r"bs(\\d+)_", stem).group(1))
        styles = ast.literal_eval(stem[stem.index("_s") + 2:stem.index("_bnum")])
        family = "+".join(dict.fromkeys(styles))
        for key, phase in PHASES:
            for text, (metric, unit, old) in zip(label[key].split("|"), FIELDS):
                value = float(text)
                if metric == "latency":
                    value = value * batch / 1000
                elif unit == "1":
                    value /= 100
                else:
                    value *= 1048576
                target.write(json.dumps({
                    "kind": "measurement", "model": stem + ".pkl", "platform": "gpu-rtx3090",
                    "metric": metric, "value": value, "unit": unit, "phase": phase, "batch": batch,
                    "state": "measured", "dataset": "perfseer", "family": family,
                    "source": {"format": "perfseer", "path": sys.argv[1] + "/" + member.name,
                               "id": stem, "value": text, "unit": old}},
                    separators=(",", ":")) + "\\n")
"""

TABLE = """
import sys
import pandas as pd
with open(sys.argv[2], "wb") as target:
    line = 2
    for frame in pd.read_csv(sys.argv[1], dtype={"latency_ms": str}, chunksize=200_000):
        text = frame["latency_ms"]
        records = pd.DataFrame({
            "kind": "measurement", "model": "models/" + frame["network"] + ".onnx",
            "platform": frame["device"], "metric": "latency", "value": text.astype(float) / 1000,
            "unit": "s", "phase": "inference", "batch": frame["batch"], "state": "measured",
            "dataset": "farm", "family": frame["family"],
            "source": [{"format": "mapping", "path": sys.argv[1], "line": line + i, "value": t,
                        "unit": "ms"} for i, t in enumerate(text)]})
        line += len(frame)
        records.to_json(target, orient="records", lines=True)
"""

MAPPING = """
dataset: farm
model: "models/{network}.onnx"
platform: "{device}"
family: "{family}"
batch: "{batch}"
phase: inference
figures:
  - {metric: latency, column: latency_ms, unit: ms}
"""


def write_tar(path, count):
    chance = random.Random(2)
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as archive:
        for number in range(count):
            batch = 2 ** chance.randrange(9)
            styles = [chance.choice(STYLES) for _ in range(4)]
            blocks = [chance.randrange(1, 10) for _ in range(4)]
            name = f"label/label/bs{batch}_s{styles}_bnum{blocks}_x{number:05d}.txt"
            phases = ["|".join(f"{chance.uniform(0.01, 9):.6f}" if i == 0
                               else f"{chance.uniform(1, 99):.6f}" if i not in (3, 6)
                               else f"{chance.uniform(1400, 24000):.6f}" for i in range(7))
                      for _ in range(2)]
            data = f"{{'train': '{phases[0]}', 'infer': '{phases[1]}'}}".encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


def write_table(path, megabytes):
    chance = random.Random(3)
    rows = []
    for number in range(20_000):
        family = chance.choice(STYLES)
        rows.append(f"{family}_{number:06d},{chance.choice(['phone-a', 'phone-b', 'board-c'])},"
                    f"{family},{2 ** chance.randrange(6)},{chance.uniform(0.3, 200):.5f}\n")
    block = "".join(rows)
    with open(path, "w") as file:
        file.write("network,device,family,batch,latency_ms\n")
        for _ in range(max(1, megabytes * 1_000_000 // len(block))):
            file.write(block)


def records(command, count):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    lines = [json.loads(process.stdout.readline()) for _ in range(count)]
    process.kill()
    process.wait()
    return lines


def compare(ours, theirs):
    for left, right in zip(ours, theirs, strict=True):
        assert abs(left.pop("value") / right.pop("value") - 1) < 1e-14, (left, right)
        assert left == right, (left, right)


def benchmark(options):
    """label-parse beside ast.literal_eval and pandas."""
    folder, rounds = options.work, 1 if options.quick else 3
    tool = options.bin / "label-parse"
    count = 10_000 if options.quick else 50_000
    tar = f"{folder}/labels.tar"
    write_tar(tar, count)
    peer = [sys.executable, "-c", LABELS, tar]
    compare(records([tool, tar], 140), records([*peer, "/dev/stdout"], 140))
    theirs = best_of(rounds, lambda: run([*peer, "/dev/null"]))
    ours = best_of(rounds, lambda: run([tool, tar, "-o", "/dev/null"]))
    yield Row(f"label-parse, {count:,} PerfSeer labels in a tar", ours.seconds, theirs.seconds,
              target=20, note=f"{count / ours.seconds:,.0f} labels/s, {ours.megabytes:.0f} MB")
    os.remove(tar)

    table, mapping = f"{folder}/table.csv", f"{folder}/mapping.yaml"
    write_table(table, 20 if options.quick else 100)
    with open(mapping, "w") as file:
        file.write(MAPPING)
    size = os.path.getsize(table) / 1e6
    peer = [sys.executable, "-c", TABLE, table]
    command = [tool, "--mapping", mapping, table]
    compare(records(command, 1000), records([*peer, "/dev/stdout"], 1000))
    theirs = best_of(rounds, lambda: run([*peer, "/dev/null"]))
    ours = best_of(rounds, lambda: run([*command, "-o", "/dev/null"]))
    yield Row(f"label-parse --mapping, {size:.0f} MB of CSV", ours.seconds, theirs.seconds, target=5,
              note=f"{size / ours.seconds:.0f} MB/s, {ours.megabytes:.0f} MB")
    os.remove(table)


main(benchmark)
