"""Makes the TensorFlow files beside this script, and what TensorFlow itself says of their shapes.

Run once, with tensorflow-cpu 2.21 (`pip install tensorflow-cpu`): the files are kept, the tests need
no TensorFlow. Constants of more than 64 elements keep their shape and lose their contents.

    python tensorflow_graphs.py [FOLDER]
"""

import json
import pathlib
import sys
import tempfile

import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

v1 = tf.compat.v1


def squash(graph_def):
    """Takes the contents out of large constants."""
    for node in list(graph_def.node) + [n for f in graph_def.library.function for n in f.node_def]:
        if node.op != "Const":
            continue
        tensor = node.attr["value"].tensor
        count = 1
        for dimension in tensor.tensor_shape.dim:
            count *= dimension.size
        if count > 64 and tensor.dtype in (tf.float32.as_datatype_enum,):
            tensor.ClearField("tensor_content")
            del tensor.float_val[:]
            tensor.float_val.append(0.5)
    return graph_def


def shapes_of(graph_def):
    """What TensorFlow infers: the dimensions of each node's first output."""
    graph = tf.Graph()
    with graph.as_default():
        tf.import_graph_def(graph_def, name="")
    shapes = {}
    for operation in graph.get_operations():
        if not operation.outputs or operation.type in ("Const", "Placeholder"):
            continue
        shape = operation.outputs[0].shape
        shapes[operation.name] = None if shape.rank is None else shape.as_list()
    return shapes


def write(folder, name, graph_def):
    graph_def = squash(graph_def)
    (folder / f"{name}.pb").write_bytes(graph_def.SerializeToString(deterministic=True))
    return {"file": f"{name}.pb", "shapes": shapes_of(graph_def)}


def frozen(model, shape):
    function = tf.function(lambda x: model(x, training=False)).get_concrete_function(
        tf.TensorSpec(shape, tf.float32, name="input"))
    return convert_variables_to_constants_v2(function).graph.as_graph_def()


def windows():
    """Convolutions, pools and what changes the resolution, in all ways of padding."""
    graph = tf.Graph()
    with graph.as_default():
        x = v1.placeholder(tf.float32, [2, 37, 41, 6], name="input")
        same = tf.nn.conv2d(x, tf.ones([3, 5, 6, 8]), [1, 2, 2, 1], "SAME", name="same")
        valid = tf.nn.conv2d(x, tf.ones([4, 4, 6, 8]), [1, 3, 2, 1], "VALID", name="valid")
        tf.nn.conv2d(x, tf.ones([3, 3, 6, 8]), 2, [[0, 0], [2, 1], [0, 3], [0, 0]], name="explicit")
        tf.nn.conv2d(x, tf.ones([3, 3, 6, 8]), 1, "VALID", dilations=[1, 3, 2, 1], name="dilated")
        tf.nn.conv2d(x, tf.ones([3, 3, 3, 8]), 1, "SAME", name="grouped")
        tf.nn.depthwise_conv2d(x, tf.ones([3, 3, 6, 2]), [1, 2, 2, 1], "SAME", name="depthwise")
        tf.nn.atrous_conv2d(x, tf.ones([3, 3, 6, 4]), 2, "VALID", name="atrous")
        tf.nn.bias_add(same, tf.ones([8]), name="biased")
        tf.nn.max_pool2d(valid, 3, 2, "VALID", name="max_valid")
        tf.nn.max_pool2d(valid, [2, 3], [1, 2], "SAME", name="max_same")
        tf.nn.avg_pool2d(same, 4, 3, "SAME", name="mean_same")
        tf.nn.conv2d_transpose(same, tf.ones([4, 4, 5, 8]), [2, 38, 42, 5], 2, "SAME", name="up")
        tf.nn.conv2d_transpose(same, tf.ones([3, 3, 5, 8]), [2, 39, 43, 5], 2, "VALID", name="up_valid")
        tf.raw_ops.ResizeBilinear(images=x, size=[64, 48], name="bilinear")
        tf.raw_ops.ResizeNearestNeighbor(images=x, size=[20, 10], name="nearest")
        tf.nn.depth_to_space(same, 2, name="to_space")
        tf.nn.space_to_depth(tf.pad(x, [[0, 0], [1, 2], [0, 1], [0, 0]], name="padded"), 2, name="to_depth")
        tf.nn.lrn(x, name="local")
        tf.nn.conv3d(tf.ones([1, 9, 9, 9, 2]) * x[0, 0, 0, 0], tf.ones([3, 3, 3, 2, 4]), [1, 2, 2, 2, 1], "SAME", name="solid")
        cf = tf.transpose(x, [0, 3, 1, 2], name="channels_first")
        first = tf.nn.conv2d(cf, tf.ones([3, 3, 6, 8]), [1, 1, 2, 2], "SAME", data_format="NCHW", name="first")
        tf.nn.bias_add(tf.nn.relu(first, name="first_relu"), tf.ones([8]), data_format="NCHW", name="first_bias")
        tf.nn.max_pool2d(first, 3, 2, "VALID", data_format="NCHW", name="first_pool")
    return graph.as_graph_def()


