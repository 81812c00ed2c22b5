#!/usr/bin/env python3
"""Builds graphs of ONNX, TensorFlow Lite and TensorFlow files with cg-build and with what Python has.

    python3 Benchmarks/model_formats.py --bin .build/release [--quick]

ONNX: shapes and costs, beside onnx.shape_inference (in C++) with onnx-tool's profile; the models of the
fixture, or all below the folder that PERFMILL_ONNX_MODELS names; a model that one of the peers cannot do
is left out on both sides. TensorFlow Lite: 300 networks of up to 60 operators that are written on the
spot, in two rows: beside the `tflite` package, which only reads operators, shapes and options, and
beside tflite_peer.py, which with the same package does the whole job (nodes, options, edges, costs,
order, an identity, a JSON line); that nodes, edges and totals agree is checked first. TensorFlow: a frozen graph of 12 MB that is written on the spot, beside
tensorflow.import_graph_def where tensorflow is installed (PERFMILL_TENSORFLOW names another Python).
Times are processor seconds of one thread, a run over no files taken off on both sides; the note has the
factor with start-up, whole process by whole process, and the wall time with two jobs. Of the frozen
graph they are seconds of whole runs, imports of the peer and hashing of ours included, and the note has
the other figure.
"""

import json, os, pathlib, random, subprocess, sys, tarfile

from harness import Row, best_of, in_turn, main, run

HERE = pathlib.Path(__file__).parent
TFLITE_WHOLE_PEER = HERE / "tflite_peer.py"
FIXTURE = HERE.parent / "fixtures/nnlqp-mini.tar.gz"
SINGLE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}

ONNX_PEER = """
import sys, warnings, io, contextlib
warnings.filterwarnings("ignore")
import onnx, onnx_tool
from onnx import shape_inference
for line in open(sys.argv[1]):
    try:
        model = onnx.load(line.strip())
        shape_inference.infer_shapes(model, data_prop=True)
        with contextlib.redirect_stdout(io.StringIO()):
            tool = onnx_tool.Model(model)
            tool.graph.shape_infer(None)
            tool.graph.profile()
        print(line.strip())
    except Exception:
        pass
"""

TFLITE_PEER = """
import sys, tflite
for line in open(sys.argv[1]):
    model = tflite.Model.GetRootAsModel(open(line.strip(), "rb").read(), 0)
    names = {}
    for s in range(model.SubgraphsLength()):
        graph = model.Subgraphs(s)
        tensors = []
        for t in range(graph.TensorsLength()):
            tensor = graph.Tensors(t)
            shape = [] if tensor.ShapeIsNone() else tensor.ShapeAsNumpy().tolist()
            tensors.append((tensor.Name(), shape, tensor.Type(), tensor.Buffer()))
        nodes = []
        for o in range(graph.OperatorsLength()):
            applied = graph.Operators(o)
            code = model.OperatorCodes(applied.OpcodeIndex())
            op = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
            table, options = applied.BuiltinOptions(), None
            if table is not None and op in (3, 4):
                options = tflite.Conv2DOptions() if op == 3 else tflite.DepthwiseConv2DOptions()
                options.Init(table.Bytes, table.Pos)
                options = (options.Padding(), options.StrideH(), options.StrideW(),
                           options.FusedActivationFunction())
            nodes.append((op, applied.InputsAsNumpy().tolist(), applied.OutputsAsNumpy().tolist(),
                          options))
"""

TENSORFLOW_PEER = """
import sys, tensorflow as tf
for line in open(sys.argv[1]):
    graph = tf.compat.v1.GraphDef()
    graph.ParseFromString(open(line.strip(), "rb").read())
    with tf.Graph().as_default() as network:
        tf.import_graph_def(graph, name="")
    [[o.shape for o in op.outputs] for op in network.get_operations()]
"""


