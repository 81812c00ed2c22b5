"""Makes control.pb and old_control.pb: branches and loops as functions, and in TensorFlow 1's way.

Run once, with tensorflow-cpu 2.21 (`pip install tensorflow-cpu`): the files are kept, the tests need no
TensorFlow.

    python tensorflow_control.py [FOLDER]
"""

import pathlib
import sys

import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

v1 = tf.compat.v1
WEIGHT = tf.constant(0.5, shape=[8, 8])


def body(x, flag):
    """A loop that is counted, one that is not, one that fills a list, and a branch."""
    counted = tf.while_loop(
        lambda i, y: i < 5, lambda i, y: (i + 1, tf.nn.relu(y @ WEIGHT)), [0, x], name="counted")[1]
    open_ended = tf.while_loop(
        lambda y: tf.reduce_sum(y) < 9.0, lambda y: (y @ WEIGHT,), [counted], name="open_ended")[0]
    steps = tf.TensorArray(tf.float32, size=3, element_shape=[4, 8])
    listed = tf.while_loop(
        lambda i, s: i < 3, lambda i, s: (i + 1, s.write(i, x @ WEIGHT)), [0, steps], name="listed")[1].stack()
    branch = tf.cond(flag, lambda: tf.nn.relu(open_ended), lambda: tf.tanh(open_ended) * 2.0, name="branch")
    return tf.concat([branch, tf.reduce_sum(listed, 0)], 1, name="joined")


def functional():
    function = tf.function(body).get_concrete_function(
        tf.TensorSpec([4, 8], name="x"), tf.TensorSpec([], tf.bool, name="flag"))
    return convert_variables_to_constants_v2(function, lower_control_flow=False).graph.as_graph_def()


def old():
    v1.disable_control_flow_v2()
    graph = tf.Graph()
    with graph.as_default():
        x = v1.placeholder(tf.float32, [4, 8], name="x")
        flag = v1.placeholder(tf.bool, [], name="flag")
        loop = v1.while_loop(
            lambda i, y: i < 5, lambda i, y: (i + 1, tf.nn.relu(y @ tf.fill([8, 8], 0.5))), [0, x])[1]
        tf.identity(v1.cond(flag, lambda: tf.nn.relu(loop), lambda: tf.tanh(loop)), name="result")
    return graph.as_graph_def()


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "tensorflow")
    for name, graph in [("control", functional()), ("old_control", old())]:
        (folder / f"{name}.pb").write_bytes(graph.SerializeToString(deterministic=True))


main()
