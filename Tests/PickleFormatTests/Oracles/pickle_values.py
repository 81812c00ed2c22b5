"""Makes random values as pickles of all protocols, and checks JSON that was written of them.

    python3 pickle_values.py make FOLDER SEED COUNT
    python3 pickle_values.py check FOLDER

`make` writes N.pickle files and their disassembly by pickletools, N.dis. `check` reads N.json, the
JSON without loss of docs/pickles.md, turns it back into a value by its own code, and compares that
with what pickle.load gives: types, values, order, and which parts are one object.
"""

import array, base64, collections, datetime, decimal, fractions, io, json, math, pathlib, pickle
import pickletools, random, sys, uuid


class Point:
    pass


Pair = collections.namedtuple("Pair", "left right")


def leaf(r):
    kind = r.randrange(18)
    if kind == 0:
        return r.choice([None, True, False])
    if kind == 1:
        return r.choice([0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, -(2**31), 2**53, 2**63, -(2**63)])
    if kind == 2:
        return r.randrange(-(2**r.randrange(1, 2200)), 2 ** r.randrange(1, 2200))
    if kind == 3:
        return r.choice([0.0, -0.0, 1.5, 1e16, 1e-5, 5e-324, 1.7976931348623157e308, math.inf,
                         -math.inf, math.nan, 0.1, 1e22, 123456789012345680.0])
    if kind == 4:
        return r.random() * 10 ** r.randrange(-20, 20)
    if kind == 5:
        return "".join(r.choice("ab\\'\"\n\r\t\0\x7f\x80é€😀\u2028\u200b $") for _ in range(r.randrange(20)))
    if kind == 6:
        return r.choice(["\ud800", "a\udfff", "\ud83d\ude00", "x" * 300, "é" * 200, "", "\\u0041", "\x1a"])
    if kind == 7:
        return bytes(r.randrange(256) for _ in range(r.randrange(12)))
    if kind == 8:
        return bytearray(r.randrange(256) for _ in range(r.randrange(12)))
    if kind == 9:
        return complex(r.random(), -r.random())
    if kind == 10:
        return r.choice([range(3), range(-5, 100, 7), slice(1, None, 2), slice(None)])
    if kind == 11:
        return decimal.Decimal(r.choice(["1.10", "-0", "NaN", "1E+400"]))
    if kind == 12:
        return fractions.Fraction(r.randrange(-50, 50), r.randrange(1, 50))
    if kind == 13:
        return uuid.UUID(int=r.getrandbits(r.choice([3, 64, 128])))
    if kind == 14:
        zone = r.choice([None, datetime.timezone.utc,
                         datetime.timezone(datetime.timedelta(hours=-r.randrange(12), minutes=-30)),
                         datetime.timezone(datetime.timedelta(hours=1), "named")])
        return datetime.datetime(r.randrange(1, 10000), 2, 3, 4, 5, 6, r.choice([0, 70]), tzinfo=zone,
                                 fold=r.randrange(2))
    if kind == 15:
        return r.choice([datetime.date(1, 1, 1), datetime.time(23, 59, 59, 999999),
                         datetime.timedelta(-3, 4, 5)])
    if kind == 16:
        return pathlib.PurePosixPath(r.choice(["/a/b", "a", ".", "/"]))
    return array.array(r.choice("bBhHiIlLqQ"), [r.randrange(100) for _ in range(r.randrange(5))])


def key(r):
    kind = r.randrange(9)
    if kind < 4:
        return "".join(r.choice("abcxyz$") for _ in range(r.randrange(1, 8)))
    if kind == 4:
        return r.randrange(-10, 1000)
    if kind == 5:
        return r.choice([None, True, 0.5, b"k", frozenset([1]), 2**80])
    if kind == 6:
        return tuple(r.randrange(5) for _ in range(r.randrange(4)))
    if kind == 7:
        return (r.randrange(5), ("x", None))
    return r.choice(["\ud800", "é", ""])


