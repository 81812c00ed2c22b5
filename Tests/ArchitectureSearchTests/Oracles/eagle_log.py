"""Lets Eagle's own code write the logs that EagleLogTests hold ours against.

    python3 eagle_log.py CHECKOUT

CHECKOUT is https://github.com/SamsungLabs/eagle at c5cbe76. The predictors are tables of what they say;
the loop, the sorting and the writing are Eagle's `predict`. Needs torch and numpy.
"""

import pathlib
import sys
import tempfile
import types

sys.path.insert(0, sys.argv[1])
import torch

for name in ("nasbench201",):
    package = types.ModuleType("eagle.models")
    package.__path__ = []
    module = types.ModuleType("eagle.models." + name)
    sys.modules["eagle.models"] = package
    sys.modules["eagle.models." + name] = module

from eagle.predictors import __main__ as eagle
from eagle.predictors import infer

CELLS = [(0, 0, 0, 2, 2, 4), (3, 0, 1, 2, 2, 4), (1, 2, 3, 4, 0, 1), (4, 4, 4, 4, 4, 4), (2, 2, 2, 2, 2, 2)]
TRUTHS = [0.9312666654586792, 1e-05, 0.1 + 0.2, 1.0, 0.0001]
SAID = [0.93, -2.5e-07, 0.30000000000000016, 1e16, 0.000105]


class Said:
    """A predictor that is a table, of figures or of an order."""

    def __init__(self, binary):
        self.binary_classifier = binary

    def __call__(self, cell, _):
        return torch.tensor([[SAID[CELLS.index(cell)]]], dtype=torch.float64)

    def cpu(self):
        pass

    cuda = eval = train = cpu


def write(binary, folder):
    infer.prepare_tensors = lambda cells, figures, *_, **__: (
        cells[0], None, torch.tensor([figures], dtype=torch.float64), None)
    infer.precompute_embeddings = lambda *_, **__: None
    infer.precomputed_forward = lambda _, pair, __: torch.tensor(
        [[SAID[place] for place in pair]], dtype=torch.float64)
    data = list(zip(CELLS, TRUTHS))
    for _ in range(2):
        eagle.predict(
            data, folder, "none", "nasbench201", "accuracy", "gcn", Said(binary), log=True,
            explored_models=[data[2], data[0]])
    return (pathlib.Path(folder) / "nasbench201/accuracy/none/gcn/log.txt").read_text()


for binary in (False, True):
    with tempfile.TemporaryDirectory() as folder:
        text = write(binary, folder)
    print(text, file=sys.stderr, end="\n\n")
