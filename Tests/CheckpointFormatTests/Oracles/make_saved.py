#!/usr/bin/env python3
"""Saves small objects in every container, and says what plain JSON of them should be.

    python3 make_saved.py > saved.jsonl          # needs numpy, torch, joblib, pandas, scipy
    python3 make_saved.py tables NAME >> saved.jsonl    # tables alone, by another pandas
One line a file: name, the file in base64, and the texts of plain JSON, one for each object in it.
Arrays are nested lists, complex numbers pairs, bytes texts of Latin-1, moments numpy's texts.
"""

import base64, collections, io, json, math, os, pickle, sys, tempfile, warnings

import numpy as np
import pandas as pd

if sys.argv[1:2] != ["tables"]:
    import joblib
    import scipy.sparse
    import torch

warnings.filterwarnings("ignore")


def number(value):
    if math.isfinite(value):
        return value
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"


def plain(value):
    """An object as plain JSON has it."""
    if isinstance(value, pd.DataFrame):
        columns = [plain(value.iloc[:, place]) for place in range(value.shape[1])]
        return {
            "columns": plain(value.columns), "index": plain(value.index),
            "data": [column["data"] for column in columns],
        }
    if isinstance(value, pd.Series):
        return {"index": plain(value.index), "data": plain(value.array)}
    if isinstance(value, pd.RangeIndex):
        return {"start": value.start, "stop": value.stop, "step": value.step}
    if isinstance(value, pd.MultiIndex):
        return {
            "levels": plain(list(value.levels)), "codes": plain([np.asarray(c) for c in value.codes]),
            "sortorder": value.sortorder, "names": list(value.names),
        }
    if isinstance(value, pd.Categorical):
        return {
            "codes": plain(value.codes), "categories": plain(value.categories),
            "ordered": value.ordered,
        }
    if isinstance(value, pd.arrays.IntegerArray):
        return plain(value._data)
    if isinstance(value, (pd.Index, pd.api.extensions.ExtensionArray)):
        return plain(np.asarray(value))
    if "torch" in sys.modules and isinstance(value, torch.Tensor):
        value = value.detach()
        if value.dtype in (torch.bfloat16, torch.float8_e4m3fn, torch.float8_e5m2):
            value = value.to(torch.float32)
        return plain(value.resolve_conj().numpy() if value.ndim else value.numpy()[()])
    if isinstance(value, np.ma.MaskedArray):
        return plain(value.data)
    if isinstance(value, np.ndarray):
        return plain(value[()]) if value.ndim == 0 else [plain(item) for item in np.asarray(value)]
    if isinstance(value, np.void):
        if value.dtype.names is None:
            return value.tobytes().decode("latin-1")
        return {name: plain(value[name]) for name in value.dtype.names}
    if isinstance(value, np.datetime64):
        return str(value)
    if isinstance(value, np.timedelta64):
        return "NaT" if np.isnat(value) else int(value.astype(np.int64))
    if isinstance(value, bytes):
        return bytes(value).decode("latin-1")
    if isinstance(value, np.complexfloating):
        return [number(float(value.real)), number(float(value.imag))]
    if isinstance(value, (float, np.floating)):
        return number(float(value))
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def emit(name, file, *objects):
    print(json.dumps({
        "name": name, "file": base64.b64encode(file).decode(),
        "json": [json.dumps(plain(item), ensure_ascii=False, separators=(",", ":")) for item in objects],
    }))


def arrays():
    yield "int", np.arange(6, dtype="i4").reshape(2, 3)
    yield "fortran", np.asfortranarray(np.arange(6.0).reshape(2, 3))
    yield "big-endian", np.array([1.5, -2], ">f8")
    yield "halves", np.array([0.1, np.inf, np.nan], "f2")
    yield "complex", np.array([1 + 2j])
    yield "bool", np.array([True, False])
    yield "texts", np.array(["ä", "abc"])
    yield "bytes", np.array([b"a\xff", b""])
    yield "moments", np.array(["2020-01-02T03:04:05", "NaT"], "M8[25s]")
    yield "spans", np.array([5, -7], "m8[ms]")
    yield "objects", np.array([1, "two", None, [3.5]], dtype=object)
    yield "objects-2d", np.array([[1, "a"], [2, "b"]], dtype=object)
    yield "empty", np.zeros((2, 0))
    yield "single", np.array(7)
    yield "record", np.array([(1, 2.5, "x", [1, 2])], [("a", "i1"), ("b", "f4"), ("c", "U2"), ("d", "u2", (2,))])
    yield "record-aligned", np.array([(1, 2.5)], np.dtype([("a", "i1"), ("b", "f8")], align=True))
    yield "record-objects", np.array([(1, "x")], [("a", "i4"), ("b", "O")])
    yield "recarray", np.array([(1, 2.5)], [("a", "i1"), ("b", "f4")]).view(np.recarray)
    yield "matrix", np.matrix([[1, 2], [3, 4]])
    yield "masked", np.ma.array([1, 2, 3], mask=[0, 1, 0])
    yield "transposed", np.arange(24, dtype="i2").reshape(2, 3, 4).transpose(1, 2, 0)
    yield "void", np.array([b"ab", b"\0\x01"], "V2")


