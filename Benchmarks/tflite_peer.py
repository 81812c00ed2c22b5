"""What cg-build replaces for TensorFlow Lite, as a script would do it: read with the `tflite` package,
give the operators their options, shapes and costs, order them, hash them, and write one JSON line a
model. Takes a list of files; knows the operators of the models that model_formats.py writes.

An activation that is fused into an operator is a node of its own, as in the records of cg-build. Nodes,
edges and totals are the same as there; the identity is the script's own.
"""

import hashlib
import json
import math
import sys

import tflite

TYPES = {0: ("float32", 4), 2: ("int32", 4), 3: ("uint8", 1), 4: ("int64", 8), 9: ("int8", 1)}
ACTIVATIONS = {
    1: ("Relu", {}), 2: ("Clip", {"max": 1.0, "min": -1.0}), 3: ("Clip", {"max": 6.0, "min": 0.0}),
    4: ("Tanh", {}), 5: ("Sign", {}),
}
LAYERS = {3: tflite.Conv2DOptions, 4: tflite.DepthwiseConv2DOptions}


def read_options(operator, kind):
    options, table = kind(), operator.BuiltinOptions()
    options.Init(table.Bytes, table.Pos)
    return options


def window_options(operator, code):
    """The options of a convolution by their names in the schema."""
    options = read_options(operator, LAYERS[code])
    found = {} if code == 3 else {"depth_multiplier": options.DepthMultiplier()}
    found |= {
        "dilation_h_factor": options.DilationHFactor(),
        "dilation_w_factor": options.DilationWFactor(),
        "fused_activation_function": options.FusedActivationFunction(),
        "padding": options.Padding(),
    }
    if code == 3:
        found["quantized_bias_type"] = options.QuantizedBiasType()
    return found | {"stride_h": options.StrideH(), "stride_w": options.StrideW()}


def convolution(options, code, data, weight, result):
    """The attributes of a convolution in ONNX's words, and the weight's shape in its order."""
    out, rows, columns, depth = weight["shape"]
    if code == 4:
        out, depth = depth, 1
    kernel = [rows, columns]
    strides = [options["stride_h"], options["stride_w"]]
    dilations = [options["dilation_h_factor"], options["dilation_w_factor"]]
    pads = [0, 0, 0, 0]
    for axis in range(2):
        if options["padding"] == 0:
            reach = (kernel[axis] - 1) * dilations[axis] + 1
            missing = (result["shape"][axis + 1] - 1) * strides[axis] + reach
            missing = max(missing - data["shape"][axis + 1], 0)
            pads[axis], pads[axis + 2] = missing // 2, missing - missing // 2
    group = data["shape"][3] if code == 4 else data["shape"][3] // depth
    attributes = {
        "data_format": "NHWC", "dilations": dilations, "group": group, "kernel_shape": kernel,
        "pads": pads, "strides": strides,
    }
    return attributes, [out, rows, columns, depth]


def bytes_of(value):
    return math.prod(value["shape"]) * value["width"]