def beside(job, tool, peer, python, files, options, target, whole=False):
    """One row: our tool and a script, as text or as a file, over the same list of files."""
    some, none = options.work / "formats.txt", options.work / "formats_none.txt"
    some.write_text("".join(f"{file}\n" for file in files))
    none.write_text("")
    rounds = 1 if options.quick else 3
    mine = [tool, "--jobs", "1", "--files-from"]
    ours_of = [lambda: run([*mine, some], check=False), lambda: run([*mine, none], check=False)]
    script = [python, peer] if isinstance(peer, pathlib.Path) else [python, "-c", peer]
    least = "seconds" if whole else "processor"
    theirs, full = None, None
    try:
        ours, start, full, imports = in_turn(
            rounds, *ours_of, lambda: run([*script, some], env=SINGLE),
            lambda: run([*script, none], env=SINGLE), least=least)
        theirs = full.processor - imports.processor
    except (RuntimeError, FileNotFoundError):
        ours, start = in_turn(rounds, *ours_of, least=least)
    two = best_of(rounds, lambda: run([tool, "--jobs", "2", "--files-from", some], check=False))
    size = sum(pathlib.Path(file).stat().st_size for file in files) / 1e6
    note = f"{len(files)} files, {size:.1f} MB; {ours.megabytes:.0f} MB resident"
    note += f"; {two.seconds * 1000:.0f} ms with two jobs"
    mine = ours.processor - start.processor
    if theirs is None:
        note += "; peer not installed"
    elif whole:
        note += f"; {theirs / mine:.0f}x without start-up"
    else:
        note += f"; {full.processor / ours.processor:.1f}x with start-up"
    their_seconds = full.seconds if full else None
    yield Row(job, ours.seconds if whole else mine, their_seconds if whole else theirs,
              target=target if theirs else None, note=note)


def require_agreement(tool, files, options):
    """Ends the run if the graphs of tflite_peer.py are not those of cg-build, identities aside."""
    some, ours, theirs = (options.work / f"agree{end}" for end in (".txt", ".ours", ".theirs"))
    some.write_text("".join(f"{file}\n" for file in files))
    run([tool, "--jobs", "1", "--files-from", some], stdout=ours)
    try:
        run([sys.executable, TFLITE_WHOLE_PEER, some], stdout=theirs)
    except RuntimeError as error:
        if "No module named" not in str(error):
            raise
        return  # The row says that the peer is not installed.
    for mine, other in zip(ours.open(), theirs.open(), strict=True):
        mine, other = json.loads(mine), json.loads(other)
        for part in ("inputs", "weights", "nodes", "outputs", "edges", "totals"):
            if mine[part] != other[part]:
                sys.exit(f"{mine['name']}: {part} differ from the peer's")


def onnx_models(options):
    folder = os.environ.get("PERFMILL_ONNX_MODELS")
    if folder is None:
        folder = options.work / "cg_build"
        if not folder.exists():
            with tarfile.open(FIXTURE) as archive:
                archive.extractall(folder, filter="data")
    files = sorted(pathlib.Path(folder).rglob("*.onnx"))
    listed = options.work / "formats_all.txt"
    listed.write_text("".join(f"{file}\n" for file in (files[::6] if options.quick else files)))
    able = subprocess.run([sys.executable, "-c", ONNX_PEER, listed], capture_output=True, text=True)
    return able.stdout.split("\n")[:-1]


