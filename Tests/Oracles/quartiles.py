"""Reads lists of numbers, one JSON array a line, and prints numpy's quartiles and Eagle's figure.

Eagle's rule, for a list of lists: of each list the values between its quartiles, both included, and
their mean; then the same with the means. For a plain list the last column is the mean of the values
between the quartiles. Empty selections become their list's median.
"""

import json, sys

import numpy as np


def middle(values):
    values = np.array(values)
    low, high = np.percentile(values, [25, 75])
    kept = values[(low <= values) & (values <= high)]
    return float(np.mean(kept)) if len(kept) else float(np.median(values))


for line in sys.stdin:
    lists = json.loads(line)
    if isinstance(lists[0], list):
        print(repr(middle([middle(values) for values in lists])))
    else:
        print(*(repr(float(x)) for x in np.percentile(lists, [25, 50, 75, 99])))
