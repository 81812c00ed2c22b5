#!/usr/bin/env python3
"""Merges 1 million measurements with dataset-merge and with Python's json and sqlite3, side by side.

    python3 Benchmarks/dataset_merge.py --bin .build/release [--quick]

The records are made on the spot: some thousand graphs, nine platforms, batch sizes in powers of
two. The peer fills the same tables (the ones that dataset-merge lays out, with the same unique key,
foreign keys, journal and cache) with json.loads and executemany, 50,000 rows a transaction. Both
catalogs must end with the same rows.
"""

import json, os, pathlib, random, sqlite3, sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from harness import Row, main, run  # noqa: E402

PLATFORMS = [
    "cpu-openppl-fp32", "hi3559A-nnie11-int8", "gpu-T4-trt7.1-fp32", "gpu-T4-trt7.1-int8",
    "gpu-P4-trt7.1-fp32", "gpu-P4-trt7.1-int8", "gpu-gtx1660-trt7.1-fp32", "atlas300-acl-fp16",
    "mul270-neuware-int8",
]
FAMILIES = ["alexnet", "vgg", "resnet", "mobilenetv2", "squeezenet"]


def graph_record(identity, number):
    nodes = [
        {
            "op": "Conv", "name": f"conv{i}",
            "attributes": {"dilations": [1, 1], "group": 1, "kernel_shape": [3, 3],
                           "pads": [1, 1, 1, 1], "strides": [1, 1]},
            "inputs": [i - 1], "weights": [[1, i]],
            "outputs": [{"name": f"t{i}", "shape": [1, 16, 32, 32], "type": "float32"}],
            "flops": 4718592, "macs": 2359296, "parameters": 2304, "bytes": 140288,
        } for i in range(20)
    ]
    family = FAMILIES[number % len(FAMILIES)]
    return {
        "kind": "graph", "id": "g1-" + identity, "structure": "s1-" + identity,
        "name": f"{family}_{number:04}", "family": family, "layout": "NCHW", "batch": 1,
        "inputs": [{"name": "data", "shape": [1, 16, 32, 32], "type": "float32"}],
        "weights": [{"name": f"w{i}", "shape": [16, 16, 3, 3], "type": "float32"} for i in range(20)],
        "nodes": nodes, "outputs": [19], "edges": [[i - 1, i] for i in range(1, 20)],
        "totals": {"flops": 94371840, "macs": 47185920, "parameters": 46080, "bytes": 2805760},
        "source": {"format": "onnx", "path": f"onnx/{family}/{family}_{number:04}.onnx"},
    }


def write_records(path, measurements, graphs):
    chance = random.Random(1)
    identities = ["%032x" % chance.getrandbits(128) for _ in range(graphs)]
    with open(path, "w") as file:
        def put(record):
            file.write(json.dumps(record, separators=(",", ":")) + "\n")

        for number, identity in enumerate(identities):
            put(graph_record(identity, number))
        for row in range(measurements):
            number, step = row // len(PLATFORMS) % graphs, row // len(PLATFORMS) // graphs
            digits = "%.5f" % chance.uniform(0.5, 200)
            family = FAMILIES[number % len(FAMILIES)]
            put({
                "kind": "measurement", "graph": "g1-" + identities[number],
                "platform": PLATFORMS[row % len(PLATFORMS)], "metric": "latency",
                "value": float(digits) / 1000, "unit": "s", "phase": "inference",
                "batch": 1 << step, "state": "measured", "dataset": "nnlqp-multi-platform",
                "family": family, "split": "test" if row % 5 == 0 else "train",
                "source": {"format": "nnlqp-gt", "path": "gt.txt", "line": row + 1,
                           "id": str(500000 + row), "value": digits, "unit": "ms"},
            })


