"""Writes records with every fault that dataset-lint finds; `command` says which."""
import json, random

chance = random.Random(4)


def measurement(model, platform, value, **more):
    record = {"kind": "measurement", "model": model, "platform": platform, "metric": "latency",
              "value": value, "unit": "s", "phase": "inference", "batch": 1, "state": "measured",
              "dataset": "d"}
    record.update(more)
    return {key: item for key, item in record.items() if item is not None}


def write(name, records):
    with open(name, "w") as file:
        for record in records:
            file.write(json.dumps(record, separators=(",", ":")) + "\n")


base = [(f"net{i}.onnx", 0.001 * 1.03 ** i) for i in range(100)]
other = [(name, value ** 0.7 * chance.uniform(0.9, 1.2)) for name, value in base]
write("twins.jsonl", [measurement(n, "one", round(v, 9)) for n, v in base]
      + [measurement(n, "two", round(v * chance.uniform(0.98, 1.02), 9)) for n, v in base]
      + [measurement(n, "third", round(v, 9)) for n, v in other])
write("units.jsonl", [measurement(n, "p", round(v * (1000 if i % 10 == 3 else 1), 9))
                      for i, (n, v) in enumerate(base)])
write("platforms.jsonl", [measurement(n, "p", round(v, 9)) for n, v in base]
      + [measurement(n, "q", round(v * 1000, 9)) for n, v in base])
write("batches.jsonl", [measurement(f"bs{b}_net{i}", "p", round(0.01 * (1 + i) / b ** 0.9, 9), batch=b)
                        for i in range(20) for b in (1, 8)])
write("rounded.jsonl", [measurement(n, "p", round(v * 3, 2) + 0.01) for n, v in base])
write("constant.jsonl", [measurement(n, "p", 0.25) for n, v in base])
write("gaps.jsonl", [measurement(n, p, round(v * f, 9)) for i, (n, v) in enumerate(base)
                     for p, f in (("p", 1), ("q", 3)) if p == "p" or i % 3])
write("outliers.jsonl", [measurement(n, "p", round(v if i != 50 else v * 5, 9))
                         for i, (n, v) in enumerate(base)]
      + [measurement(n, "q", round(v * chance.uniform(2, 3), 9)) for n, v in base])
write("zeros.jsonl", [measurement(n, "p", 0.0 if i % 25 == 0 else round(v, 9))
                      for i, (n, v) in enumerate(base)])
write("withheld.jsonl", [measurement(n, "p", 0.0 if i % 5 == 0 else 0.5 + i / 1000, metric="accuracy",
                                     unit="1", split="test" if i % 5 == 0 else "train")
                         for i, (n, v) in enumerate(base)])
write("negative.jsonl", [measurement(n, "p", -1.0 if i == 7 else round(v, 9))
                         for i, (n, v) in enumerate(base)])
write("repeats.jsonl", [measurement("a", "p", 1.0), measurement("a", "p", 1.0),
                        measurement("b", "p", 1.0), measurement("b", "p", 1.05),
                        measurement("c", "p", 1.0), measurement("c", "p", 2.0),
                        measurement("c", "p", 2.0, batch=2)])
graph = {"kind": "graph", "structure": "s1-0", "inputs": [], "weights": [], "nodes": [],
         "outputs": [], "edges": [], "totals": {}}
ids = ["g1-" + str(i) * 32 for i in (1, 2)]
write("leakage.jsonl", [dict(graph, id=i) for i in ids]
      + [measurement(None, "p", 1.0 + k, graph=i, split=("train", "test")[k], batch=k + 1)
         for k, i in enumerate(ids)])
