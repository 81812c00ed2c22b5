"""Writes onnx_shapes.tsv: what onnx.shape_inference says of every model of fixtures/nnlqp-mini.tar.gz.

    python3 Tests/GraphBuildingTests/Oracles/onnx_shapes.py > Tests/GraphBuildingTests/Oracles/onnx_shapes.tsv

A line has the model, the number of values that operators compute (constants aside), and the SHA-256
of the sorted lines `name shape type`. Made with onnx 1.23.
"""

import hashlib
import io
import pathlib
import tarfile

import onnx
from onnx import shape_inference

TYPES = {1: "float32", 7: "int64", 9: "bool"}
FIXTURE = pathlib.Path(__file__).parents[3] / "fixtures/nnlqp-mini.tar.gz"

with tarfile.open(FIXTURE) as archive:
    for member in sorted(archive.getmembers(), key=lambda member: member.name):
        if not member.name.endswith(".onnx"):
            continue
        model = onnx.load(io.BytesIO(archive.extractfile(member).read()))
        graph = shape_inference.infer_shapes(model, data_prop=True).graph
        constants = {node.output[0] for node in graph.node if node.op_type == "Constant"}
        lines = {}
        for value in list(graph.value_info) + list(graph.output):
            if value.name in constants:
                continue
            tensor = value.type.tensor_type
            shape = ",".join(str(dim.dim_value) for dim in tensor.shape.dim)
            lines[value.name] = f"{value.name} {shape} {TYPES[tensor.elem_type]}\n"
        digest = hashlib.sha256("".join(sorted(lines.values())).encode()).hexdigest()
        print(member.name.split("/", 1)[1], len(lines), digest, sep="\t")
