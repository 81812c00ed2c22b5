#!/usr/bin/env python3
"""Merges HW-NAS-Bench's 46,875 tiny pickles from a tar, and merges them again.

    python3 Benchmarks/known_inputs.py --bin .build/release [--quick]

The tar is made on the spot as pickled_datasets.py makes it. The peer reads it with tarfile and pickle
and inserts a row each with sqlite3; where DVC is installed, `dvc add` of the unpacked folder is
measured too. The second run finds nothing changed.
"""

import pathlib, shutil, subprocess, sys, tarfile

from harness import Row, best_of, main, run
from pickled_datasets import make_configurations

PEER = """
import json, pickle, sqlite3, sys, tarfile
db = sqlite3.connect(sys.argv[2])
db.execute("CREATE TABLE architecture (dataset, space, task, name, encoding, number, seed, source, "
           "PRIMARY KEY (dataset, space, task, name, encoding)) WITHOUT ROWID")
rows = []
with tarfile.open(sys.argv[1]) as archive:
    for member in archive:
        value = pickle.load(archive.extractfile(member))
        task, name = member.name.split("/")[-2:]
        rows.append(("hw-nas-bench", "nasbench201", task, name[:-4], value.pop("arch_str"),
                     int(name[:-4].split("_")[1]), json.dumps(value),
                     json.dumps({"format": "hw-nas-bench", "path": sys.argv[1] + "/" + member.name})))
db.executemany("INSERT INTO architecture VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
db.commit()
"""


def benchmark(options):
    """dataset-merge --card hw-nas-bench, first and second run."""
    count = 1_000 if options.quick else 15_625
    path, catalog = options.work / "hw-nas-bench.tar", options.work / "known.db"
    make_configurations(path, count)
    merge = [options.bin / "dataset-merge", "--quiet", "--card", "hw-nas-bench", "--into", catalog, path]

    def fresh(command):
        for suffix in ("", "-wal", "-shm"):
            pathlib.Path(f"{catalog}{suffix}").unlink(missing_ok=True)
        return run(command)

    peer = best_of(2, lambda: fresh([sys.executable, "-c", PEER, path, catalog]))
    first = best_of(3, lambda: fresh(merge))
    second = best_of(3, lambda: run(merge))
    note = f"{first.processor:.2f} s of processor against {peer.processor:.2f} s"
    yield Row(f"first merge of {3 * count:,} pickles in a tar, beside sqlite3", first.seconds,
              peer.seconds, target=20, at_most=5, note=note)
    yield Row("the same again, nothing changed", second.seconds, peer.seconds, at_most=0.5)
    if shutil.which("dvc"):
        folder = options.work / "dvc"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        subprocess.run(["dvc", "init", "--no-scm", "-q"], cwd=folder, check=True)
        dvc = run(["dvc", "--cd", folder, "add", "-q", "hw-nas-bench"])
        again = run(["dvc", "--cd", folder, "add", "-q", "hw-nas-bench"])
        yield Row(f"first merge of {3 * count:,} pickles, beside dvc add", first.seconds, dvc.seconds,
                  target=20)
        yield Row("the same again, beside dvc add", second.seconds, again.seconds)
        shutil.rmtree(folder)
    fresh(["true"])


if __name__ == "__main__":
    main(benchmark)
