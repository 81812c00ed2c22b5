#!/usr/bin/env python3
"""Runs every benchmark and prints one table: each tool beside the Python that it replaces.

    python3 Benchmarks/run.py --bin .build/release [--quick] [NAME...]

The peers need Python packages; where they are missing, an environment is made in Benchmarks/.venv.
"""

import argparse, datetime, json, os, pathlib, platform, subprocess, sys, venv

FOLDER = pathlib.Path(__file__).resolve().parent
BENCHMARKS = ["startup", "onnx_strip", "cg_build", "gt_parse", "label_parse", "stats_clean",
              "dataset_merge", "known_inputs", "large_catalog", "dataset_lint", "gnn_fit", "brp_nas",
              "small_networks", "many_networks", "perf_measure", "pickle_read", "pickled_datasets", "nasbench201", "sample_networks",
              "checkpoint", "cg_draw", "model_formats"]
PACKAGES = {
    "onnx": "onnx", "onnxruntime": "onnxruntime", "numpy": "numpy", "networkx": "networkx",
    "torch": "torch", "torch_geometric": "torch_geometric", "pandas": "pandas", "scipy": "scipy",
    "safetensors": "safetensors", "onnx_tool": "onnx-tool", "tflite": "tflite",
    "duckdb": "duckdb",
}

sys.path.insert(0, str(FOLDER))
from harness import Row, table  # noqa: E402


def missing(python):
    """The packages that an interpreter cannot find."""
    probe = "import importlib.util as u, sys; print(*[m for m in sys.argv[1:] if not u.find_spec(m)])"
    found = subprocess.run([python, "-c", probe, *PACKAGES], capture_output=True, text=True)
    return found.stdout.split() if found.returncode == 0 else list(PACKAGES)


def interpreter():
    """A Python with the peers' packages: this one, or one in Benchmarks/.venv."""
    if not missing(sys.executable):
        return sys.executable
    python = FOLDER / ".venv/bin/python"
    if not python.exists():
        print("making Benchmarks/.venv", file=sys.stderr)
        venv.create(FOLDER / ".venv", with_pip=True)
    for module in missing(python):
        print(f"installing {module}", file=sys.stderr)
        extra = ["--index-url", "https://download.pytorch.org/whl/cpu"] if module == "torch" else []
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, *extra, PACKAGES[module]]).returncode != 0 and extra:
            subprocess.run([*pip, PACKAGES[module]])
    return str(python)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", default=".build/release")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("names", nargs="*", default=BENCHMARKS)
    options = parser.parse_args()
    python = interpreter()
    rows, failed = [], []
    for name in options.names:
        program = FOLDER / f"{name}.py"
        if not program.exists():
            failed.append(f"{name}: not there")
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        command = [python, program, "--bin", options.bin, "--json"]
        done = subprocess.run(
            command + (["--quick"] if options.quick else []), stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(FOLDER)})
        rows += [Row(**json.loads(line)) for line in done.stdout.splitlines() if line[:1] == "{"]
        if done.returncode != 0:
            failed.append(f"{name}: ended with {done.returncode}")
    print(f"{datetime.date.today()}, {platform.node()}, {os.cpu_count()} cores, {platform.machine()}\n")
    print(table(rows))
    for line in failed:
        print(line)
    sys.exit(1 if failed else 0)


main()
