"""What every benchmark shares: running commands, measuring them, and one table of results.

A benchmark is a program `NAME.py --bin FOLDER [--quick] [--json]` that yields `Row`s:

    from harness import Row, run, main

    def benchmark(options):
        ours = best_of(3, lambda: run([f"{options.bin}/gt-parse", path]))
        peer = best_of(3, lambda: run([sys.executable, "-c", PEER, path]))
        yield Row("gt-parse, 10 million lines", ours.seconds, peer.seconds, target=15)

    main(benchmark)

Times are wall-clock seconds, the best of several runs; memory is the peak resident size in MB.
"""

import argparse, dataclasses, json, os, pathlib, subprocess, sys, time


@dataclasses.dataclass
class Row:
    """One job done by us and by the peer. `target` is the least factor peer/ours that is wanted."""

    job: str
    ours: float
    peer: float | None = None
    target: float | None = None
    note: str = ""
    unit: str = "s"
    # With `higher`, ours and peer are rates: the factor is ours/peer.
    higher: bool = False
    # A bound on `ours` alone, such as 0.015 s or 40 MB.
    at_most: float | None = None
    at_least: float | None = None

    @property
    def factor(self):
        if not self.peer or not self.ours:
            return None
        return self.ours / self.peer if self.higher else self.peer / self.ours

    @property
    def passed(self):
        checks = []
        if self.target is not None and self.factor is not None:
            checks.append(self.factor >= self.target)
        if self.at_most is not None:
            checks.append(self.ours <= self.at_most)
        if self.at_least is not None:
            checks.append(self.ours >= self.at_least)
        return all(checks)


@dataclasses.dataclass
class Run:
    """A command that has ended: its seconds, its processor seconds and its peak memory."""

    seconds: float
    processor: float
    megabytes: float


def run(command, stdin=None, stdout=subprocess.DEVNULL, check=True, env=None):
    """Runs a command and measures it. `stdin` and `stdout` are paths or None."""
    source = open(stdin, "rb") if stdin else subprocess.DEVNULL
    sink = open(stdout, "wb") if isinstance(stdout, (str, pathlib.Path)) else stdout
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], stdin=source, stdout=sink, stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})})
    messages = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    for file in (source, sink):
        if hasattr(file, "close"):
            file.close()
    if check and process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {messages[-500:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def best_of(count, measure):
    """The fastest of several runs."""
    return min((measure() for _ in range(count)), key=lambda run: run.seconds)


def in_turn(count, *measures, least="processor"):
    """Of several measures the run of each that took the least processor time, or wall-clock `seconds`. They
    are taken in turn, so that what else the machine does weighs on all of them alike."""
    rounds = [[measure() for measure in measures] for _ in range(count)]
    return [min(runs, key=lambda run: getattr(run, least)) for runs in zip(*rounds)]


def number(value):
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows):
    """The rows as aligned text."""
    head = ("job", "ours", "peer", "factor", "wanted", "", "")
    lines = [head]
    for row in rows:
        wanted = []
        if row.target is not None:
            wanted.append(f"{row.target:g}x")
        if row.at_most is not None:
            wanted.append(f"<= {row.at_most:g} {row.unit}")
        if row.at_least is not None:
            wanted.append(f">= {row.at_least:g} {row.unit}")
        lines.append((
            row.job, f"{number(row.ours)} {row.unit}",
            f"{number(row.peer)} {row.unit}" if row.peer is not None else "-",
            f"{number(row.factor)}x" if row.factor else "-", ", ".join(wanted) or "-",
            "ok" if row.passed else "MISSED", row.note))
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip()
                     for line in lines)


def main(benchmark):
    """Runs a benchmark from its command line."""
    parser = argparse.ArgumentParser(description=benchmark.__doc__)
    parser.add_argument("--bin", type=pathlib.Path, default=pathlib.Path(".build/release"))
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("Benchmarks/work"),
                        help="folder for the files that are made on the spot")
    parser.add_argument("--quick", action="store_true", help="smaller inputs, fewer runs")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")
    options = parser.parse_args()
    options.bin = options.bin.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    rows = []
    for row in benchmark(options):
        rows.append(row)
        if options.json:
            print(json.dumps(dataclasses.asdict(row)), flush=True)
    if not options.json:
        print(table(rows))
