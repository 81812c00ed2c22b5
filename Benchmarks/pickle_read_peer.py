"""The peer of pickle_read.py: pickle.load and json.dumps of CPython, both in C.

    pickle_read_peer.py FILE

Keys that are no texts become texts, and numpy's scalars become floats, because json.dumps takes neither.
"""

import json
import pickle
import sys

with open(sys.argv[1], "rb") as file:
    value = pickle.load(file)
if isinstance(value, dict) and not all(isinstance(key, str) for key in value):
    value = {str(key): float(figure) for key, figure in value.items()}
sys.stdout.write(json.dumps(value))
