"""What cg-build replaces, as a script would do it: load, infer shapes, build the networkx graph, and
compute NNLQP's node features, adjacency and totals. Takes a list of files; prints nothing.

One graph node is one operator output; weights are dropped; the features are 32 slots for the
operator, 8 for its attributes and 4 for the output's shape.
"""

import sys

import networkx as nx
import numpy as np
import onnx
from onnx import numpy_helper, shape_inference

OPERATORS = [
    "Conv", "Relu", "Add", "Sigmoid", "Reshape", "MaxPool", "Split", "GlobalAveragePool", "Gemm",
    "Transpose", "Upsample", "BatchNormalization", "Mul", "Concat", "Flatten", "AveragePool", "Cast",
    "MatMul", "ReduceMean", "Pow", "Slice", "Div", "Sub", "Sqrt", "Clip", "Softmax", "Tanh",
    "ConvTranspose",
]
CODES = {name: code for code, name in enumerate(OPERATORS)}
SCALES = {"kernel_shape": (2.53, 56), "strides": (1.16, 56), "pads": (0.75, 6), "dilations": (1, 1)}
SHAPE_MEAN = np.array([12.25, 286.96, 32.62, 31.80])
SHAPE_SCALE = np.array([1024, 2496, 256, 256])


def dims(value):
    return [d.dim_value for d in value.type.tensor_type.shape.dim]


def attribute(node, name, default):
    for a in node.attribute:
        if a.name == name:
            return onnx.helper.get_attribute_value(a)
    return default


def features(node, shape):
    row = np.zeros(44, dtype=np.float32)
    code = CODES.get(node.op_type)
    if code is not None:
        row[code] = 1
    slot = 32
    if node.op_type in ("Conv", "ConvTranspose", "MaxPool", "AveragePool"):
        for name, (mean, scale) in SCALES.items():
            values = attribute(node, name, [0 if name == "pads" else 1])
            row[slot] = (values[0] - mean) / scale
            slot += 1
            if slot == 35 and "Pool" in node.op_type:
                break
        if "Conv" in node.op_type:
            row[36] = (attribute(node, "group", 1) - 15.08) / 6144
            row[37] = (len(node.input) == 3) - 0.77
    padded = (list(shape) + [0, 0, 0, 0])[:4]
    row[40:44] = (np.array(padded) - SHAPE_MEAN) / SHAPE_SCALE
    return row


def cost(node, shapes):
    """FLOPs and parameters of one node."""
    out = np.prod(shapes[node.output[0]])
    if node.op_type == "Conv":
        weight = shapes[node.input[1]]
        bias = len(node.input) == 3
        per_output = np.prod(weight[1:])
        return out * (2 * per_output - 1 + bias), weight[0] * (per_output + bias)
    if node.op_type == "Gemm":
        weight = shapes[node.input[1]]
        return 2 * out * (np.prod(weight) / shapes[node.output[0]][-1]), np.prod(weight) + weight[0]
    if node.op_type == "BatchNormalization":
        return 4 * out, 4 * shapes[node.input[1]][0]
    if node.op_type in ("AveragePool", "MaxPool"):
        return out * np.prod(attribute(node, "kernel_shape", [1])), 0
    if node.op_type in ("GlobalAveragePool", "ReduceMean"):
        return np.prod(shapes[node.input[0]]), 0
    return out, 0


def extract(path, batch=1):
    model = onnx.load(path)
    model.graph.input[0].type.tensor_type.shape.dim[0].dim_value = batch
    for output in model.graph.output:
        output.type.tensor_type.shape.dim[0].dim_value = batch
    model = shape_inference.infer_shapes(model)
    graph = model.graph
    shapes = {t.name: list(t.dims) for t in graph.initializer}
    for value in list(graph.input) + list(graph.value_info) + list(graph.output):
        shapes[value.name] = dims(value)
    weights = {t.name for t in graph.initializer} | {v.name for v in graph.input[1:]}
    for node in graph.node:
        if node.op_type == "Constant":
            shapes[node.output[0]] = list(numpy_helper.to_array(node.attribute[0].t).shape)
            weights.add(node.output[0])
    network = nx.DiGraph()
    flops = parameters = memory = 0
    for node in graph.node:
        if node.op_type == "Constant":
            continue
        for output in node.output:
            network.add_node(output, features=features(node, shapes[output]))
        for name in node.input:
            if name and name not in weights:
                for output in node.output:
                    network.add_edge(name, output)
        node_flops, node_parameters = cost(node, shapes)
        flops += node_flops
        parameters += node_parameters
        memory += node_parameters + np.prod(shapes[node.output[0]])
    for name in [n for n, degree in network.in_degree() if degree == 0]:
        if "features" not in network.nodes[name]:
            network.nodes[name]["features"] = np.zeros(44, dtype=np.float32)
    order = list(nx.topological_sort(network))
    index = {name: i for i, name in enumerate(order)}
    adjacency = np.zeros((len(order), len(order)))
    for source, target in network.edges():
        adjacency[index[source], index[target]] = adjacency[index[target], index[source]] = 1
    edges = np.array(adjacency.nonzero())
    matrix = np.stack([network.nodes[name]["features"] for name in order])
    return matrix, edges, np.array([batch, flops / 1e9, parameters / 1e9, memory / 1e9])


if __name__ == "__main__":
    for line in open(sys.argv[1]):
        extract(line.strip())
