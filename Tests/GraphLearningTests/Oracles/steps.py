"""Writes steps.json: outputs and losses over ten steps of a small BRP-NAS and a small SeerNet.

    python steps.py

The graphs are those of layers.py. Parameters are w[k] = sin(0.37 k + 0.1) / 2 in the order below, features of
nodes x[k] = cos(0.7 k + 0.2), of connections cos(0.3 k + 0.5), of graphs cos(0.9 k + 0.4). BRP-NAS's
graph network has three layers 5 wide and learns 0.5 and 0.8 by L1 with AdamW at 4e-4, decay 5e-4 (Eagle);
the global node is each graph's first, which hears all. SeerNet has two blocks 4 wide and learns 0.5
and -0.8 by squared errors with Adam at 1e-3 (PerfSeer).
"""

import json, math, pathlib
import torch
from torch_geometric.utils import scatter, softmax

torch.set_default_dtype(torch.float64)
EDGES = [(0, 1), (0, 2), (1, 2), (3, 0), (2, 1), (4, 6), (5, 6), (5, 4), (4, 5)]
EDGES.sort(key=lambda e: (e[1], e[0]))
SOURCE, TARGET = (torch.tensor(side) for side in zip(*EDGES))
NODES = 7
BATCH = torch.tensor([0, 0, 0, 0, 1, 1, 1])


def wave(step, shift, rows, columns):
    values = [math.cos(step * k + shift) for k in range(rows * columns)]
    return torch.tensor(values).reshape(rows, columns)


class Parameters(dict):
    count = 0

    def add(self, name, *shape):
        size = math.prod(shape)
        values = [math.sin(0.37 * (self.count + i) + 0.1) / 2 for i in range(size)]
        self[name] = torch.tensor(values).reshape(shape).requires_grad_()
        self.count += size

    def linear(self, name, inputs, outputs):
        self.add(name + ".weight", outputs, inputs)
        self.add(name + ".bias", outputs)

    def __call__(self, name, x):
        return x @ self[name + ".weight"].T + self[name + ".bias"]


def train(parameters, forward, loss, optimiser):
    output, losses = forward().flatten().tolist(), []
    for _ in range(10):
        optimiser.zero_grad()
        value = loss(forward())
        value.backward()
        optimiser.step()
        losses.append(value.item())
    return {"output": output, "losses": losses}


def brp_nas():
    p, width = Parameters(), 5
    for layer in range(3):
        p.linear(f"gc.{layer}", 6 if layer == 0 else width, width)
    for layer in range(3):
        p.add(f"bn.{layer}.weight", width)
        p.add(f"bn.{layer}.bias", width)
    p.linear("fc", width, 1)
    hears = torch.eye(NODES)
    hears[TARGET, SOURCE] = 1
    # The last layer is read at a global node, which hears all nodes of its graph.
    whole = torch.zeros(2, NODES)
    whole[BATCH, torch.arange(NODES)] = 1

    def forward():
        h = wave(0.7, 0.2, NODES, 6)
        for layer in range(3):
            h = p(f"gc.{layer}", (whole if layer == 2 else hears) @ h)
            h = torch.relu(torch.nn.functional.layer_norm(
                h, (width,), p[f"bn.{layer}.weight"], p[f"bn.{layer}.bias"]))
        return p("fc", h)

    truth = torch.tensor([[0.5], [0.8]])
    optimiser = torch.optim.AdamW(p.values(), lr=4e-4, weight_decay=5e-4)
    return train(p, forward, lambda y: (y - truth).abs().mean(), optimiser)


def seernet():
    p, width = Parameters(), 4
    for name, columns in [("node_enc", 3), ("edge_enc", 2), ("global_enc", 3)]:
        p.linear(name, columns, width)
    p.linear("z_init.score", width, 1)
    for block in ("block0", "block1"):
        for name, widths in [("e", [4, 1, 1]), ("v", [3, 1, 1])]:
            for layer, (a, b) in enumerate(zip(widths, widths[1:])):
                p.linear(f"{block}.{name}.{layer}", a * width, b * width)
        p.linear(f"{block}.zagg.score", width, 1)
        for layer in range(3):
            p.linear(f"{block}.z.{layer}", width, width)
        p.linear(f"{block}.synmm", 2 * width, width)
        for layer, inputs in enumerate([3, 1]):
            p.linear(f"{block}.u.{layer}", inputs * width, width)
    for layer, outputs in enumerate([width, 1]):
        p.linear(f"head.{layer}", width, outputs)

    def mlp(name, x, layers):
        for layer in range(layers):
            x = p(f"{name}.{layer}", torch.relu(x) if layer else x)
        return x

    def attention(name, x):
        return scatter(softmax(p(name, x), BATCH) * x, BATCH, reduce="sum")

    def forward():
        v = p("node_enc", wave(0.7, 0.2, NODES, 3))
        e = p("edge_enc", wave(0.3, 0.5, len(EDGES), 2))
        u = p("global_enc", wave(0.9, 0.4, 2, 3))
        z = attention("z_init.score", v)
        for block in ("block0", "block1"):
            e_ = mlp(f"{block}.e", torch.cat([e, v[SOURCE], v[TARGET], u[BATCH[TARGET]]], 1), 2)
            arriving = scatter(e_, TARGET, dim_size=NODES, reduce="mean")
            v_ = mlp(f"{block}.v", torch.cat([arriving, v + z[BATCH], u[BATCH]], 1), 2)
            z_ = mlp(f"{block}.z", attention(f"{block}.zagg.score", v_) + z, 3)
            both = torch.cat([scatter(v_, BATCH, reduce="max"), scatter(v_, BATCH, reduce="mean")], 1)
            u = u + mlp(f"{block}.u", torch.cat([p(f"{block}.synmm", both), z_, u], 1), 2)
            v, e, z = v + v_, e + e_, z + z_
        return mlp("head", u, 2)

    truth = torch.tensor([[0.5], [-0.8]])
    optimiser = torch.optim.Adam(p.values(), lr=1e-3)
    return train(p, forward, lambda y: ((y - truth) ** 2).mean(), optimiser)


path = pathlib.Path(__file__).with_name("steps.json")
path.write_text(json.dumps({"brp-nas": brp_nas(), "seernet": seernet()}) + "\n")
