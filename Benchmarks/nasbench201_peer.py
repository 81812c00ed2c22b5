"""What cg-sample replaces for NAS-Bench-201, as scripts do it.

    nasbench201_peer.py cells|networks COUNT

`cells`: Eagle's pruning in plain Python, a networkx graph, its Weisfeiler-Lehman hash, the same record
as cg-sample's but for identity and order of nodes.
`networks`: the fifteen-cell network by onnx.helper, onnx shape inference, costs of every node, one
JSON line. Takes codes evenly from the whole space; prints to nowhere.
"""

import itertools
import json
import sys

OPS = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
SKELETON = [(0, 1), (0, 2), (0, 4), (1, 3), (1, 5), (2, 6), (3, 6), (4, 7), (5, 7), (6, 7)]
SOURCES = [0, 0, 1, 0, 1, 2]
TARGETS = [1, 2, 2, 3, 3, 3]


def code(number):
    digits = []
    for _ in range(6):
        digits.append(number % 5)
        number //= 5
    return digits


def reach(matrix, start, forward):
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for other in range(8):
            if (matrix[node][other] if forward else matrix[other][node]) and other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def cell(ops):
    """Eagle's get_matrix_and_ops with pruning, in its compact form."""
    matrix = [[0] * 8 for _ in range(8)]
    for source, target in SKELETON:
        matrix[source][target] = 1
    labels = ["input"] + [None] * 6 + ["output"]
    for node, op in enumerate(ops, 1):
        if op == 0:
            for other in range(8):
                matrix[other][node] = matrix[node][other] = 0
        elif op == 1:
            before = [i for i in range(8) if matrix[i][node]]
            after = [i for i in range(8) if matrix[node][i]]
            for i in before:
                for j in after:
                    matrix[i][j] = 1
                matrix[i][node] = 0
            if before:
                for j in after:
                    matrix[node][j] = 0
        else:
            labels[node] = OPS[op]
    kept = sorted(reach(matrix, 0, True) & reach(matrix, 7, False))
    if 0 not in kept or 7 not in kept:
        kept = []
    return [labels[i] for i in kept], [
        (a, b) for a, i in enumerate(kept) for b, j in enumerate(kept) if matrix[i][j]]


def text(ops):
    """NAS-Bench-201's own string of a code."""
    edges = iter(zip(ops, SOURCES))
    return "+".join(
        "|" + "".join(f"{OPS[op]}~{source}|" for op, source in itertools.islice(edges, target))
        for target in (1, 2, 3))


def cells(count, out):
    import networkx as nx

    for sample in range(count):
        ops = code(sample * 15_625 // count)
        labels, edges = cell(ops)
        graph = nx.DiGraph()
        # Every node stands behind what it reads: the order is a topological one already.
        graph.add_nodes_from((node, {"op": label}) for node, label in enumerate(labels))
        graph.add_edges_from(edges)
        key = nx.weisfeiler_lehman_graph_hash(graph, node_attr="op") if labels else ""
        name = text(ops)
        out.write(json.dumps({
            "kind": "graph", "id": "g1-" + key, "structure": "s1-" + key, "name": name,
            "family": "nasbench201", "inputs": [], "weights": [],
            "nodes": [{"op": "cell." + label, "attributes": {},
                       "inputs": list(graph.predecessors(node)), "outputs": [{"shape": None}]}
                      for node, label in enumerate(labels)],
            "outputs": [len(labels) - 1] if labels else [], "edges": edges, "totals": {},
            "source": {"format": "architecture", "path": "nasbench201/cell/pruned", "id": name}})
            + "\n")


def network(ops):
    from onnx import TensorProto, helper

    nodes, weights = [], []

    def add(op, inputs, **attributes):
        name = f"t{len(nodes)}"
        nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def weight(shape):
        name = f"w{len(weights)}"
        weights.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def conv(x, cin, cout, k, stride=1):
        return add("Conv", [x, weight([cout, cin, k, k])], kernel_shape=[k, k],
                   strides=[stride] * 2, pads=[k // 2] * 4, dilations=[1, 1], group=1)

    def norm(x, c):
        return add("BatchNormalization", [x] + [weight([c]) for _ in range(4)])

    def rcb(x, cin, cout, k, stride=1):
        return norm(conv(add("Relu", [x]), cin, cout, k, stride), cout)

    def edge(op, x, c):
        if op == 0:
            return add("Mul", [x, weight([])])
        if op == 1:
            return x
        if op == 4:
            return add("AveragePool", [x], kernel_shape=[3, 3], strides=[1, 1], pads=[1] * 4)
        return rcb(x, c, c, 1 if op == 2 else 3)

    x = norm(conv("input", 3, 16, 3), 16)
    for stage in range(3):
        c = 16 << stage
        if stage:
            main = rcb(rcb(x, c // 2, c, 3, 2), c, c, 3)
            small = add("AveragePool", [x], kernel_shape=[2, 2], strides=[2, 2])
            x = add("Add", [conv(small, c // 2, c, 1), main])
        for _ in range(5):
            values = [x]
            for target in (1, 2, 3):
                terms = [edge(ops[e], values[SOURCES[e]], c)
                         for e in range(6) if TARGETS[e] == target]
                total = terms[0]
                for term in terms[1:]:
                    total = add("Add", [total, term])
                values.append(total)
            x = values[3]
    x = add("Flatten", [add("GlobalAveragePool", [add("Relu", [norm(x, 64)])])])
    x = add("Gemm", [x, weight([10, 64]), weight([10])], transB=1)
    graph = helper.make_graph(
        nodes, "net",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, 32, 32])] + weights,
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, None)])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])


def product(numbers):
    total = 1
    for number in numbers:
        total *= number
    return total


def networks(count, out):
    from onnx import shape_inference

    for sample in range(count):
        model = shape_inference.infer_shapes(network(code(sample * 15_625 // count)))
        graph = model.graph
        shapes = {}
        for value in list(graph.input) + list(graph.value_info) + list(graph.output):
            shapes[value.name] = [d.dim_value for d in value.type.tensor_type.shape.dim]
        rows = []
        for node in graph.node:
            shape = shapes[node.output[0]]
            macs = 0
            if node.op_type == "Conv":
                macs = product(shape) * product(shapes[node.input[1]][1:])
            elif node.op_type == "Gemm":
                macs = product(shapes[node.input[1]])
            rows.append({
                "op": node.op_type, "inputs": list(node.input), "shape": shape, "macs": macs,
                "parameters": sum(product(shapes[w]) for w in node.input if w[0] == "w")})
        out.write(json.dumps({"kind": "graph", "nodes": rows}) + "\n")


if __name__ == "__main__":
    with open("/dev/null", "w") as nowhere:
        {"cells": cells, "networks": networks}[sys.argv[1]](int(sys.argv[2]), nowhere)