def numpy_pickles():
    for protocol in range(6):
        for name, array in arrays():
            if name == "record-objects":
                expected = [[[1, "x"]]]
            else:
                expected = [array]
            emit(f"pickle-{protocol}-{name}", pickle.dumps(array, protocol), *expected)
        scalars = [
            np.float64(0.1), np.float32(0.1), np.float16(2), np.int8(-3), np.uint64(2**64 - 1),
            np.bool_(True), np.complex64(1 - 1j), np.str_("ü"), np.bytes_(b"b"), np.longdouble(0.5),
            np.datetime64("2021-03-04", "D"), np.timedelta64(9, "h"), np.datetime64("NaT"),
        ]
        emit(f"pickle-{protocol}-scalars", pickle.dumps(scalars, protocol), scalars)
    out = io.BytesIO()
    np.savez(out, a=np.arange(3), b=np.array(["x"], dtype=object))
    emit("stored.npz", out.getvalue(), {"a": np.arange(3), "b": ["x"]})
    out = io.BytesIO()
    np.savez_compressed(out, a=np.arange(3), b=np.array(["x"], dtype=object))
    emit("deflated.npz", out.getvalue(), {"a": np.arange(3), "b": ["x"]})
    out = io.BytesIO()
    np.save(out, np.arange(3))
    np.save(out, np.array([None]))
    emit("two.npy", out.getvalue(), np.arange(3), [None])


def tensors():
    whole = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    yield "float32", whole
    yield "transposed", whole.T
    yield "sliced", whole[1:, ::2]
    yield "expanded", torch.tensor([1.0, 2.0]).expand(3, 2)
    yield "scalar", torch.tensor(2.5)
    yield "empty", torch.zeros(0, 3)
    yield "gradient", torch.ones(2, requires_grad=True)
    yield "parameter", torch.nn.Parameter(torch.ones(2))
    for kind in ["float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"]:
        yield kind, torch.tensor([0, 1, 2]).to(getattr(torch, kind))
    yield "complex64", torch.tensor([1 + 2j])
    yield "shared", {"a": whole, "b": whole[0], "n": 3}
    yield "state", collections.OrderedDict(w=whole[:1], b=torch.zeros(1))


def torch_files():
    for name, value in tensors():
        for form in (True, False):
            out = io.BytesIO()
            torch.save(value, out, _use_new_zipfile_serialization=form)
            emit(f"torch-{'zip' if form else 'legacy'}-{name}", out.getvalue(), value)
    for kind in ["float8_e4m3fn", "float8_e5m2", "uint16"]:
        value = torch.tensor([0, 1, 2]).to(getattr(torch, kind))
        out = io.BytesIO()
        torch.save(value, out)
        emit(f"torch-zip-{kind}", out.getvalue(), value)
    out = io.BytesIO()
    small = [torch.Size([2, 3]), torch.float32, torch.device("cpu"), torch.device("cuda", 1)]
    torch.save(small[:1], out)
    emit("torch-zip-size", out.getvalue(), [[2, 3]])
    for protocol in (2, 4, 5):
        emit(f"torch-pickled-{protocol}", pickle.dumps(torch.tensor([1.5, 2]), protocol), [1.5, 2.0])


def joblib_files():
    values = [np.arange(5), np.arange(5.0), np.array([1, "abc"], dtype=object), np.matrix([0, 1]), "text"]
    values.append(np.asfortranarray(np.arange(6).reshape(2, 3)))
    with tempfile.TemporaryDirectory() as folder:
        for name, compress in [("plain", 0), ("zlib", ("zlib", 3))]:
            path = os.path.join(folder, name)
            joblib.dump(values, path, compress=compress)
            emit(f"joblib-{name}", open(path, "rb").read(), values)


def tables(label):
    frame = pd.DataFrame({
        "i": [1, 2], "f": [0.5, 1.5], "j": [3, 4], "s": ["x", "y"],
        "t": pd.to_datetime(["2020-01-01", "2021-02-03"]), "c": pd.Categorical(["u", "v"]),
        "n": pd.array([1, None], dtype="Int64"),
    })
    values = {
        "frame": frame, "series": frame["f"], "texts": frame["s"], "named": frame.set_index("i"),
        "multi": frame[["i", "f", "j"]].set_index(["i", "j"]),
        "dates": pd.DataFrame({"z": [1]}, index=pd.DatetimeIndex(["2020-01-01"])),
        "shuffled": frame[["j", "f", "i"]], "empty": pd.DataFrame(), "rows": frame[::-1][["i", "j"]],
        "fortran": pd.DataFrame(np.arange(6.0).reshape(2, 3), columns=["a", "b", "c"]),
        "floats": pd.Series([1.0], index=pd.Index([2.5], name="x"), name="y"),
    }
    for name, value in values.items():
        for protocol in (2, 4, 5):
            emit(f"pandas-{label}-{protocol}-{name}", pickle.dumps(value, protocol), value)


def sparse():
    matrix = np.array([[0, 1.5, 0], [2, 0, 0]])
    parts = {
        "csr": ["data", "indices", "indptr"], "csc": ["data", "indices", "indptr"],
        "coo": ["data", "coords"], "dia": ["data", "offsets"],
        "bsr": ["data", "indices", "indptr"],
    }
    for kind, names in parts.items():
        for make in (f"{kind}_matrix", f"{kind}_array"):
            value = getattr(scipy.sparse, make)(matrix)
            expected = {"format": kind, "shape": list(value.shape)}
            expected.update({name: getattr(value, name) for name in names})
            emit(f"scipy-{make}", pickle.dumps(value, 4), expected)


if sys.argv[1:2] == ["tables"]:
    tables(sys.argv[2])
else:
    numpy_pickles()
    torch_files()
    joblib_files()
    tables("3")
    sparse()
