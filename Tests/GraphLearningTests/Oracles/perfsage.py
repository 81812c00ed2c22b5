"""Writes perfsage.json: what a small PerfSAGE of each aggregator gives, and its losses over ten steps.

    python perfsage.py

The layers are those of layers.py over its two graphs; here each has an embedding of the operator beside two
features, two layers 2 wide, rows divided by their length, their sum over 200 slots and one map. Parameters
are w[k] = sin(0.37 k + 0.1) / 2 in the order below, features x[k] = cos(0.7 k + 0.2), a node's operator is its
number modulo 3. The loss is the mean of |p/y - 1| with y = 0.5 and 0.8; gradients are cut to 5, Adam's rate
is 0.01.
"""

import json, math, pathlib
import torch

torch.set_default_dtype(torch.float64)
EDGES = [(0, 1), (0, 2), (1, 2), (3, 0), (2, 1), (4, 6), (5, 6), (5, 4), (4, 5)]
NODES, HIDDEN = 7, 2
NEAR = [sorted({s for s, t in EDGES if t == n}) for n in range(NODES)]


def run(kind):
    parameters, k = {}, 0

    def add(name, *shape):
        nonlocal k
        count = math.prod(shape)
        values = [math.sin(0.37 * (k + i) + 0.1) / 2 for i in range(count)]
        parameters[name] = torch.tensor(values).reshape(shape).requires_grad_()
        k += count

    add("embedding", 3, 32)
    width = 2 + 32
    pooled = HIDDEN if kind == "lstm" else 4 * HIDDEN
    for layer in range(2):
        gathered = width
        if kind.endswith("pool"):
            add(f"pool{layer}", pooled, width)
            add(f"bias{layer}", pooled)
            gathered = pooled
        if kind == "lstm":
            add(f"ih{layer}", 4 * pooled, width)
            add(f"hh{layer}", 4 * pooled, pooled)
            add(f"bi{layer}", 4 * pooled)
            add(f"bh{layer}", 4 * pooled)
            gathered = pooled
        add(f"neigh{layer}", 2 * HIDDEN if kind == "gcn" else HIDDEN, gathered)
        if kind != "gcn":
            add(f"self{layer}", HIDDEN, width)
        width = 2 * HIDDEN
    add("map", 1, width)
    add("shift", 1)
    p = parameters

    def gather(x, layer):
        rows = []
        for n in range(NODES):
            near = NEAR[n]
            if kind == "gcn":
                rows.append(x[[n] + near].mean(0))
            elif not near:
                rows.append(torch.zeros(x.shape[1] if kind == "mean" else pooled))
            elif kind == "mean":
                rows.append(x[near].mean(0))
            elif kind == "lstm":
                h = c = torch.zeros(pooled)
                for m in near:
                    gates = (p[f"ih{layer}"] @ x[m] + p[f"bi{layer}"]
                             + p[f"hh{layer}"] @ h + p[f"bh{layer}"])
                    i, f, g, o = gates.chunk(4)
                    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                    h = torch.sigmoid(o) * torch.tanh(c)
                rows.append(h)
            else:
                some = torch.relu(x[near] @ p[f"pool{layer}"].T + p[f"bias{layer}"])
                rows.append(some.amax(0) if kind == "max-pool" else some.mean(0))
        return torch.stack(rows)

    def forward():
        x = torch.tensor([math.cos(0.7 * k + 0.2) for k in range(NODES * 2)]).reshape(NODES, 2)
        x = torch.cat([x, p["embedding"][[n % 3 for n in range(NODES)]]], 1)
        for layer in range(2):
            said = gather(x, layer) @ p[f"neigh{layer}"].T
            x = said if kind == "gcn" else torch.cat([x @ p[f"self{layer}"].T, said], 1)
            x = torch.relu(x) if layer == 0 else x
        x = torch.nn.functional.normalize(x)
        sums = torch.stack([x[:4].sum(0), x[4:].sum(0)]) / 200
        return (sums @ p["map"].T + p["shift"])[:, 0]

    truth = torch.tensor([0.5, 0.8])
    optimiser = torch.optim.Adam(p.values(), lr=0.01)
    output, losses = forward().tolist(), []
    for _ in range(10):
        optimiser.zero_grad()
        loss = (forward() / truth - 1).abs().mean()
        loss.backward()
        torch.nn.utils.clip_grad_value_(p.values(), 5)
        optimiser.step()
        losses.append(loss.item())
    return {"output": output, "losses": losses}


path = pathlib.Path(__file__).with_name("perfsage.json")
path.write_text(json.dumps(
    {kind: run(kind) for kind in ("mean", "gcn", "max-pool", "mean-pool", "lstm")}) + "\n")
