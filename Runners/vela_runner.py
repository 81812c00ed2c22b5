"""Estimates TFLite models on Arm's Ethos-U with its compiler Vela: a runner for perf-measure.

Needs ethos-u-vela. The figures are the compiler's own estimates, not measurements.
"""

import csv, glob, math, os, re, subprocess, sys, tempfile

try:
    from importlib import metadata
except ImportError:
    metadata = None

from perfmill_runner import Failure, Refusal, Runner, die_with_parent, serve, truth

KIB = 1024


class Vela(Runner):
    name = "vela"
    formats = ["tflite"]
    measures = False
    options = {"accelerator": "ethos-u55-256", "system-config": None, "memory-mode": None,
               "config": None, "optimise": None, "allow-cpu": "false"}

    def start(self, options):
        try:
            self.version = metadata.version("ethos-u-vela")
        except Exception:
            raise Refusal("ethos-u-vela is not installed here") from None
        self.accelerator = options["accelerator"]
        self.allows_cpu = truth(options, "allow-cpu")
        self.flags = ["--accelerator-config", self.accelerator]
        for key, flag in (("system-config", "--system-config"), ("memory-mode", "--memory-mode"),
                          ("config", "--config"), ("optimise", "--optimise")):
            if options[key] is not None:
                self.flags += [flag, options[key]]

    def platform(self):
        # As label-parse calls it; the version and the configuration are conditions.
        return self.accelerator

    def conditions(self):
        return {"runtime": "vela", "version": self.version,
                "accelerator": self.accelerator}

    def prepare(self, model, name, batch, dimensions):
        self.model = model
        return {}

    def run(self, plan, send):
        facts = {}
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.tflite")
            with open(path, "wb") as file:
                file.write(self.model)
            # A process of its own: the compiler may end it as it likes.
            done = subprocess.run(
                [sys.executable, "-m", "ethosu.vela", path, "--output-dir", folder, *self.flags],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, errors="replace", preexec_fn=die_with_parent)
            summaries = glob.glob(os.path.join(folder, "*_summary_*.csv"))
            if done.returncode != 0 or not summaries:
                raise described(done)
            with open(summaries[0], newline="") as file:
                row = next(csv.DictReader(file))
        operators = re.search(r"CPU operators = (\d+)", done.stdout)
        on_cpu = int(operators.group(1)) if operators else 0
        for key in ("system_config", "memory_mode"):
            if row.get(key):
                facts[key] = row[key]
        clock = number(row, "core_clock")
        facts.update({"core_clock": clock} if clock else {}, cpu_operators=on_cpu)
        seconds = number(row, "inference_time")
        if not seconds or seconds <= 0:
            raise Failure("unsupported-op", "nothing in it runs on the accelerator")
        if on_cpu and not self.allows_cpu:
            raise Failure("unsupported-op", f"{on_cpu} operators would run on the CPU, for free")
        estimate(send, "latency", "s", seconds)
        estimate(send, "cycles", "count", number(row, "cycles_total"))
        estimate(send, "macs", "count", number(row, "nn_macs"))
        for memory in ("sram", "dram", "on_chip_flash", "off_chip_flash"):
            used = number(row, memory + "_memory_used")
            estimate(send, memory + "_memory", "B", used and used * KIB)
        return facts


def number(row, key):
    """A column's number, or None where the version of Vela has none."""
    try:
        value = float(row[key])
    except (KeyError, TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def estimate(send, metric, unit, value):
    if value is not None:
        send({"type": "figure", "metric": metric, "unit": unit, "value": value,
              "state": "estimated"})


def described(done):
    """Why Vela has written no summary."""
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "fatal"))]
    text = (errors or lines or [f"it ended with status {done.returncode}"])[-1][:500]
    if re.search(r"(unknown|invalid choice|unrecognized).*(accelerator|argument|config)|"
                 r"(accelerator|argument|config).*(unknown|invalid choice|unrecognized)", text, re.I):
        return Refusal(f"vela: {text}")
    if re.search(r"corrupt|not a tflite|invalid tflite|failed to parse|unpack|decode", text, re.I):
        return Failure("invalid", text)
    return Failure("compile", text)


serve(Vela())
