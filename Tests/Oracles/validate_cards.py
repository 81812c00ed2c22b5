"""Holds the cards that the tools carry against schemas/card.schema.json with an independent validator."""

import json, pathlib, sys

from jsonschema import Draft202012Validator

folder = pathlib.Path(__file__).resolve().parents[2]
validator = Draft202012Validator(json.loads((folder / "schemas/card.schema.json").read_text()))
cards = json.loads((folder / "Sources/Datasets/cards.json").read_text())
faults = [f"{card.get('name')}: {error.json_path}: {error.message[:200]}"
          for card in cards for error in validator.iter_errors(card)]
print("\n".join(faults) or f"cards:{len(cards)}")
sys.exit(1 if faults else 0)
