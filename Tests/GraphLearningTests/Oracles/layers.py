"""Writes layers.json: what PyTorch and PyTorch Geometric make of each layer.

    python layers.py > layers.json

Inputs are x[k] = cos(0.7 k + 0.2), parameters w[k] = sin(0.37 k + 0.1) / 2 counted over all parameters in
the order given here. The gradients are those of the sum of the outputs times cos(0.11 k).
"""

import json, math
import networkx
import torch
import torch_geometric.nn as pyg
from torch_geometric.utils import scatter, softmax

torch.set_default_dtype(torch.float64)
# Two graphs of four and three nodes; node 3 hears nobody, node 6 hears three times.
EDGES = [(0, 1), (0, 2), (1, 2), (3, 0), (2, 1), (4, 6), (5, 6), (5, 4), (4, 5)]
NODES, WIDTH, OUT = 7, 5, 4
EDGE_INDEX = torch.tensor(sorted(EDGES, key=lambda e: (e[1], e[0]))).T
BATCH = torch.tensor([0, 0, 0, 0, 1, 1, 1])


def fill(parameters):
    k = 0
    for parameter in parameters:
        values = [math.sin(0.37 * (k + i) + 0.1) / 2 for i in range(parameter.numel())]
        parameter.data = torch.tensor(values).reshape(parameter.shape)
        k += parameter.numel()


def case(parameters, function, width=WIDTH, rows=NODES):
    fill(parameters)
    x = torch.tensor([math.cos(0.7 * k + 0.2) for k in range(rows * width)]).reshape(rows, width)
    x.requires_grad_(True)
    y = function(x)
    weights = torch.tensor([math.cos(0.11 * k) for k in range(y.numel())]).reshape(y.shape)
    for parameter in parameters:
        parameter.grad = None
    (y * weights).sum().backward()
    return {
        "output": y.flatten().tolist(), "input_gradient": x.grad.flatten().tolist(),
        "gradients": [p.grad.flatten().tolist() for p in parameters]}


def linear(inputs, outputs, bias=True):
    return torch.nn.Linear(inputs, outputs, bias=bias)


def neighbours(node):
    return [int(s) for s, t in EDGE_INDEX.T if int(t) == node]


def aggregate(kind):
    """GraphSAGE's layer as its authors published it (Hamilton and others, 2017)."""
    pool, own, width = linear(WIDTH, 6), linear(WIDTH, 2, False), WIDTH
    lstm = torch.nn.LSTM(WIDTH, 3, batch_first=True)
    if kind in ("max-pool", "mean-pool"):
        width = 6
    if kind == "lstm":
        width = 3
    heard = linear(width, 4 if kind == "gcn" else 2, False)

    def gather(x):
        if kind == "gcn":
            return torch.stack([x[[n] + neighbours(n)].mean(0) for n in range(NODES)])
        rows = torch.relu(pool(x)) if kind.endswith("pool") else x
        result = []
        for n in range(NODES):
            some = neighbours(n)
            if not some:
                result.append(torch.zeros(width))
            elif kind == "lstm":
                result.append(lstm(rows[some][None])[1][0][0, 0])
            else:
                result.append(rows[some].amax(0) if kind == "max-pool" else rows[some].mean(0))
        return torch.stack(result)

    def forward(x):
        said = heard(gather(x))
        return said if kind == "gcn" else torch.cat([own(x), said], 1)

    parameters = {"mean": [], "gcn": [], "lstm": list(lstm.parameters())}.get(
        kind, list(pool.parameters()))
    parameters += [heard.weight] + ([] if kind == "gcn" else [own.weight])
    return case(parameters, forward)


def readout(kind):
    score, both = linear(WIDTH, 1), linear(2 * WIDTH, WIDTH)

    def attention(x):
        return scatter(softmax(score(x), BATCH) * x, BATCH, reduce="sum")

    functions = {
        "sum": ([], lambda x: pyg.global_add_pool(x, BATCH)),
        "mean": ([], lambda x: pyg.global_mean_pool(x, BATCH)),
        "max": ([], lambda x: pyg.global_max_pool(x, BATCH)),
        "attention": (list(score.parameters()), attention),
        "synmm": (
            list(both.parameters()),
            lambda x: both(torch.cat(
                [pyg.global_max_pool(x, BATCH), pyg.global_mean_pool(x, BATCH)], 1)))}
    return case(*functions[kind])