def tflite_models(options):
    sys.path.insert(0, str(HERE.parent / "Tests/GraphBuildingTests/Oracles"))
    import tflite_graphs as writer

    folder = options.work / "tflite"
    writer.FOLDER, chance = folder, random.Random(5)
    if len(list(folder.glob("*.tflite"))) < 300:
        for number in range(300):
            g = writer.Network("main")
            side, channels = 96, 3
            last = first = g.tensor("x", [1, side, side, channels])
            for layer in range(chance.randrange(4, 20)):
                wider = channels if layer % 3 else chance.choice([8, 16, 24, 32, 64])
                stride = 2 if side > 6 and chance.random() < 0.3 else 1
                side = -(-side // stride)
                options_of = {0: ("Int8", 0), 1: ("Int32", stride), 2: ("Int32", stride)}
                dw = g.tensor(f"dw{layer}", [1, 3, 3, channels], data=bytes(9 * channels))
                db = g.tensor(f"db{layer}", [channels], writer.INT32, bytes(4 * channels))
                d = g.tensor(f"d{layer}", [1, side, side, channels])
                g.apply("DEPTHWISE_CONV_2D", [last, dw, db], [d],
                        options_of | {3: ("Int32", 1), 4: ("Int8", 3)})
                w = g.tensor(f"w{layer}", [wider, 1, 1, channels], data=bytes(wider * channels))
                b = g.tensor(f"b{layer}", [wider], writer.INT32, bytes(4 * wider))
                c = g.tensor(f"c{layer}", [1, side, side, wider])
                g.apply("CONV_2D", [d, w, b], [c], {
                    0: ("Int8", 0), 1: ("Int32", 1), 2: ("Int32", 1), 3: ("Int8", 1)})
                if wider == channels and stride == 1:
                    a = g.tensor(f"a{layer}", [1, side, side, wider])
                    g.apply("ADD", [c, last], [a], {0: ("Int8", 0)})
                    c = a
                last, channels = c, wider
            writer.write(f"{number:03}", [g.ends([first], [last])])
    files = sorted(folder.glob("*.tflite"))
    return files[::6] if options.quick else files


def varint(number):
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def field(number, payload):
    if isinstance(payload, int):
        return varint(number << 3) + varint(payload)
    payload = payload.encode() if isinstance(payload, str) else payload
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def frozen_graph(options):
    """Forty convolutions with biases and activations, and their weights, as TensorFlow freezes them."""
    path = options.work / "frozen.pb"
    if path.exists():
        return [path]
    out = []

    def attribute(name, payload):
        return field(5, field(1, name) + field(2, payload))

    def node(name, op, inputs, *attributes):
        text = field(1, name) + field(2, op) + b"".join(field(3, i) for i in inputs)
        out.append(field(1, text + b"".join(attributes)))

    def constant(name, *dims):
        count = 1
        for dim in dims:
            count *= dim
        shape = b"".join(field(2, field(1, dim)) for dim in dims)
        tensor = field(1, 1) + field(2, shape) + field(4, bytes(4 * count))
        node(name, "Const", [], attribute("dtype", field(6, 1)), attribute("value", field(8, tensor)))

    float32 = attribute("T", field(6, 1))
    shape = b"".join(field(2, field(1, dim)) for dim in (1, 56, 56, 96))
    node("x", "Placeholder", [], attribute("dtype", field(6, 1)), attribute("shape", field(7, shape)))
    last = "x"
    strides = attribute("strides", field(1, field(3, b"".join(varint(1) for _ in range(4)))))
    for layer in range(36):
        constant(f"w{layer}", 3, 3, 96, 96)
        constant(f"b{layer}", 96)
        node(f"conv{layer}", "Conv2D", [last, f"w{layer}"], float32, strides,
             attribute("padding", field(2, "SAME")), attribute("data_format", field(2, "NHWC")))
        node(f"bias{layer}", "BiasAdd", [f"conv{layer}", f"b{layer}"], float32)
        node(f"relu{layer}", "Relu", [f"bias{layer}"], float32)
        last = f"relu{layer}"
    path.write_bytes(b"".join(out))
    return [path]


def benchmark(options):
    """cg-build on three formats."""
    tool, python = options.bin / "cg-build", sys.executable
    yield from beside("cg-build, ONNX: shapes and costs", tool, ONNX_PEER, python,
                      onnx_models(options), options, 10)
    lite = tflite_models(options)
    require_agreement(tool, lite, options)
    yield from beside("cg-build, 300 TensorFlow Lite files, beside a reader", tool, TFLITE_PEER, python,
                      lite, options, 30)
    yield from beside("cg-build, the same, beside the whole job", tool, TFLITE_WHOLE_PEER, python, lite,
                      options, 30)
    yield from beside("cg-build, frozen graph of 12 MB", tool, TENSORFLOW_PEER,
                      os.environ.get("PERFMILL_TENSORFLOW", python), frozen_graph(options), options,
                      100, whole=True)


main(benchmark)
