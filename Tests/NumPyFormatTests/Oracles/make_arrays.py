#!/usr/bin/env python3
"""Writes small .npy files of every kind of element, and what numpy says of them.

    python3 make_arrays.py > arrays.jsonl

One line a file: name, the file in base64, type, shape, order, and the elements as the JSON text of nested lists. Floats
that JSON has no number for are texts; bytes are lists of numbers; complex numbers are pairs.
"""

import base64, io, json, math
import numpy as np
from numpy.lib import format as npy


def plain(value):
    """A value of numpy's or Python's as JSON."""
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value]
    if isinstance(value, np.void):
        if value.dtype.names is None:
            return list(value.tobytes())
        return {name: plain(value[name]) for name in value.dtype.names}
    if isinstance(value, (np.datetime64, np.timedelta64)):
        return int(value.astype(np.int64)) if not np.isnat(value) else None
    if isinstance(value, np.bytes_):
        return list(bytes(value))
    if isinstance(value, np.str_):
        return str(value)
    if isinstance(value, np.longdouble) and np.longdouble(float(value)) != value and value == value:
        return np.format_float_scientific(value, unique=True)
    if isinstance(value, np.complexfloating):
        return [number(float(value.real)), number(float(value.imag))]
    if isinstance(value, np.floating):
        value = float(value)
        return number(value)
    return value.item()


def number(value):
    """A float as JSON."""
    return value if math.isfinite(value) else "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"


def arrays():
    for order in "<>":
        for kind in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
            info = np.iinfo(kind)
            yield f"{'le' if order == '<' else 'be'}-{kind}", np.array([info.min, 0, 1, info.max], order + kind)
        for kind in ["f2", "f4", "f8"]:
            values = [0.0, -0.0, 1.1, -2.5, np.finfo(kind).max, np.finfo(kind).smallest_subnormal, np.inf, -np.inf, np.nan]
            yield f"{'le' if order == '<' else 'be'}-{kind}", np.array(values, order + kind)
        third = np.longdouble(1) / 3
        yield f"{'le' if order == '<' else 'be'}-f16", np.array([0, 1.5, -third, np.inf, np.nan, third * np.longdouble(10) ** 400], order + "f16")
        for kind in ["c8", "c16", "c32"]:
            yield f"{'le' if order == '<' else 'be'}-{kind}", np.array([1.5 - 2j, complex(math.inf, -0.0)], order + kind)
        yield f"{'le' if order == '<' else 'be'}-U5", np.array(["", "aä模\U0001F600", "abcde", "a\0b"], order + "U5")
        yield f"{'le' if order == '<' else 'be'}-M8", np.array(["1969-12-31T23:59:59.999999999", "NaT"], order + "M8[ns]")
    yield "bool", np.array([[True, False], [False, True]])
    yield "bytes", np.array([b"", b"abc", b"a\0b\0", b"\xff"], "S4")
    yield "void", np.array([b"ab\0", b"\0\0\1"], "V3")
    yield "scalar", np.array(2.5)
    yield "empty", np.zeros((0, 3), "f4")
    yield "empty-inside", np.zeros((2, 0, 3), "i8")
    yield "c-order", np.arange(24, dtype="i2").reshape(2, 3, 4)
    yield "fortran-order", np.asfortranarray(np.arange(24, dtype="i2").reshape(2, 3, 4))
    yield "fortran-vector", np.asfortranarray(np.arange(3.0))
    for unit in ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "25s"]:
        yield f"time-{unit}", np.array([-1, 0, 1000], "i8").view(f"M8[{unit}]")
        yield f"span-{unit}", np.array([-1, 0, 1000], "i8").view(f"m8[{unit}]")
    yield "span-generic", np.array([1, 2], "m8")
    record = np.dtype([("a", "<i4"), ("b", ">f8", (2,)), (("a title", "c"), "U2"), ("d", [("x", "i1"), ("y", "S3")])])
    rows = np.zeros(2, record)
    rows["a"], rows["b"], rows["c"], rows["d"]["x"], rows["d"]["y"] = [1, -1], [[1, 2], [3, 4]], ["é", ""], [7, 8], [b"q", b"rst"]
    yield "record", rows
    yield "record-aligned", np.array([(1, 2.0, 3)], np.dtype([("a", "i1"), ("b", "f8"), ("c", "i2")], align=True))
    yield "record-unicode", np.array([(1,)], np.dtype([("größe", "i4")]))
    yield "record-matrix", np.array([(1, [[1, 2], [3, 4]])], np.dtype([("a", "i1"), ("m", "u2", (2, 2))]))
    yield "record-of-records", np.array([((1, 2),)], np.dtype([("p", [("x", "i1"), ("y", "i1")])]))


def main():
    for name, array in arrays():
        versions = [(1, 0), (2, 0), (3, 0)] if name in ("c-order", "record") else [None]
        for version in versions:
            file = io.BytesIO()
            npy.write_array(file, array, version=version)
            print(json.dumps({
                "name": name if version is None else f"{name}-v{version[0]}",
                "file": base64.b64encode(file.getvalue()).decode(),
                "type": array.dtype.str, "shape": array.shape,
                "fortran": bool(array.flags.f_contiguous and not array.flags.c_contiguous),
                "values": json.dumps(
                    plain(array) if array.ndim else plain(array[()]), sort_keys=True,
                    ensure_ascii=False, separators=(",", ":")),
                "texts": [str(item) for item in array.flat] if array.dtype.kind == "M" else [],
            }))


main()