PEER = r'''
import json, sqlite3, sys, zlib

records, catalog = sys.argv[1:3]
db = sqlite3.connect(catalog)
db.execute("PRAGMA foreign_keys = ON")
db.execute("PRAGMA synchronous = NORMAL")
db.execute("PRAGMA cache_size = -262144")
db.execute("PRAGMA wal_autocheckpoint = 50000")
run = db.execute("INSERT INTO run (tool, version, arguments, started) VALUES ('peer', '0', '[]', '')").lastrowid
keys = {}

def key(table, **columns):
    name = (table, *columns.values())
    if name not in keys:
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        keys[name] = db.execute(sql, list(columns.values())).lastrowid
    return keys[name]

COLUMNS = """graph platform metric phase batch dataset conditions occurrence state reason value unit
  dispersion count family split samples extra source source_line source_id source_value run""".split()
INSERT = f"""INSERT INTO measurement ({', '.join(COLUMNS)})
  VALUES ({', '.join('?' * len(COLUMNS))}) ON CONFLICT DO NOTHING"""

graphs, rows = {}, []
for line in open(records):
    record = json.loads(line)
    get = record.get
    if get("kind") == "graph":
        totals = record["totals"]
        graphs[record["id"]] = db.execute(
            """INSERT INTO graph (id, structure, name, family, batch, nodes, edges, flops, macs,
               parameters, bytes, run, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (record["id"], get("structure"), get("name"), get("family"), get("batch"),
             len(record["nodes"]), len(record["edges"]), totals["flops"], totals["macs"],
             totals["parameters"], totals["bytes"], run, zlib.compress(line.encode()))).lastrowid
        continue
    dataset = key("dataset", name=get("dataset", ""))
    source = get("source", {})
    rows.append((
        graphs[record["graph"]], key("platform", name=record["platform"]), record["metric"],
        get("phase", ""), get("batch", 0), dataset,
        key("conditions", json=json.dumps(record["conditions"]) if "conditions" in record else ""),
        0, get("state", "measured"), get("reason"), get("value"), record["unit"],
        get("dispersion"), get("count"), get("family"),
        key("split", dataset=dataset, name=record["split"]) if "split" in record else None,
        json.dumps(record["samples"]) if "samples" in record else None, None,
        key("source", path=source.get("path"), format=source.get("format"),
            sha256=source.get("sha256"), unit=source.get("unit")),
        source.get("line"), source.get("id"), source.get("value"), run))
    if len(rows) == 50000:
        db.executemany(INSERT, rows)
        db.commit()
        rows = []
db.executemany(INSERT, rows)
db.commit()
db.close()
'''


def remove(catalog):
    for suffix in ("", "-wal", "-shm"):
        pathlib.Path(f"{catalog}{suffix}").unlink(missing_ok=True)


def counts(catalog):
    with sqlite3.connect(catalog) as db:
        return db.execute(
            "SELECT (SELECT count(*) FROM graph), count(*), round(total(value), 6) FROM measurement"
        ).fetchone()


def benchmark(options):
    """Merging records into a catalog: dataset-merge beside json.loads and executemany."""
    measurements, graphs = (100_000, 500) if options.quick else (1_000_000, 5_000)
    records = options.work / f"merge-{measurements}.jsonl"
    if not records.exists():
        write_records(records, measurements, graphs)
    ours, theirs = options.work / "ours.db", options.work / "peer.db"
    merge = [options.bin / "dataset-merge", "--quiet", "--into"]
    mine, peer = [], []
    for _ in range(1 if options.quick else 3):
        remove(ours)
        mine.append(run([*merge, ours, records]))
        # The peer starts from the empty tables that dataset-merge lays out.
        remove(theirs)
        run([*merge, theirs, os.devnull])
        peer.append(run([sys.executable, "-c", PEER, records, theirs]))
    if counts(ours) != counts(theirs):
        raise SystemExit(f"the catalogs differ: {counts(ours)} and {counts(theirs)}")
    again = run([*merge, ours, records])
    best, other = (min(runs, key=lambda run: run.seconds) for runs in (mine, peer))
    yield Row(
        f"dataset-merge, {measurements:,} measurements", best.seconds, other.seconds, target=1.5,
        note=f"{measurements / best.seconds:,.0f} rows/s; {best.processor:.1f} s against "
        f"{other.processor:.1f} s of processor; {best.megabytes:.0f} MB; "
        f"again, all unchanged: {again.seconds:.1f} s")
    for catalog in (ours, theirs):
        remove(catalog)


main(benchmark)
