"""Makes the TensorFlow Lite files of tflite/: a quantised network, and control flow in subgraphs.

    python Tests/GraphBuildingTests/Oracles/tflite_graphs.py

Needs the `flatbuffers` package alone; the numbers of fields are those of TensorFlow Lite's schema.
"""

import pathlib
import struct

import flatbuffers

FOLDER = pathlib.Path(__file__).parent / "tflite"
FLOAT, INT32, BOOL, INT8 = 0, 2, 6, 9
OPERATORS = {
    "ADD": 0, "CONV_2D": 3, "DEPTHWISE_CONV_2D": 4, "FULLY_CONNECTED": 9, "MUL": 18, "SVDF": 27,
    "CUSTOM": 32, "BATCH_TO_SPACE_ND": 37, "SPACE_TO_BATCH_ND": 38, "MEAN": 40, "LESS": 58,
    "IF": 118, "WHILE": 119,
}
OPTIONS = {
    "CONV_2D": 1, "DEPTHWISE_CONV_2D": 2, "SVDF": 6, "FULLY_CONNECTED": 8, "ADD": 11, "MUL": 21,
    "MEAN": 27, "IF": 92, "WHILE": 93,
}


def table(builder, fields):
    """A table; a field is its number, and a way to add it or a value to point to."""
    builder.StartObject(max(fields, default=-1) + 1)
    for number, (kind, value) in fields.items():
        getattr(builder, f"Prepend{kind}Slot")(number, value, 0)
    return builder.EndObject()


def vector(builder, items, kind):
    size = 4 if kind in ("Int32", "UOffsetTRelative") else 1
    builder.StartVector(size, len(items), size)
    for item in reversed(items):
        getattr(builder, f"Prepend{kind}")(item)
    return builder.EndVector()


class Network:
    """A subgraph in the making; tensors are numbered as they come."""

    def __init__(self, name):
        self.name, self.tensors, self.operators = name, [], []

    def tensor(self, name, shape, kind=INT8, data=None):
        self.tensors.append((name, shape, kind, data))
        return len(self.tensors) - 1

    def apply(self, op, inputs, outputs, options=None, custom=None):
        self.operators.append((op, inputs, outputs, options or {}, custom))

    def ends(self, inputs, outputs):
        self.inputs, self.outputs = inputs, outputs
        return self


def write(name, networks):
    builder = flatbuffers.Builder(1 << 14)
    codes, buffers, graphs = [], [b""], []
    for network in networks:
        tensors = []
        for text, shape, kind, data in network.tensors:
            if data is not None:
                buffers.append(data)
            tensors.append(table(builder, tensor(builder, text, shape, kind, data, buffers)))
        operators = []
        for op, inputs, outputs, options, custom in network.operators:
            code = (op, custom)
            if code not in codes:
                codes.append(code)
            inputs = vector(builder, inputs, "Int32")
            outputs = vector(builder, outputs, "Int32")
            fields = {0: ("Uint32", codes.index(code)), 1: ("UOffsetTRelative", inputs),
                      2: ("UOffsetTRelative", outputs)}
            if op in OPTIONS:
                place = table(builder, options)
                fields |= {3: ("Uint8", OPTIONS[op]), 4: ("UOffsetTRelative", place)}
            operators.append(table(builder, fields))
        parts = [vector(builder, tensors, "UOffsetTRelative"),
                 vector(builder, network.inputs, "Int32"), vector(builder, network.outputs, "Int32"),
                 vector(builder, operators, "UOffsetTRelative"), builder.CreateString(network.name)]
        graphs.append(table(builder, {n: ("UOffsetTRelative", p) for n, p in enumerate(parts)}))
    listed = []
    for op, custom in codes:
        fields = {0: ("Int8", min(OPERATORS[op], 127)), 3: ("Int32", OPERATORS[op])}
        if custom:
            text = builder.CreateString(custom)
            fields[1] = ("UOffsetTRelative", text)
        listed.append(table(builder, fields))
    held = []
    for data in buffers:
        fields = {}
        if data:
            fields[0] = ("UOffsetTRelative", builder.CreateByteVector(data))
        held.append(table(builder, fields))
    listed = vector(builder, listed, "UOffsetTRelative")
    graphs = vector(builder, graphs, "UOffsetTRelative")
    text = builder.CreateString("made by tflite_graphs.py")
    held = vector(builder, held, "UOffsetTRelative")
    root = table(builder, {
        0: ("Uint32", 3), 1: ("UOffsetTRelative", listed), 2: ("UOffsetTRelative", graphs),
        3: ("UOffsetTRelative", text), 4: ("UOffsetTRelative", held)})
    builder.Finish(root, b"TFL3")
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.tflite").write_bytes(builder.Output())


