#!/usr/bin/env python3
"""Turns pickles into JSON with pickle-read and with CPython's pickle.load and json.dumps, per core.

An Eagle dictionary (15,284 tuples of six numbers, each with a numpy scalar, protocol 3) and 100 MB of
nested dictionaries, lists, texts and floats (protocol 4). Processor time of whole runs, of which the
start of each program, measured by itself, is taken off; the note gives the whole runs.
"""

import functools
import multiprocessing
import pathlib
import pickle
import random
import sys

from harness import Row, in_turn, main, run

PEER = pathlib.Path(__file__).with_name("pickle_read_peer.py")


def eagle(path):
    """A dictionary of the kind that Eagle publishes."""
    import itertools
    import numpy
    chance = random.Random(1)
    cells = list(itertools.product(range(5), repeat=6))[:15284]
    with open(path, "wb") as file:
        pickle.dump({cell: numpy.float64(chance.uniform(0.001, 0.0095)) for cell in cells}, file, 3)


def nested(path, size):
    """About `size` bytes of nested dictionaries, lists, texts and floats."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnop_", k=chance.randint(3, 14))) for _ in range(3000)]

    def value(depth):
        kind = chance.random()
        if depth and kind < 0.25:
            return {chance.choice(words): value(depth - 1) for _ in range(chance.randint(2, 8))}
        if depth and kind < 0.5:
            return [value(depth - 1) for _ in range(chance.randint(2, 10))]
        if kind < 0.7:
            return chance.random() * 1000
        if kind < 0.8:
            return chance.randint(-1000, 10**6)
        return f"item {chance.randint(0, 10**7)} {chance.choice(words)}"

    values, length = [], 0
    while length < size:
        some = [value(6) for _ in range(50)]
        length += len(pickle.dumps(some, 4))
        values += some
    with open(path, "wb") as file:
        pickle.dump(values, file, 4)


def benchmark(options):
    rounds = 1 if options.quick else 3
    tool, peer = options.bin / "pickle-read", [sys.executable, PEER]
    empty = options.work / "pickle_empty.pickle"
    empty.write_bytes(pickle.dumps({}, 4))
    jobs = [
        ("eagle", eagle, 8, None),
        ("nested", functools.partial(nested, size=10**7 if options.quick else 10**8), 5, 150),
    ]
    for name, make, factor, rate in jobs:
        path = options.work / f"pickle_{name}{'_quick' if options.quick else ''}.pickle"
        if not path.exists():
            # In a process of its own: what a process starts begins with its memory, and so would the peak.
            maker = multiprocessing.Process(target=make, args=(path,))
            maker.start()
            maker.join()
        imports = ["-c", "import numpy.core.multiarray, pickle, json" if name == "eagle"
                   else "import pickle, json"]
        size = path.stat().st_size / 1e6
        # What takes little more than a start is told from it by the best of many runs.
        ours, ours_start, theirs, theirs_start = in_turn(
            rounds if rate else 5 * rounds,
            lambda: run([tool, path]), lambda: run([tool, empty]),
            lambda: run([*peer, path]), lambda: run([sys.executable, *imports]))
        mine = max(ours.processor - ours_start.processor, 1e-4)
        other = theirs.processor - theirs_start.processor
        note = (f"whole runs {1000 * ours.seconds:.0f} and {1000 * theirs.seconds:.0f} ms, "
                f"{ours.megabytes:.0f} and {theirs.megabytes:.0f} MB")
        yield Row(f"pickle-read, {name}, {size:.1f} MB", mine, other, target=factor, note=note)
        if rate:
            yield Row(f"pickle-read, {name}, resident for each byte", ours.megabytes / size,
                      theirs.megabytes / size, unit="x", at_most=4)
        if rate and not options.quick:
            yield Row(f"pickle-read, {name}, MB/s", size / mine, size / other, unit="MB/s",
                      higher=True, at_least=rate)


main(benchmark)
