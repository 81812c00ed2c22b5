"""Holds the records on standard input against schemas/*.schema.json with an independent validator.

Prints one line a record that does not conform, and how many of each kind were seen.
"""

import collections, json, pathlib, sys

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

folder = pathlib.Path(__file__).resolve().parents[2] / "schemas"
schemas = {path.name.split(".")[0]: json.loads(path.read_text())
           for path in sorted(folder.glob("*.schema.json"))}
registry = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values())
validators = {}
for kind, schema in schemas.items():
    Draft202012Validator.check_schema(schema)
    validators[kind] = Draft202012Validator(schema, registry=registry)

seen = collections.Counter()
failed = False
for number, line in enumerate(sys.stdin.buffer, 1):
    try:
        record = json.loads(line)
        kind = record["kind"]
    except (ValueError, TypeError, KeyError) as error:
        print(f"line {number}: no record: {error!r}")
        failed = True
        continue
    if next(iter(record)) != "kind":
        print(f"line {number}: kind is not the first key")
        failed = True
    if kind not in validators:
        print(f"line {number}: no schema for kind {kind}")
        failed = True
        continue
    seen[kind] += 1
    for error in validators[kind].iter_errors(record):
        print(f"line {number}: {error.json_path}: {error.message[:200]}")
        failed = True
print(" ".join(f"{kind}:{count}" for kind, count in sorted(seen.items())))
sys.exit(1 if failed else 0)