def value(r, depth, seen):
    if depth == 0 or r.random() < 0.25:
        return leaf(r)
    if seen and r.random() < 0.12:
        return r.choice(seen)
    count = r.choice([0, 1, 2, 3, 4, 8])
    kind = r.randrange(11)
    if kind == 0:
        made = {}
        seen.append(made)
        for _ in range(count):
            made[key(r)] = value(r, depth - 1, seen)
        return made
    if kind in (1, 2):
        made = []
        seen.append(made)
        for _ in range(count):
            made.append(value(r, depth - 1, seen))
        return made
    if kind in (3, 4):
        made = tuple(value(r, depth - 1, seen) for _ in range(count))
        seen.append(made)
        return made
    if kind == 5:
        return r.choice([set, frozenset])(key(r) for _ in range(count))
    if kind == 6:
        return collections.OrderedDict((key(r), value(r, depth - 1, seen)) for _ in range(count))
    if kind == 7:
        made = collections.defaultdict(list, {key(r): value(r, depth - 1, seen) for _ in range(count)})
        seen.append(made)
        return made
    if kind == 8:
        return collections.deque([value(r, depth - 1, seen) for _ in range(count)], r.choice([None, 20]))
    if kind == 9:
        made = Point()
        seen.append(made)
        for index in range(count):
            setattr(made, f"field{index}", value(r, depth - 1, seen))
        return made
    return Pair(value(r, depth - 1, seen), leaf(r))


def special(index):
    """Shapes that chance hardly hits on."""
    if index == 0:
        return [[i, [i]] for i in range(5000)]
    if index == 1:
        return {i: {str(i): [i]} for i in range(3000)}
    if index == 2:
        made = ([],)
        made[0].append(made)
        return made
    if index == 3:
        return collections.Counter("abracadabra")
    if index == 4:
        return "x" * 70000 + "é" * 70000
    if index == 5:
        return set(range(2500))
    return b"\x00\xff" * 40000


def make(folder, seed, count):
    r = random.Random(seed)
    for index in range(count):
        made = special(index) if index < 7 else value(r, r.randrange(1, 6), [])
        for protocol in range(6):
            name = folder / f"{index}-{protocol}"
            data = pickle.dumps(made, protocol)
            name.with_suffix(".pickle").write_bytes(data)
            if len(data) < 20000:
                listing = io.StringIO()
                pickletools.dis(data, listing)
                name.with_suffix(".dis").write_bytes(listing.getvalue().encode("utf-8", "surrogatepass"))


class Decoder:
    """Turns JSON without loss back into values."""

    def __init__(self):
        self.anchors = {}

    def value(self, j, anchor=None):
        def keep(made):
            if anchor is not None:
                self.anchors[anchor] = made
            return made
        if isinstance(j, list):
            made = keep([])
            made.extend(self.value(x) for x in j)
            return made
        if not isinstance(j, dict):
            return j
        first = next(iter(j), "")
        if not first.startswith("$"):
            made = keep({})
            for k, v in j.items():
                made[k] = self.value(v)
            return made
        inner = j[first]
        if first == "$anchor":
            made = self.value(j["$value"], inner)
            return self.anchors.setdefault(inner, made)
        if first == "$ref":
            # A tuple that holds itself is not there yet: the caller mends it.
            return self.anchors[inner] if inner in self.anchors else Later(inner)
        if first == "$dict":
            made = keep({})
            for k, v in inner:
                k = self.value(k)
                made[k] = self.value(v)
            return made
        if first == "$class":
            made = keep(Point() if inner.endswith(".Point") else Later(0))
            if inner.endswith(".Pair"):
                args = [self.value(x) for x in j["args"]]
                # Protocols 0 and 1 hand the tuple on as one value.
                return keep(Pair(*(args if len(args) == 2 else args[0])))
            assert inner.endswith(".Point"), inner
            made.__dict__.update(self.value(j["state"]) if "state" in j else {})
            return made
        if first == "$OrderedDict":
            return keep(collections.OrderedDict([self.value(k), self.value(v)] for k, v in inner))
        if first == "$Counter":
            return keep(collections.Counter({self.value(k): self.value(v) for k, v in inner}))
        if first == "$defaultdict":
            assert j["default"]["$global"] in ("builtins.list", "__builtin__.list")
            made = keep(collections.defaultdict(list))
            for k, v in inner:
                k = self.value(k)
                made[k] = self.value(v)
            return made
        if first == "$deque":
            made = keep(collections.deque([], j.get("maxlen")))
            made.extend(self.value(x) for x in inner)
            return made
        simple = {
            "$tuple": lambda: tuple(self.value(x) for x in inner),
            "$set": lambda: {self.value(x) for x in inner},
            "$frozenset": lambda: frozenset(self.value(x) for x in inner),
            "$int": lambda: int(inner, 0) if "x" in inner else int(inner),
            "$float": lambda: float(inner),
            "$codepoints": lambda: "".join(map(chr, inner)),
            "$bytes": lambda: base64.b64decode(inner, validate=True),
            "$bytearray": lambda: bytearray(base64.b64decode(inner, validate=True)),
            "$complex": lambda: complex(*inner),
            "$range": lambda: range(*inner),
            "$slice": lambda: slice(*inner),
            "$decimal": lambda: decimal.Decimal(inner),
            "$fraction": lambda: fractions.Fraction(inner),
            "$uuid": lambda: uuid.UUID(inner),
            "$date": lambda: datetime.date.fromisoformat(inner),
            "$time": lambda: datetime.time.fromisoformat(inner),
            "$timedelta": lambda: datetime.timedelta(*inner),
            "$timezone": lambda: datetime.timezone(self.value(inner), *([j["name"]] if "name" in j else [])),
            "$datetime": lambda: self.datetime(inner, j),
            "$path": lambda: getattr(pathlib, j["type"])(inner),
            "$array": lambda: array.array(j["typecode"], inner),
        }
        return keep(simple[first]())

    def datetime(self, text, j):
        made = datetime.datetime.fromisoformat(text).replace(fold=j.get("fold", 0))
        return made.replace(tzinfo=self.value(j["zone"])) if "zone" in j else made


