"""Sets cg-build's multiply-accumulates of TensorFlow Lite files beside those of the `tflite` package.

    python Tests/Oracles/compare_tflite.py CG-BUILD FOLDER…

Of every .tflite file below the folders the multiply-accumulates of convolutions, dense layers and
products of the first subgraph are counted from the package's own reading of the file (shapes of
operands and results, nothing inferred). Exit status 1 if a file differs.
"""

import json
import math
import pathlib
import subprocess
import sys

import tflite


def shape(graph, number):
    tensor = graph.Tensors(number)
    return [] if tensor.ShapeIsNone() else [int(size) for size in tensor.ShapeAsNumpy()]


def macs(path):
    model = tflite.Model.GetRootAsModel(path.read_bytes(), 0)
    graph = model.Subgraphs(0)
    names = {value: name for name, value in vars(tflite.BuiltinOperator).items()}
    total = 0
    for position in range(graph.OperatorsLength()):
        applied = graph.Operators(position)
        code = model.OperatorCodes(applied.OpcodeIndex())
        name = names.get(max(code.BuiltinCode(), code.DeprecatedBuiltinCode()))
        inputs, output = list(applied.InputsAsNumpy()), shape(graph, applied.Outputs(0))
        if name == "CONV_2D":
            total += math.prod(output) * math.prod(shape(graph, inputs[1])[1:])
        elif name == "DEPTHWISE_CONV_2D":
            total += math.prod(output) * math.prod(shape(graph, inputs[1])[1:3])
        elif name == "FULLY_CONNECTED":
            total += math.prod(output) * shape(graph, inputs[1])[1]
        elif name == "TRANSPOSE_CONV":
            total += math.prod(shape(graph, inputs[2])) * math.prod(shape(graph, inputs[1])[:3])
        elif name == "BATCH_MATMUL":
            inner = shape(graph, inputs[0])[-2 if applied_adjoint(applied) else -1]
            total += math.prod(output) * inner
    return total


def applied_adjoint(applied):
    options = tflite.BatchMatMulOptions()
    table = applied.BuiltinOptions()
    if table is None:
        return False
    options.Init(table.Bytes, table.Pos)
    return bool(options.AdjX())


def main():
    tool, folders = sys.argv[1], sys.argv[2:]
    paths = sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*.tflite"))
    run = subprocess.run([tool, *map(str, paths)], capture_output=True, text=True)
    records = {}
    for line in run.stdout.splitlines():
        record = json.loads(line)
        records[record["source"]["path"]] = record
    same, different, refused = 0, 0, 0
    for path in paths:
        record = records.get(str(path))
        try:
            expected = macs(path)
        except Exception as error:
            refused += 1
            print(f"{path.name}: refused by the package ({error}), "
                  f"{'read' if record else 'refused'} by cg-build")
            continue
        if record is None:
            different += 1
            print(f"{path.name}: refused by cg-build")
            continue
        ops = {"Conv", "ConvTranspose", "Gemm", "MatMul"}
        counted = [node.get("macs") for node in record["nodes"] if node["op"] in ops]
        if None in counted or sum(counted) != expected:
            different += 1
            print(f"{path.name}: {counted if None in counted else sum(counted)}, not {expected}")
        else:
            same += 1
    print(f"{len(paths)} files: {same} the same, {different} different, {refused} not compared")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
