#!/usr/bin/env python3
"""Saves tensors in torch's and numpy's containers, and says what each is called and consists of.

    python3 make_tensors.py > tensors.jsonl          # needs numpy, torch
"""

import base64, collections, io, json, warnings

import numpy as np
import torch

warnings.filterwarnings("ignore")

TYPES = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16",
    torch.float8_e4m3fn: "F8_E4M3", torch.float8_e5m2: "F8_E5M2", torch.int64: "I64",
    torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8",
    torch.uint16: "U16", torch.bool: "BOOL", torch.complex64: "C64",
}


def emit(name, file, tensors):
    found = {}
    for key, tensor in tensors.items():
        dense = tensor.detach().clone(memory_format=torch.contiguous_format).contiguous()
        raw = dense.reshape(-1).view(torch.uint8).numpy().tobytes() if dense.numel() else b""
        found[key] = {
            "type": TYPES[tensor.dtype], "shape": list(tensor.shape),
            "bytes": base64.b64encode(raw).decode(),
        }
    print(json.dumps({"name": name, "file": base64.b64encode(file).decode(), "tensors": found}))


def saved(value, zip=True):
    out = io.BytesIO()
    torch.save(value, out, _use_new_zipfile_serialization=zip)
    return out.getvalue()


def main():
    whole = torch.arange(60, dtype=torch.float32).reshape(3, 4, 5)
    views = {
        "whole": whole, "transposed": whole.transpose(0, 2), "sliced": whole[:, 1:3, ::2],
        "expanded": torch.tensor([1.0, 2.0]).expand(3, 2), "one": whole[1, 2, 3],
        "empty": torch.zeros(0, 4), "channels": torch.arange(24.0).reshape(1, 2, 3, 4).to(memory_format=torch.channels_last),
    }
    types = {
        str(kind).split(".")[1]: torch.tensor([0, 1, 2, 3]).to(kind)
        for kind in TYPES if kind not in (torch.uint16, torch.float8_e4m3fn, torch.float8_e5m2)
    }
    for form in (True, False):
        label = "zip" if form else "legacy"
        emit(f"{label}-views", saved(views, form), views)
        emit(f"{label}-types", saved(types, form), types)
        nested = {"model": {"a.b": [whole, (whole[0],)], "n": 1}, "epoch": 3, 7: whole[0, 0]}
        flat = {"model.a.b.0": whole, "model.a.b.1.0": whole[0], "7": whole[0, 0]}
        emit(f"{label}-nested", saved(nested, form), flat)
        emit(f"{label}-bare", saved(whole, form), {"tensor": whole})
    new = {k: torch.tensor([0, 1, 2, 3]).to(getattr(torch, k)) for k in ("uint16", "float8_e4m3fn", "float8_e5m2")}
    emit("zip-new-types", saved(new), new)
    torch.manual_seed(0)
    module = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
    emit("zip-state", saved(module.state_dict()), module.state_dict())
    emit("zip-module", saved(module), module.state_dict())
    emit("legacy-module", saved(module, False), module.state_dict())
    arrays = {"a": np.arange(6, dtype="f4").reshape(2, 3), "b": np.asfortranarray(np.arange(6.0).reshape(2, 3)), "c": np.arange(3, dtype=">i4")}
    flat = {key: torch.from_numpy(np.ascontiguousarray(value.astype(value.dtype.newbyteorder("=")))) for key, value in arrays.items()}
    for name, save in (("stored", np.savez), ("deflated", np.savez_compressed)):
        out = io.BytesIO()
        save(out, **arrays)
        emit(f"{name}.npz", out.getvalue(), flat)


main()
