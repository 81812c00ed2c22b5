"""Runs a predictor's ONNX model on encoded networks and prints its figures, one network a line.

    python3 onnx_figures.py MODEL.onnx INPUTS.safetensors
"""

import sys

import onnx, onnxruntime
from safetensors.numpy import load_file

model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
tensors = load_file(sys.argv[2])
figures, = session.run(["figures"], {i.name: tensors[i.name] for i in session.get_inputs()})
for row in figures.tolist():
    print(*row)