def shapes():
    """Operators that move elements about, with every mask that slices have."""
    graph = tf.Graph()
    with graph.as_default():
        x = v1.placeholder(tf.float32, [4, 6, 8, 10], name="input")
        tf.identity(x[:, 1:5:2, ..., -3:], name="sliced"); tf.identity(x[0, ..., 3], name="picked")
        tf.identity(x[:, tf.newaxis, ..., tf.newaxis], name="grown")
        tf.identity(x[..., tf.newaxis, 1, :2], name="mixed")
        tf.identity(x[::-1, :, -1], name="backwards"); tf.slice(x, [0, 1, 2, 3], [4, -1, 2, 1], name="cut")
        a, b, c = tf.split(x, [1, 2, 3], axis=1, name="parts")
        tf.concat([a, c, b], axis=1, name="joined")
        parts = tf.split(x, 5, axis=3, name="fifths")
        tf.stack(parts, axis=-1, name="stacked"); tf.unstack(x, axis=2, name="unstacked")
        tf.reshape(x, [4, -1], name="flat")
        size = tf.shape(x, name="size")
        tf.reshape(x, tf.stack([size[0], size[1] * size[2], 10]), name="computed")
        tf.transpose(x, [0, 3, 2, 1], name="turned"); tf.expand_dims(x, -1, name="longer")
        tf.squeeze(tf.reduce_mean(x, [1, 2], keepdims=True, name="mean"), [1, 2], name="squeezed")
        tf.reduce_max(x, -1, name="largest"); tf.argmax(x, 3, name="where"); tf.nn.top_k(x, 3, name="best")
        tf.gather(x, [1, 0, 2], axis=2, name="gathered"); tf.tile(x, [1, 2, 3, 1], name="tiled")
        tf.one_hot(tf.argmax(x, 3), 7, name="hot"); tf.reverse(x, [1, 3], name="reversed")
        tf.pad(x, [[0, 0], [1, 1], [2, 2], [0, 0]], "REFLECT", name="mirrored")
        tf.broadcast_to(x[:, :1], [4, 6, 8, 10], name="spread"); tf.zeros_like(x, name="zeros")
        tf.cumsum(x, 1, name="sums"); tf.cast(x, tf.int32, name="whole")
        tf.linalg.matmul(x, x, transpose_b=True, name="products")
        tf.einsum("abcd,ed->abce", x, tf.ones([3, 10]), name="einsum")
        tf.matmul(tf.reshape(x, [-1, 10]), tf.ones([10, 7]), name="rows")
        tf.nn.softmax(x, name="soft"); tf.math.squared_difference(x, 1.0, name="squares")
        tf.math.rsqrt(x, name="roots"); tf.where(x > 0, x, -x, name="chosen")
        tf.clip_by_value(x, -1.0, 1.0, name="clipped"); tf.nn.leaky_relu(x, name="leaky")
    return graph.as_graph_def()


