"""Sets what cg-build says of the shapes of models beside what onnx.shape_inference says.

    python Tests/Oracles/compare_shapes.py CG-BUILD [FOLDER…] [--backend] [--list KIND]

Reads every .onnx below the folders and, with --backend, the backend test models that the `onnx` wheel
brings or generates. Of each value that a node of ours computes it counts whether both say the same, ours
says more (`better`), ours says less (`worse`), or both say something and not the same (`differs`); by
operator, those of convolutional networks apart. --list worse prints each such value. Values that we fold
away, and models that one of the two refuses, are counted and not compared. An open first dimension is
1, as cg-build takes it. Exit status 1 if anything is worse or differs among the operators of
convolutional networks.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import onnx
from onnx import TensorProto, shape_inference

warnings.filterwarnings("ignore")

TYPES = {
    value: name.lower() for name, value in TensorProto.DataType.items()
} | {TensorProto.FLOAT: "float32", TensorProto.DOUBLE: "float64"}

CNN = set("""
Add AveragePool BatchNormalization Clip Concat Conv ConvTranspose DepthToSpace Div Dropout Elu Flatten Gemm
GlobalAveragePool GlobalMaxPool HardSigmoid HardSwish Identity InstanceNormalization LRN LeakyRelu MatMul
MaxPool Max Min Mul PRelu Pad Pow ReduceMax ReduceMean ReduceSum Relu Reshape Resize Selu Sigmoid Slice
Softmax SpaceToDepth Split Sqrt Squeeze Sub Sum Tanh Transpose Unsqueeze Upsample
""".split())


def bind_batch(model):
    """Takes an open first dimension as 1, as cg-build does."""
    for value in model.graph.input:
        dims = value.type.tensor_type.shape.dim
        if not dims or dims[0].HasField("dim_value"):
            continue
        name = dims[0].dim_param
        for other in model.graph.input:
            for dim in other.type.tensor_type.shape.dim:
                if name and dim.dim_param == name:
                    dim.dim_value = 1
        dims[0].dim_value = 1


def oracle(path):
    model = onnx.load(path, load_external_data=False)
    bind_batch(model)
    inferred = shape_inference.infer_shapes(model, data_prop=True)
    known = {}
    for value in list(inferred.graph.value_info) + list(inferred.graph.output):
        if value.type.WhichOneof("value") != "tensor_type":
            known[value.name] = (None, None)
            continue
        tensor = value.type.tensor_type
        shape = None
        if tensor.HasField("shape"):
            shape = [d.dim_value if d.HasField("dim_value") else None for d in tensor.shape.dim]
        known[value.name] = (shape, TYPES.get(tensor.elem_type) if tensor.elem_type else None)
    return known


def verdict(ours, theirs):
    """Of two (shape, type)."""
    pairs = [(ours[1], theirs[1])]
    if ours[0] is None or theirs[0] is None:
        pairs.append((ours[0], theirs[0]))
    elif len(ours[0]) != len(theirs[0]):
        return "differs"
    else:
        pairs += list(zip(ours[0], theirs[0]))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return "differs"
    if any(a is None and b is not None for a, b in pairs):
        return "worse"
    return "better" if any(a is not None and b is None for a, b in pairs) else "agrees"


def write_backend_models(folder):
    """The test models of the wheel: those that lie there, and those that its scripts make."""
    from onnx.backend.test.case.node import collect_testcases

    place = pathlib.Path(onnx.__file__).parent / "backend/test/data"
    for path in place.rglob("*.onnx"):
        name = "_".join(path.relative_to(place).parts)
        (folder / name).write_bytes(path.read_bytes())
    for case in collect_testcases(None):
        if case.model is not None:
            (folder / f"node_{case.name}.onnx").write_bytes(case.model.SerializeToString())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tool")
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--backend", action="store_true")
    parser.add_argument("--list", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        if options.backend:
            write_backend_models(temporary)
        folders = [pathlib.Path(folder) for folder in options.folders] + [temporary]
        paths = sorted(path for folder in folders for path in folder.rglob("*.onnx"))
        (temporary / "list").write_text("\n".join(map(str, paths)))
        run = subprocess.run(
            [options.tool, "--jobs", "1", *map(str, paths)], capture_output=True, text=True)
        records = {}
        for line in run.stdout.splitlines():
            record = json.loads(line)
            records[record["source"]["path"]] = record
        counts = collections.defaultdict(collections.Counter)
        refused = collections.Counter()
        for path in paths:
            record = records.get(str(path))
            if record is None:
                refused["refused by us"] += 1
                if options.list == "refused":
                    print(path)
                continue
            try:
                known = oracle(path)
            except Exception:
                refused["refused by onnx"] += 1
                continue
            for node in record["nodes"]:
                for output in node["outputs"]:
                    if output.get("name") not in known:
                        counts[node["op"]]["unnamed"] += 1
                        continue
                    ours = (output.get("shape"), output.get("type"))
                    theirs = known[output["name"]]
                    kind = verdict(ours, theirs)
                    counts[node["op"]][kind] += 1
                    if kind == options.list:
                        print(f"{path.name}: {node['op']} {output['name']}: {ours}, not {theirs}")
    kinds = ["agrees", "better", "worse", "differs"]
    total, cnn = collections.Counter(), collections.Counter()
    for op in sorted(counts):
        total += counts[op]
        if op in CNN:
            cnn += counts[op]
        if counts[op]["worse"] or counts[op]["differs"]:
            print(op, *(f"{kind} {counts[op][kind]}" for kind in kinds), sep="\t")
    print("of convolutional networks", *(f"{kind} {cnn[kind]}" for kind in kinds), sep="\t")
    print("all operators", *(f"{kind} {total[kind]}" for kind in kinds), sep="\t")
    print(f"{len(paths)} models", *(f"{kind} {count}" for kind, count in refused.items()), sep="\t")
    print(run.stderr, file=sys.stderr, end="") if options.list == "refused" else None
    sys.exit(1 if cnn["worse"] or cnn["differs"] else 0)


if __name__ == "__main__":
    main()
