#!/usr/bin/env python3
"""Makes files that no library of today writes, or that somebody wrote to do harm.

    python3 make_odd.py > odd.jsonl

One line a file: name, the file in base64, and plain JSON of its object or `null` where it is to be
refused. Nothing here is ever loaded by Python.
"""

import base64, io, json, pickle, struct, tarfile, zipfile


def emit(name, file, expected, refusal=None):
    print(json.dumps({
        "name": name, "file": base64.b64encode(file).decode(),
        "json": None if refusal else json.dumps(expected, separators=(",", ":")),
        "refusal": refusal,
    }))


def text(value):
    value = value.encode()
    return b"X" + struct.pack("<I", len(value)) + value


def number(value):
    return b"\x8a\x08" + struct.pack("<q", value)


def storage_id(key, count, view=b"N", kind="FloatStorage"):
    return b"(" + text("storage") + b"ctorch\n" + kind.encode() + b"\n" + text(key) + text("cpu") + number(count) + view + b"tQ"


def tensor(storage, offset, shape, strides):
    def sizes(values):
        return b"(" + b"".join(map(number, values)) + b"t"
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + number(offset) + sizes(shape) + sizes(strides) + b"\x89ccollections\nOrderedDict\n)RtR"


def legacy(root, storages):
    head = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19." + b"\x80\x02M\xe9\x03." + b"\x80\x02}" + text("little_endian") + b"\x88s."
    keys = b"\x80\x02](" + b"".join(text(key) for key, _ in storages) + b"e."
    raw = b"".join(struct.pack("<q", len(values)) + struct.pack(f"<{len(values)}f", *values) for _, values in storages)
    return head + b"\x80\x02" + root + b"." + keys + raw


def tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def pack(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def main():
    four = [1.0, 2.0, 3.0, 4.0]
    whole = tensor(storage_id("7", 4), 0, [2, 2], [2, 1])
    emit("legacy", legacy(whole, [("7", four)]), [[1.0, 2.0], [3.0, 4.0]])
    view = b"(" + text("8") + number(1) + number(2) + b"t"
    emit("legacy-view", legacy(tensor(storage_id("7", 4, view), 0, [2], [1]), [("7", four)]), [2.0, 3.0])
    far = b"(" + text("8") + number(3) + number(2) + b"t"
    emit("legacy-view-past-end", legacy(tensor(storage_id("7", 4, far), 0, [2], [1]), [("7", four)]), None, "a view past the end")
    emit("past-end", legacy(tensor(storage_id("7", 4), 1, [2, 2], [2, 1]), [("7", four)]), None, "but its storage has 4")
    emit("huge", legacy(tensor(storage_id("7", 4), 0, [1 << 40, 1 << 40], [0, 0]), [("7", four)]), None, "a tensor of shape")
    emit("repeated", legacy(tensor(storage_id("7", 4), 0, [1 << 40], [0]), [("7", four)]), None, "a tensor that repeats")
    emit("negative", legacy(tensor(storage_id("7", 4), 3, [2], [-1]), [("7", four)]), None, "strides")
    emit("empty-rows", legacy(tensor(storage_id("7", 4), 0, [1 << 40, 0], [1, 1]), [("7", four)]), None, "empty rows")
    emit("empty-far", legacy(tensor(storage_id("7", 4), (1 << 62), [0, 1 << 60, 1 << 60], [1 << 60, 1 << 60, 1]), [("7", four)]), [])
    emit("no-storage", legacy(whole, []), None)
    cut = legacy(whole, [("7", four)])
    emit("long-count", cut[:-24] + struct.pack("<q", 1 << 60) + cut[-16:], None, "storage")

    storages = pickle.dumps(1, 2) + b"\x80\x02(" + text("11") + text("cpu") + b"ctorch\nFloatStorage\nt." + struct.pack("<q", 4) + struct.pack("<4f", *four) + pickle.dumps([], 2)
    tensors = pickle.dumps(1, 2) + b"\x80\x02(" + text("22") + text("11") + b"ctorch\nFloatTensor\nt." + struct.pack("<i4x", 2) + struct.pack("<2q", 2, 2) + struct.pack("<2q", 1, 2) + struct.pack("<q", 0)
    root = b"\x80\x02}" + text("w") + text("22") + b"Qs."
    emit("tar", tar([("sys_info", b"\x80\x02}."), ("pickle", root), ("storages", storages), ("tensors", tensors)]), {"w": [[1.0, 3.0], [2.0, 4.0]]})
    emit("tar-cut", tar([("sys_info", b"\x80\x02}."), ("pickle", root), ("storages", storages[:-30]), ("tensors", tensors)]), None, "length 8")

    data = b"\x80\x02" + whole + b"."
    raw = struct.pack("<4f", *four)
    emit("zip-prefix", pack([("any/deep/data.pkl", data), ("any/deep/data/7", raw), ("any/deep/version", b"3\n")]), [[1.0, 2.0], [3.0, 4.0]])
    emit("zip-bare", pack([("data.pkl", data), ("data/7", raw)]), [[1.0, 2.0], [3.0, 4.0]])
    emit("zip-first-folder", pack([("model/data.pkl", data), ("model/data/7", raw), ("a/data.pkl", b"\x80\x02N.")]), [[1.0, 2.0], [3.0, 4.0]])
    big = struct.pack(">4f", *four)
    emit("zip-big-endian", pack([("a/data.pkl", data), ("a/byteorder", b"big"), ("a/data/7", big)]), [[1.0, 2.0], [3.0, 4.0]])
    emit("zip-twice", pack([("a/data.pkl", data), ("a/data.pkl", b"\x80\x02N."), ("a/data/7", raw)]), None, "two members")
    emit("zip-short-storage", pack([("a/data.pkl", data), ("a/data/7", raw[:-1])]), None, "length 16")
    emit("zip-other", pack([("readme.txt", b"hello")]), None, "neither torch nor numpy")

    nested = legacy(storage_id("7", 4), [("7", four)])
    def load(data):
        return b"ctorch.storage\n_load_from_bytes\n(B" + struct.pack("<I", len(data)) + data + b"tR"
    emit("nested", b"\x80\x03" + tensor(load(nested), 1, [2], [2]) + b".", [2.0, 4.0])
    emit("nested-past-end", b"\x80\x03" + tensor(load(nested), 0, [9], [1]) + b".", None, "but its storage has 4")


main()