def old_frozen():
    """A graph as TensorFlow 1 froze them: reads of constants, control inputs, a switched branch."""
    graph = tf.Graph()
    with graph.as_default():
        x = v1.placeholder(tf.float32, [None, None, None, 3], name="input")
        kernel = tf.identity(tf.constant(0.1, shape=[3, 3, 3, 16]), name="conv/kernel/read")
        with graph.control_dependencies([tf.no_op(name="before")]):
            y = tf.nn.conv2d(x, kernel, [1, 2, 2, 1], "SAME", name="conv/Conv2D")
        y = tf.nn.bias_add(y, tf.identity(tf.constant(0.1, shape=[16]), name="conv/bias/read"), name="conv/BiasAdd")
        y, *_ = v1.nn.fused_batch_norm(
            y, tf.ones([16]), tf.zeros([16]), tf.zeros([16]), tf.ones([16]), is_training=False, name="bn")
        y = tf.nn.relu6(y, name="relu6")
        y = tf.reduce_mean(y, [1, 2], name="pool")
        y = tf.matmul(y, tf.constant(0.1, shape=[16, 10]), name="fc/MatMul")
        tf.nn.softmax(tf.nn.bias_add(y, tf.zeros([10]), name="fc/BiasAdd"), name="output")
    return graph.as_graph_def()


def saved(folder):
    """A SavedModel of a small Keras network: variables and calls in calls."""
    layers = tf.keras.layers
    inputs = layers.Input([32, 32, 3], name="pixels")
    x = layers.Conv2D(8, 3, strides=2, padding="same", name="conv")(inputs)
    x = layers.BatchNormalization(name="bn")(x)
    x = layers.ReLU(name="relu")(x)
    branch = layers.DepthwiseConv2D(3, padding="same", name="dw")(x)
    x = layers.Add(name="add")([x, branch])
    x = layers.GlobalAveragePooling2D(name="gap")(x)
    x = layers.Dropout(0.5, name="drop")(x)
    outputs = layers.Dense(10, activation="softmax", name="fc")(x)
    model = tf.keras.Model(inputs, outputs)
    with tempfile.TemporaryDirectory() as place:
        tf.saved_model.save(model, place)
        data = (pathlib.Path(place) / "saved_model.pb").read_bytes()
    from tensorflow.core.protobuf import saved_model_pb2
    program = saved_model_pb2.SavedModel.FromString(data)
    graph = program.meta_graphs[0]
    graph.ClearField("object_graph_def")
    graph.ClearField("collection_def")
    graph.meta_info_def.Clear()
    squash(graph.graph_def)
    target = folder / "saved"
    target.mkdir(exist_ok=True)
    (target / "saved_model.pb").write_bytes(program.SerializeToString(deterministic=True))
    return {"parameters": model.count_params(), "output": [1, 10]}


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "tensorflow")
    folder.mkdir(exist_ok=True)
    tf.random.set_seed(1)
    graphs = [
        write(folder, "windows", windows()), write(folder, "shapes", shapes()),
        write(folder, "old", old_frozen()),
        write(folder, "mobilenet", frozen(
            tf.keras.applications.MobileNetV2((96, 96, 3), alpha=0.35, weights=None, classes=10), [1, 96, 96, 3])),
    ]
    from google.protobuf import text_format
    (folder / "old.pbtxt").write_text(text_format.MessageToString(
        v1.GraphDef.FromString((folder / "old.pb").read_bytes())))
    (folder / "expected.json").write_text(json.dumps(
        {"tensorflow": tf.__version__, "graphs": graphs, "saved": saved(folder)}, indent=0) + "\n")


main()