def tensor(builder, text, shape, kind, data, buffers):
    shape = vector(builder, shape, "Int32")
    text = builder.CreateString(text)
    number = len(buffers) - 1 if data is not None else 0
    return {0: ("UOffsetTRelative", shape), 1: ("Int8", kind), 2: ("Uint32", number),
            3: ("UOffsetTRelative", text)}


def ints(*values):
    return struct.pack(f"<{len(values)}i", *values)


def zeros(count):
    return bytes(count)


def quantised():
    """Weights of int8 with biases of int32, a dilated convolution as converters write it, a custom
    operator."""
    g = Network("main")
    x = g.tensor("x", [1, 16, 16, 3])
    w, b = g.tensor("w", [8, 3, 3, 3], data=zeros(216)), g.tensor("b", [8], INT32, zeros(32))
    c = g.tensor("c", [1, 8, 8, 8])
    g.apply("CONV_2D", [x, w, b], [c], {
        0: ("Int8", 0), 1: ("Int32", 2), 2: ("Int32", 2), 3: ("Int8", 3)})
    block = g.tensor("block", [2], INT32, ints(2, 2))
    pads = g.tensor("pads", [2, 2], INT32, ints(2, 2, 2, 2))
    s = g.tensor("s", [4, 6, 6, 8])
    g.apply("SPACE_TO_BATCH_ND", [c, block, pads], [s])
    dw, db = g.tensor("dw", [1, 3, 3, 8], data=zeros(72)), g.tensor("db", [8], INT32, zeros(32))
    d = g.tensor("d", [4, 4, 4, 8])
    g.apply("DEPTHWISE_CONV_2D", [s, dw, db], [d], {
        0: ("Int8", 1), 1: ("Int32", 1), 2: ("Int32", 1), 3: ("Int32", 1)})
    crops = g.tensor("crops", [2, 2], INT32, ints(0, 0, 0, 0))
    t = g.tensor("t", [1, 8, 8, 8])
    g.apply("BATCH_TO_SPACE_ND", [d, block, crops], [t])
    axes = g.tensor("axes", [2], INT32, ints(1, 2))
    m = g.tensor("m", [1, 8])
    g.apply("MEAN", [t, axes], [m], {0: ("Bool", False)})
    fw, fb = g.tensor("fw", [10, 8], data=zeros(80)), g.tensor("fb", [10], INT32, zeros(40))
    f = g.tensor("f", [1, 10])
    g.apply("FULLY_CONNECTED", [m, fw, fb], [f], {0: ("Int8", 0)})
    y = g.tensor("y", [1, 10])
    g.apply("CUSTOM", [f], [y], custom="my-softmax")
    return [g.ends([x], [y])]


def control():
    """A loop and a branch, whose graphs are the other subgraphs; one more stands for itself."""
    main = Network("main")
    x = main.tensor("x", [1, 8], FLOAT)
    i = main.tensor("i", [], INT32, ints(0))
    n, p = main.tensor("n", [], INT32), main.tensor("p", [1, 8], FLOAT)
    main.apply("WHILE", [i, x], [n, p], {0: ("Int32", 1), 1: ("Int32", 2)})
    c = main.tensor("c", [], BOOL)
    y = main.tensor("y", [1, 8], FLOAT)
    main.apply("IF", [c, p], [y], {0: ("Int32", 3), 1: ("Int32", 4)})
    test = Network("test")
    a, v = test.tensor("a", [], INT32), test.tensor("v", [1, 8], FLOAT)
    limit, less = test.tensor("limit", [], INT32, ints(5)), test.tensor("less", [], BOOL)
    test.apply("LESS", [a, limit], [less])
    body = Network("body")
    a2, v2 = body.tensor("a", [], INT32), body.tensor("v", [1, 8], FLOAT)
    one, w = body.tensor("one", [], INT32, ints(1)), body.tensor("w", [8, 8], FLOAT, zeros(256))
    a3, v3 = body.tensor("a'", [], INT32), body.tensor("v'", [1, 8], FLOAT)
    body.apply("ADD", [a2, one], [a3], {0: ("Int8", 0)})
    body.apply("FULLY_CONNECTED", [v2, w, -1], [v3], {0: ("Int8", 1)})
    networks = [main.ends([x, c], [y]), test.ends([a, v], [less]), body.ends([a2, v2], [a3, v3])]
    for name, op in [("yes", "ADD"), ("no", "MUL")]:
        branch = Network(name)
        q, r = branch.tensor("q", [1, 8], FLOAT), branch.tensor("r", [1, 8], FLOAT)
        branch.apply(op, [q, q], [r], {0: ("Int8", 0)})
        networks.append(branch.ends([q], [r]))
    other = Network("other")
    q, r = other.tensor("q", [4], FLOAT), other.tensor("r", [4], FLOAT)
    other.apply("ADD", [q, q], [r], {0: ("Int8", 0)})
    return networks + [other.ends([q], [r])]


if __name__ == "__main__":
    write("quantised", quantised())
    write("control", control())