def batch_norm(train):
    norm = torch.nn.BatchNorm1d(WIDTH).train(train)
    # The running averages come after gain and shift; none of them has a gradient.
    norm.running_mean = torch.tensor([math.sin(0.37 * (2 * WIDTH + k) + 0.1) / 2 for k in range(WIDTH)])
    norm.running_var = torch.tensor([0.5 + 0.25 * k for k in range(WIDTH)])
    result = case([norm.weight, norm.bias], norm)
    result["running"] = norm.running_mean.tolist() + norm.running_var.tolist()
    return result


def attention():
    """Two heads over the nodes that reach a node or that it reaches, and itself."""
    width = 6
    layer = torch.nn.MultiheadAttention(width, 2)
    graph = networkx.DiGraph(EDGES)
    sees = torch.tensor([[
        i == j or networkx.has_path(graph, i, j) or networkx.has_path(graph, j, i)
        for j in range(NODES)] for i in range(NODES)])
    parameters = [
        layer.in_proj_weight, layer.in_proj_bias, layer.out_proj.weight, layer.out_proj.bias]
    return case(
        parameters, lambda x: layer(x, x, x, attn_mask=~sees, need_weights=False)[0], width)


def contrast():
    """GENNAPE's contrastive loss, its mean over rows, at a temperature of 0.5."""
    apart = torch.tensor([[abs(i - j) / 3.0 for j in range(NODES)] for i in range(NODES)])
    others = ~torch.eye(NODES, dtype=torch.bool)
    wanted = torch.softmax((-apart).masked_fill(~others, -math.inf), 1)

    def loss(x):
        z = torch.nn.functional.normalize(x)
        found = torch.log_softmax((z @ z.T / 0.5).masked_fill(~others, -math.inf), 1)
        return -(wanted * found.masked_fill(~others, 0)).sum() / NODES

    return case([], loss)


graph = pyg.GraphConv(WIDTH, OUT)
sage = pyg.SAGEConv(WIDTH, OUT)
gcn = pyg.GCNConv(WIDTH, OUT)
gin_map = torch.nn.Sequential(linear(WIDTH, OUT), linear(OUT, OUT))
gin = pyg.GINConv(gin_map)
gat = pyg.GATConv(WIDTH, OUT)
norm = torch.nn.LayerNorm(WIDTH)

result = {
    "graph-conv": case(
        [graph.lin_rel.weight, graph.lin_rel.bias, graph.lin_root.weight],
        lambda x: graph(x, EDGE_INDEX)),
    "sage": case(
        [sage.lin_l.weight, sage.lin_l.bias, sage.lin_r.weight], lambda x: sage(x, EDGE_INDEX)),
    "gcn": case([gcn.bias, gcn.lin.weight], lambda x: gcn(x, EDGE_INDEX)),
    "gin": case(list(gin_map.parameters()), lambda x: gin(x, EDGE_INDEX)),
    "gat": case(
        [gat.att_src, gat.att_dst, gat.bias, gat.lin.weight], lambda x: gat(x, EDGE_INDEX)),
    "layer-norm": case([norm.weight, norm.bias], lambda x: norm(x)),
    "batch-norm": batch_norm(True),
    "batch-norm-running": batch_norm(False),
    "multi-head-attention": attention(),
    "contrast": contrast(),
}
for kind in ("mean", "gcn", "max-pool", "mean-pool", "lstm"):
    result["aggregate-" + kind] = aggregate(kind)
for kind in ("sum", "mean", "max", "attention", "synmm"):
    result["readout-" + kind] = readout(kind)
# One decimal digit more than single precision has.
print(json.dumps(json.loads(json.dumps(result), parse_float=lambda t: float(f"{float(t):.8g}"))))
