#!/usr/bin/env python3
"""Loads the pickles of a file that we wrote, and says of each what it holds and what size CPython makes.

    python3 load_pickles.py FILE PROTOCOL

One line each: the number of our bytes, of CPython's, and the value.
"""

import pickle, sys


def spell(value):
    kind = type(value)
    if kind is dict:
        return "{" + ",".join(f"{spell(k)}:{spell(v)}" for k, v in value.items()) + "}"
    if kind is list:
        return "[" + ",".join(map(spell, value)) + "]"
    if kind is tuple:
        return "(" + ",".join(map(spell, value)) + ")"
    if kind in (set, frozenset):
        return kind.__name__ + "{" + ",".join(sorted(map(spell, value))) + "}"
    if kind is str:
        return "'" + value.encode("utf-8", "surrogatepass").hex() + "'"
    if kind is bytes:
        return "b" + value.hex()
    if kind is float:
        return "f" + value.hex()
    if kind.__module__ == "numpy":
        return f"{kind.__name__}:{value.tobytes().hex()}"
    return repr(value)


with open(sys.argv[1], "rb") as file:
    while file.peek(1):
        start = file.tell()
        value = pickle.load(file)
        ours = file.tell() - start
        theirs = len(pickle.dumps(value, int(sys.argv[2])))
        print(ours, theirs, spell(value))
