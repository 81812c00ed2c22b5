"""Lets onnx.checker judge every model of a folder, and onnxruntime run it once.

Usage: run_models.py FOLDER [--skip-run]. Prints one line a model that fails, and how many passed.
Shapes are inferred strictly too, where the model has no sparse weights, which onnx cannot infer from.
"""

import pathlib, sys

import numpy, onnx, onnxruntime

types = {"tensor(float)": numpy.float32, "tensor(int64)": numpy.int64,
         "tensor(float16)": numpy.float16, "tensor(bool)": bool}
random = numpy.random.default_rng(0)
onnxruntime.set_default_logger_severity(4)
passed, failed = 0, False
for path in sorted(pathlib.Path(sys.argv[1]).glob("**/*.onnx")):
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=not model.graph.sparse_initializer)
        if "--skip-run" not in sys.argv:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            session = onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"])
            feed = {each.name: numpy.abs(random.standard_normal(each.shape)).astype(types[each.type])
                    for each in session.get_inputs()}
            outputs = session.run(None, feed)
            declared = [[dimension.dim_value for dimension in each.type.tensor_type.shape.dim]
                        for each in model.graph.output]
            assert [list(each.shape) for each in outputs] == declared, "another shape comes out"
        passed += 1
    except Exception as error:
        print(f"{path.name}: {str(error).splitlines()[0][:300]}")
        failed = True
print(f"passed: {passed}")
sys.exit(1 if failed else 0)
