#!/usr/bin/env python3
"""Makes a catalog of 1,000,000 graphs and 10,000,000 measurements, and asks it.

    python3 Benchmarks/large_catalog.py --bin .build/release [--quick]

Records are written to a pipe, so that nothing but the catalog (about 2.5 GB) is on the disk. Rows:
how the time of merging grows from the first tenth to the last, the memory of it, looking a graph's
figures up, and summing all figures up beside DuckDB on the same SQLite file.
"""

import os, pathlib, subprocess, sys, time

from harness import Row, best_of, main, run

WRITER = r'''
import sys
start, count = int(sys.argv[1]), int(sys.argv[2])
platforms = [f"platform-{number}" for number in range(10)]
out = sys.stdout.write
for number in range(start, start + count):
    # A multiplication by an odd number is a permutation: ids come in no order.
    identity = "%032x" % (number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)
    family = "family-%d" % (number % 20)
    out('{"kind":"graph","id":"g1-%s","structure":"s1-%s","name":"n%d","family":"%s","batch":1,'
        '"inputs":[{"name":"x","shape":[1,3],"type":"float32"}],"weights":[],'
        '"nodes":[{"op":"Relu","inputs":[-1],"outputs":[{"shape":[1,3],"type":"float32"}],'
        '"flops":%d}],"outputs":[0],"edges":[],"totals":{"flops":%d}}\n'
        % (identity, identity, number, family, number, number))
    for place, platform in enumerate(platforms):
        value = (number * 7919 + place * 104729) % 999983 / 1e6 + 1e-6
        out('{"kind":"measurement","graph":"g1-%s","platform":"%s","metric":"latency","value":%r,'
            '"unit":"s","phase":"inference","batch":1,"state":"measured","dataset":"synthetic",'
            '"family":"%s","split":"%s","source":{"format":"made","path":"synthetic","line":%d}}\n'
            % (identity, platform, value, family, "test" if number % 5 == 0 else "train",
               number * 10 + place + 1))
'''

DUCK = r'''
import duckdb, sys
db = duckdb.connect()
try:
    # The extension comes as a package too, for machines that cannot reach DuckDB's own server.
    from duckdb_extensions import import_extension
    import_extension("sqlite_scanner")
except ImportError:
    db.execute("INSTALL sqlite_scanner")
db.execute("LOAD sqlite_scanner")
db.execute(f"ATTACH '{sys.argv[1]}' AS c (TYPE sqlite, READ_ONLY)")
if sys.argv[2] == "mean":
    figures = "count(value), avg(value), min(value), max(value)"
else:
    figures = "quantile_cont(value, 0.5), quantile_cont(value, 0.95)"
print(db.sql(f"""SELECT platform.name, metric, unit, {figures} FROM c.measurement
  JOIN c.platform ON platform.key = measurement.platform GROUP BY 1, 2, 3 ORDER BY 1""").fetchall())
'''


def merge(options, catalog, start, count):
    """Merges records from a pipe; seconds, processor seconds and peak memory of the merge alone."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(start), str(count)],
                              stdout=subprocess.PIPE)
    begun = time.perf_counter()
    process = subprocess.Popen([options.bin / "dataset-merge", "--quiet", "--into", catalog],
                               stdin=writer.stdout)
    writer.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    writer.wait()
    if status != 0:
        raise SystemExit("dataset-merge failed")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def benchmark(options):
    """A catalog of a million graphs: merging, looking up, summing up."""
    graphs = 20_000 if options.quick else 1_000_000
    catalog = options.work / f"large-{graphs}.db"
    for suffix in ("", "-wal", "-shm"):
        pathlib.Path(f"{catalog}{suffix}").unlink(missing_ok=True)
    tenth = graphs // 10
    first = merge(options, catalog, 0, tenth)
    merge(options, catalog, tenth, 8 * tenth)
    last = merge(options, catalog, 9 * tenth, tenth)
    yield Row(f"merging the last tenth of {graphs:,} graphs, {10 * graphs:,} figures, beside the first",
              last[1], first[1], note=f"{last[2]:.0f} MB resident, {first[2]:.0f} MB for the first")

    # Many look-ups by one statement, so that starting the program does not count.
    query = [options.bin / "dataset-query", "--catalog", catalog, "--quiet"]
    count = 10_000
    picked = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    identity = f"(SELECT id FROM graph WHERE key = 1 + i * 7919 % {graphs})"
    lookup = best_of(3, lambda: run([*query, "--sql", f"""{picked}
        SELECT sum((SELECT sum(value) FROM measurement JOIN graph ON graph.key = measurement.graph
          WHERE graph.id = {identity})) FROM n"""]))
    none = best_of(3, lambda: run([*query, "--sql", "SELECT 1"]))
    yield Row("looking ten figures of a graph up", (lookup.seconds - none.seconds) / count, at_most=0.001)
    one = best_of(3, lambda: run([*query, "measurements", "--where", "name = n4711 and platform ~ *-3",
                                  "--limit", "1"]))
    by_id = best_of(3, lambda: run(
        [*query, "measurements", "--graph", "g1-%032x" % (4711 * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)]))
    yield Row("dataset-query measurements --graph ID, whole program", by_id.seconds, at_most=0.05,
              note=f"by a name, which is no key: {one.seconds:.2f} s")

    # A DuckDB whose version has the extension may live in an interpreter of its own.
    python = [os.environ.get("PERFMILL_DUCKDB", sys.executable), "-c", DUCK, catalog]
    for name, statistics in [("mean", "count,mean,min,max"), ("quantiles", "median,p95")]:
        ours = best_of(2, lambda: run([*query, "--group-by", "platform", "--aggregate", statistics]))
        theirs = best_of(2, lambda: run([*python, name]))
        yield Row(f"{statistics} of {10 * graphs:,} figures by platform, beside DuckDB", ours.seconds,
                  theirs.seconds, target=1, note=f"{ours.megabytes:.0f} MB against {theirs.megabytes:.0f} MB")
    for suffix in ("", "-wal", "-shm"):
        pathlib.Path(f"{catalog}{suffix}").unlink(missing_ok=True)


if __name__ == "__main__":
    main(benchmark)