def record(path):
    """The graph of a model's first subgraph."""
    content = open(path, "rb").read()
    model = tflite.Model.GetRootAsModel(content, 0)
    graph = model.Subgraphs(0)
    filled = [model.Buffers(b).DataLength() > 0 for b in range(model.BuffersLength())]
    codes = []
    for index in range(model.OperatorCodesLength()):
        code = model.OperatorCodes(index)
        codes.append(max(code.BuiltinCode(), code.DeprecatedBuiltinCode()))
    values = []
    for index in range(graph.TensorsLength()):
        tensor = graph.Tensors(index)
        name, width = TYPES[tensor.Type()]
        values.append({
            "name": tensor.Name().decode(), "shape": tensor.ShapeAsNumpy().tolist(), "type": name,
            "width": width, "constant": filled[tensor.Buffer()], "node": None,
        })

    nodes = []

    def add(node, operands, result, macs, other):
        flops = 2 * macs + other
        weights = [v for v in operands if v["constant"]]
        parameters = sum(math.prod(v["shape"]) for v in weights)
        size = sum(map(bytes_of, operands)) + bytes_of(result)
        nodes.append(node | {
            "operands": operands, "result": result, "flops": flops, "macs": macs,
            "parameters": parameters, "bytes": size,
        })
        result["node"] = len(nodes) - 1

    for position in range(graph.OperatorsLength()):
        applied = graph.Operators(position)
        code = codes[applied.OpcodeIndex()]
        inputs, outputs = applied.InputsAsNumpy().tolist(), applied.OutputsAsNumpy().tolist()
        operands, result = [values[i] for i in inputs if i >= 0], values[outputs[0]]
        elements = math.prod(result["shape"])
        if code in LAYERS:
            options = window_options(applied, code)
            op, other = "Conv", 0
            attributes, shape = convolution(options, code, operands[0], operands[1], result)
            operands[1] = operands[1] | {"shape": shape}
            macs = elements * shape[1] * shape[2] * shape[3]
        elif code == 0:
            kept = read_options(applied, tflite.AddOptions)
            options = {
                "fused_activation_function": kept.FusedActivationFunction(),
                "pot_scale_int16": int(kept.PotScaleInt16()),
            }
            op, attributes, macs, other = "Add", {}, 0, elements * (len(operands) - 1)
        else:
            raise ValueError(f"operator {code}")
        node = {
            "op": op, "name": result["name"], "attributes": attributes,
            "seed": {
                "operator": tflite.opcode2name(code), "at": position, "inputs": inputs,
                "outputs": outputs, "options": options,
            },
        }
        activation = ACTIVATIONS.get(options["fused_activation_function"])
        if activation is None:
            add(node, operands, result, macs, other)
            continue
        between = result | {"name": ""}
        add(node, operands, between, macs, other)
        op, attributes = activation
        add({"op": op, "name": result["name"], "attributes": attributes}, [between], result, 0,
            elements)

    inputs = [values[i] for i in graph.InputsAsNumpy().tolist()]
    ends = [values[i]["node"] for i in graph.OutputsAsNumpy().tolist()]
    order, weights = walk(nodes, ends)
    return written(path, content, graph, nodes, order, inputs, weights, ends)


def walk(nodes, ends):
    """Operands first, from the outputs back; and the weights in the order in which they are read."""
    order, places, weights, stack = [], {}, {}, list(reversed(ends))
    while stack:
        number = stack[-1]
        missing = [v["node"] for v in nodes[number]["operands"]
                   if v["node"] is not None and v["node"] not in places]
        if missing:
            stack.append(missing[0])
            continue
        stack.pop()
        if number not in places:
            places[number] = len(order)
            order.append(number)
            for value in nodes[number]["operands"]:
                if value["constant"]:
                    weights.setdefault(value["name"], (len(weights), value))
    return order, weights


def written(path, content, graph, nodes, order, inputs, weights, ends):
    places = {number: place for place, number in enumerate(order)}
    fed = {value["name"]: -1 - place for place, value in enumerate(inputs)}

    def typed(value):
        return {"name": value["name"], "shape": value["shape"], "type": value["type"]}

    digest, records, edges = hashlib.sha256(), [], []
    totals = dict.fromkeys(("flops", "macs", "bytes"), 0)
    for place, number in enumerate(order):
        node = nodes[number]
        data, constants = [], []
        for position, value in enumerate(node["operands"]):
            if value["constant"]:
                constants.append([position, weights[value["name"]][0]])
            elif value["node"] is None:
                data.append(fed[value["name"]])
            else:
                data.append(places[value["node"]])
                edges.append([data[-1], place])
        described = [node["op"], node["attributes"], data, constants, node["result"]["shape"],
                     node["result"]["type"]]
        digest.update(json.dumps(described).encode())
        entry = {"op": node["op"], "name": node["name"], "attributes": node["attributes"],
                 "inputs": data}
        if constants:
            entry["weights"] = constants
        entry["outputs"] = [typed(node["result"])]
        for figure in ("flops", "macs", "parameters", "bytes"):
            entry[figure] = node[figure]
        for figure in totals:
            totals[figure] += node[figure]
        if "seed" in node:
            entry["seed"] = node["seed"]
        records.append(entry)
    listed = [value for _, value in weights.values()]
    totals["parameters"] = sum(math.prod(value["shape"]) for value in listed)
    return {
        "kind": "graph", "id": "g1-" + digest.hexdigest()[:32],
        "name": path.rsplit("/")[-1].removesuffix(".tflite"), "layout": "NHWC",
        "batch": inputs[0]["shape"][0], "inputs": [typed(value) for value in inputs],
        "weights": [typed(value) for value in listed], "nodes": records,
        "outputs": [places[end] for end in ends], "edges": edges, "totals": totals,
        "source": {"format": "tflite", "path": path,
                   "sha256": hashlib.sha256(content).hexdigest()},
    }


if __name__ == "__main__":
    for line in open(sys.argv[1]):
        print(json.dumps(record(line.strip()), separators=(",", ":")))