class Later:
    """Stands for a tuple that is not complete."""

    def __init__(self, anchor):
        self.anchor = anchor


def same(left, right, anchors):
    """Whether two values are equal in all that can be told, and share their parts alike."""
    pairs, pending, partner = set(), [(left, right)], {}
    identity = (list, dict, set, bytearray, collections.deque, Point)
    while pending:
        a, b = pending.pop()
        if isinstance(b, Later):
            b = anchors[b.anchor]
        if type(a) is not type(b):
            return f"{type(a)} is not {type(b)}: {a!r:.80} {b!r:.80}"
        if isinstance(a, identity):
            if partner.setdefault(id(a), id(b)) != id(b):
                return f"another object: {a!r:.80}"
        if (id(a), id(b)) in pairs:
            continue
        pairs.add((id(a), id(b)))
        if isinstance(a, dict):
            if len(a) != len(b):
                return f"lengths: {a!r:.80} {b!r:.80}"
            for (k, v), (l, w) in zip(a.items(), b.items()):
                pending += [(k, l), (v, w)]
        elif isinstance(a, (list, tuple, collections.deque)):
            if len(a) != len(b) or getattr(a, "maxlen", 0) != getattr(b, "maxlen", 0):
                return f"lengths: {a!r:.80} {b!r:.80}"
            pending += zip(a, b)
        elif isinstance(a, Point):
            pending.append((a.__dict__, b.__dict__))
        elif isinstance(a, (float, decimal.Decimal)):
            if repr(a) != repr(b):
                return f"{a!r} is not {b!r}"
        elif isinstance(a, datetime.datetime):
            if repr(a) != repr(b) or a.fold != b.fold:
                return f"{a!r} is not {b!r}"
        elif a != b:
            return f"{a!r:.200} is not {b!r:.200}"
    return None


def check(folder):
    count = bad = 0
    for path in sorted(folder.glob("*.json")):
        decoder = Decoder()
        expected = pickle.loads(path.with_suffix(".pickle").read_bytes())
        found = decoder.value(json.loads(path.read_text()))
        problem = same(expected, found, decoder.anchors)
        count += 1
        if problem:
            bad += 1
            print(f"{path.name}: {problem}")
    print(f"{count} checked")
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.setrecursionlimit(10000)
    folder = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "make":
        make(folder, int(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.exit(check(folder))
