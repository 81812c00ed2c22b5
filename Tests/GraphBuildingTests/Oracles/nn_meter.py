"""Makes the networks of nn_meter/ in nn-Meter's form, as its converters of TensorFlow's and of ONNX's
models write it (nn-Meter 2.0: weights are no nodes; of ONNX's the shapes of weights are among those of
all operands; texts of attributes are Python's bytes).

    python Tests/GraphBuildingTests/Oracles/nn_meter.py
"""

import json
import pathlib

FOLDER = pathlib.Path(__file__).parent / "nn_meter"


class Graph(dict):
    def node(self, name, kind, reads, shapes, inputs=(), **attributes):
        self[name] = {
            "inbounds": reads,
            "attr": {"name": name, "type": kind, "output_shape": shapes, "attr": attributes,
                     "input_shape": list(inputs)},
            "outbounds": [],
        }
        for read in reads:
            if read in self:
                self[read]["outbounds"].append(name)
        return name


def tensorflow():
    g = Graph()
    x = g.node("input_im_0", "Placeholder", [], [[1, 32, 32, 3]], shape=[1, 32, 32, 3])
    nhwc = {"data_format": "NHWC", "dilations": [1, 1], "pads": [0, 0, 0, 0]}
    c = g.node("conv1/Conv2D", "Conv2D", [x], [[1, 16, 16, 8]], [[1, 32, 32, 3]], padding="SAME",
               strides=[2, 2], kernel_shape=[3, 3], weight_shape=[3, 3, 3, 8], **nhwc)
    b = g.node("bn1/FusedBatchNormV3", "FusedBatchNorm", [c, "bn1/moving_variance/read"],
               [[1, 16, 16, 8]], [[1, 16, 16, 8]], data_format="NHWC")
    r = g.node("relu1", "Relu6", [b], [[1, 16, 16, 8]], [[1, 16, 16, 8]])
    d = g.node("dw/depthwise", "DepthwiseConv2dNative", [r], [[1, 16, 16, 16]], [[1, 16, 16, 8]],
               padding="SAME", strides=[1, 1], kernel_shape=[3, 3], weight_shape=[3, 3, 8, 2], **nhwc)
    a = g.node("dw/BiasAdd", "BiasAdd", [d], [[1, 16, 16, 16]], [[1, 16, 16, 16]],
               data_format="NHWC")
    p = g.node("pool", "MaxPool", [a], [[1, 8, 8, 16]], [[1, 16, 16, 16]], ksize=[2, 2],
               strides=[2, 2], padding="VALID", data_format="NHWC", pads=[0, 0, 0, 0])
    k = g.node("half", "Const", [], [[]], tensor_shape=[], constant=[0.5])
    m = g.node("scaled", "Mul", [p, k], [[1, 8, 8, 16]], [[1, 8, 8, 16], []])
    j = g.node("joined", "ConcatV2", [p, m], [[1, 8, 8, 32]], axis=[3])
    e = g.node("Mean", "Mean", [j], [[1, 32]], [[1, 32]], reduction_indices=[1, 2])
    s = g.node("Reshape", "Reshape", [e], [[-1, 32]], [[1, 32]], shape=[-1, 32])
    f = g.node("fc/MatMul", "MatMul", [s], [[-1, 10]], [[-1, 32]])
    g.node("odd", "BesselI1", [f], [[-1, 10]], [[-1, 10]])
    return g


def onnx():
    g = Graph()
    c = g.node("Conv_0", "Conv", [], [[1, 8, 16, 16]], [[1, 3, 32, 32], [8, 3, 3, 3], [8]],
               dilations=[1, 1], group=1, kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 2])
    r = g.node("Relu_1", "Relu", [c], [[1, 8, 16, 16]], [[1, 8, 16, 16]])
    p = g.node("MaxPool_2", "MaxPool", [r], [[1, 8, 8, 8]], [[1, 8, 16, 16]],
               kernel_shape=[2, 2], strides=[2, 2], auto_pad="b'VALID'")
    a = g.node("Add_3", "Add", [p, p], [[1, 8, 8, 8]], [[1, 8, 8, 8], [1, 8, 8, 8]])
    f = g.node("Flatten_4", "Flatten", [a], [[1, 512]], [[1, 8, 8, 8]], axis=1)
    g.node("Gemm_5", "Gemm", [f], [[1, 10]], [[1, 512], [10, 512], [10]], transB=1, alpha=1.0)
    return g


FOLDER.mkdir(exist_ok=True)
for maker in (tensorflow, onnx):
    text = json.dumps(maker(), indent=1)
    (FOLDER / f"{maker.__name__}.json").write_text(text + "\n")
