"""Makes the models of control_flow/: graphs inside of nodes, and functions.

    python Tests/GraphBuildingTests/Oracles/control_flow.py

Made with onnx 1.23; `function_inlined.onnx` is what its own inliner makes of `function.onnx`.
"""

import pathlib

import onnx
from onnx import helper, inliner, parser

FOLDER = pathlib.Path(__file__).parent / "control_flow"

MODELS = {
    # Both branches read a weight from around, and one has a weight of its own.
    "if": """<ir_version: 8, opset_import: ["" : 17]>
    g (float[1,3,8,8] x, bool c) => (float[1,4,8,8] y)
    <float[4,3,1,1] w>
    {
      y = If (c) <
        then_branch = yes () => (float[1,4,8,8] a) { a = Conv <kernel_shape = [1, 1]> (x, w) },
        else_branch = no () => (float[1,4,8,8] b)
          <float[4,3,3,3] v> { t = Conv <pads = [1, 1, 1, 1]> (x, v)  b = Relu (t) }
      >
    }""",
    # The condition is known.
    "if_known": """<ir_version: 8, opset_import: ["" : 17]>
    g (float[2,6] x) => (float[2,n] y)
    {
      c = Constant <value = bool {0}> ()
      y = If (c) <
        then_branch = yes () => (a) { a = Concat <axis = 1> (x, x) },
        else_branch = no () => (b) { b = Relu (x) }
      >
    }""",
    # Five times a product; what each time gives is kept, too.
    "loop": """<ir_version: 8, opset_import: ["" : 17]>
    g (float[4,16] x) => (float[4,16] y, float[m,4,16] all)
    <float[16,16] w>
    {
      n = Constant <value = int64 {5}> ()
      t = Constant <value = bool {1}> ()
      y, all = Loop (n, t, x) <
        body = b (int64 i, bool go, float[4,16] v) => (bool on, float[4,16] p, float[4,16] q)
          { on = Identity (go)  p = MatMul (v, w)  q = Relu (p) }
      >
    }""",
    # Each time the value is longer, and a condition is computed.
    "loop_open": """<ir_version: 8, opset_import: ["" : 17]>
    g (float[1,4] x) => (float[k,4] y)
    {
      n = Constant <value = int64 {3}> ()
      t = Constant <value = bool {1}> ()
      y = Loop (n, t, x) <
        body = b (int64 i, bool go, float[k,4] v) => (bool on, float[l,4] p)
          { p = Concat <axis = 0> (v, x)
            s = ReduceSum <keepdims = 0> (p)
            z = Constant <value = float {0.0}> ()
            on = Less (s, z) }
      >
    }""",
    # A cell that is run over seven steps, inside of a branch that reads the same weights.
    "scan": """<ir_version: 8, opset_import: ["" : 17]>
    g (float[7,8] x, float[16] h) => (float[16] last, float[7,16] all)
    <float[16,8] w, float[16,16] r>
    {
      last, all = Scan <num_scan_inputs = 1,
        body = b (float[16] s, float[8] e) => (float[16] t, float[16] u)
          { p = MatMul (w, e)  q = MatMul (r, s)  a = Add (p, q)  t = Tanh (a)  u = Identity (t) }
      > (h, x)
    }""",
    # A function with attributes that calls another one twice.
    "function": """<ir_version: 8, opset_import: ["" : 17, "local" : 1]>
    g (float[1,3,8,8] x) => (float[1,4,4,4] y)
    <float[4,3,3,3] w, float[4,4,3,3] v>
    {
      a = local.Block <steps = [2, 2]> (x, w)
      y = local.Block (a, v)
    }
    <domain: "local", opset_import: ["" : 17, "local" : 1]>
    Block <steps: ints = [1, 1]> (i, k) => (o)
    {
      c = Conv <pads = [1, 1, 1, 1], strides: ints = @steps> (i, k)
      o = local.Gate (c)
    }
    <domain: "local", opset_import: ["" : 17]>
    Gate (i) => (o)
    {
      s = Sigmoid (i)
      o = Mul (i, s)
    }""",
}


HEAD = """<ir_version: 8, opset_import: ["" : 17, "local" : 1]>
    g (float[4] x) => (float[4] y) { y = local.F0 (x) }
"""
FUNCTION = """<domain: "local", opset_import: ["" : 17, "local" : 1]> F%d (i) => (o) { %s }
"""

# Models that checkers refuse, or should.
HOSTILE = {
    "function_of_itself": HEAD + FUNCTION % (0, "a = Relu (i) o = local.F0 (a)"),
    # A million nodes in a kilobyte.
    "function_of_many": HEAD + "".join(
        FUNCTION % (i, f"a = local.F{i + 1} (i) o = local.F{i + 1} (a)") for i in range(20)
    ) + FUNCTION % (20, "o = Relu (i)"),
    "body_without_name": """<ir_version: 8, opset_import: ["" : 17]>
    g (float[4] x, bool c) => (float[4] y)
    {
      y = If (c) <then_branch = a () => (b) { b = Relu (nothing) },
                  else_branch = d () => (e) { e = Relu (x) }>
    }""",
}


def fill(graph):
    """What is declared and never computed is a weight of zeros."""
    computed = {name for node in graph.node for name in node.output}
    for value in [value for value in graph.value_info if value.name not in computed]:
        tensor = value.type.tensor_type
        dims = [dim.dim_value for dim in tensor.shape.dim]
        count = 1
        for dim in dims:
            count *= dim
        graph.initializer.append(
            helper.make_tensor(value.name, tensor.elem_type, dims, bytes(4 * count), raw=True))
        graph.value_info.remove(value)
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("g"):
                fill(attribute.g)


FOLDER.mkdir(exist_ok=True)
for name, text in MODELS.items():
    model = parser.parse_model(text)
    fill(model.graph)
    onnx.checker.check_model(model)
    (FOLDER / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
for name, text in HOSTILE.items():
    (FOLDER / f"{name}.onnx").write_bytes(parser.parse_model(text).SerializeToString(deterministic=True))
inlined = inliner.inline_local_functions(onnx.load(FOLDER / "function.onnx"))
(FOLDER / "function_inlined.onnx").write_bytes(inlined.SerializeToString(deterministic=True))
