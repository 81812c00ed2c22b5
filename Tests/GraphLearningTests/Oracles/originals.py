"""Writes small checkpoints as the authors' code saves them, and originals.json with what they predict.

    python originals.py

`nnlqp.pth` is in the legacy container, as torch 1.5 writes it, `eagle.pt` is a zip archive of doubles.
Parameters are w[k] = sin(0.37 k + 0.1) / 2 over the state dictionary, features x[k] = cos(0.7 k + 0.2).
"""

import collections, json, math, pathlib
import torch

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent


def filled(shapes):
    result, k = collections.OrderedDict(), 0
    for name, shape in shapes:
        count = math.prod(shape)
        result[name] = torch.tensor(
            [math.sin(0.37 * (k + i) + 0.1) / 2 for i in range(count)]).reshape(shape)
        k += count
    return result


def nnlqp():
    hidden, width = 4, 44
    shapes = []
    for layer, inputs in ((1, width), (2, hidden)):
        name = f"graph_conv_{layer}."
        shapes += [(name + "lin_l.weight", (hidden, inputs)), (name + "lin_l.bias", (hidden,)),
                   (name + "lin_r.weight", (hidden, inputs))]
    for head in range(2):
        name = f"head_{head}."
        shapes += [(name + "fc_1.weight", (hidden, hidden + 4)), (name + "fc_1.bias", (hidden,)),
                   (name + "fc_2.weight", (hidden, hidden)), (name + "fc_2.bias", (hidden,)),
                   (name + "predictor.weight", (1, hidden)), (name + "predictor.bias", (1,))]
    p = filled(shapes)
    torch.save({"epoch": 3, "state_dict": {k: v.float() for k, v in p.items()}, "best_acc": 1.0},
               HERE / "nnlqp.pth", _use_new_zipfile_serialization=False)
    # A chain of four nodes whose ends hear one neighbour and the others two.
    x = torch.tensor([math.cos(0.7 * k + 0.2) for k in range(4 * width)]).reshape(4, width)
    statics = torch.tensor([[1, 0.1, 0.2, 0.3]])
    for layer in (1, 2):
        name = f"graph_conv_{layer}."
        heard = torch.stack([x[1], (x[0] + x[2]) / 2, (x[1] + x[3]) / 2, x[2]])
        x = (heard @ p[name + "lin_l.weight"].T + p[name + "lin_l.bias"]
             + x @ p[name + "lin_r.weight"].T)
        x = torch.relu(torch.nn.functional.normalize(x))
    z = torch.cat([x.sum(0, keepdim=True), statics], 1)
    result = []
    for head in range(2):
        h = z
        for part in ("fc_1", "fc_2"):
            h = torch.relu(h @ p[f"head_{head}.{part}.weight"].T + p[f"head_{head}.{part}.bias"])
        h = h @ p[f"head_{head}.predictor.weight"].T + p[f"head_{head}.predictor.bias"]
        result.append(-torch.nn.functional.logsigmoid(h).item() * 1e-3)
    return result


def eagle():
    width = 5
    shapes = []
    for layer, inputs in enumerate((6, width)):
        shapes += [(f"gc.{layer}.weight", (inputs, width)), (f"gc.{layer}.bias", (width,))]
    for layer in range(2):
        shapes += [(f"bn.{layer}.weight", (width,)), (f"bn.{layer}.bias", (width,))]
    p = filled(shapes + [("fc.weight", (1, width)), ("fc.bias", (1,))])
    torch.save(p, HERE / "eagle.pt")
    # |nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|… has only: input 1, conv 2, output 8.
    a = torch.eye(9)
    a[0, :] = 1
    a[1, 2] = a[2, 8] = 1
    h = torch.zeros(9, 6)
    h[0, 5] = h[1, 3] = h[2, 1] = h[8, 4] = 1
    for layer in range(2):
        h = a @ (h @ p[f"gc.{layer}.weight"]) + p[f"gc.{layer}.bias"]
        h = torch.nn.functional.layer_norm(
            h, (width,), p[f"bn.{layer}.weight"], p[f"bn.{layer}.bias"])
        h = torch.relu(h)
    value = (h[0] @ p["fc.weight"].T + p["fc.bias"]).item()
    return value * 0.008 + 0.001


(HERE / "originals.json").write_text(json.dumps({"nnlqp": nnlqp(), "eagle": eagle()}) + "\n")
