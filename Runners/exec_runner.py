"""Runs any benchmark program and finds the figures in what it prints: a runner for perf-measure.

Options: `command`, the words of the command line; `pattern`, a regular expression with a group
`value`, or one group, of which every match is a sample; `unit` and `metric` of the figures.

In the words, {model} stands for a file with the model, {batch}, {threads}, {warmup}, {repetitions}
and {seconds} for what was asked for. No shell reads them unless `shell` is true.
"""

import os, re, subprocess, tempfile, time

from perfmill_runner import (
    Failure, Refusal, Runner, die_with_parent, moment, processor, send_samples, serve, slug, truth,
    whole)

# Powers of ten to the SI unit, so that 0.9 ms becomes 0.0009 s and not 0.0009000000000000001 s.
UNITS = {
    "s": ("s", 0), "ms": ("s", -3), "us": ("s", -6), "µs": ("s", -6), "ns": ("s", -9),
    "J": ("J", 0), "mJ": ("J", -3), "uJ": ("J", -6), "W": ("W", 0), "mW": ("W", -3),
    "B": ("B", 0), "kB": ("B", 3), "MB": ("B", 6), "1": ("1", 0), "%": ("1", -2),
    "count": ("count", 0),
}
METRICS = {"s": "latency", "J": "energy", "W": "power", "B": "peak_memory", "1": "ratio",
           "count": "cycles"}


class Exec(Runner):
    name = "exec"
    formats = []
    options = {"command": None, "pattern": None, "unit": "s", "metric": None, "threads": 1,
               "shell": "false", "suffix": None, "state": "measured", "software": None}

    def start(self, options):
        self.command = options["command"]
        self.shell = truth(options, "shell")
        self.threads = whole(options, "threads")
        if isinstance(self.command, str) and not self.shell:
            raise Refusal("option command is one text; expected a list of words")
        if not self.command:
            raise Refusal("option command is missing; expected the words of a command line")
        if not any("{model}" in word for word in self.words):
            raise Refusal("the command does not say where {model} goes")
        try:
            self.pattern = options["pattern"] and re.compile(options["pattern"], re.MULTILINE)
        except re.error as error:
            raise Refusal(f"the pattern is no regular expression: {error}") from None
        if self.pattern and self.pattern.groups < 1:
            raise Refusal("the pattern has no group; expected (?P<value>…) around the figure")
        if options["unit"] not in UNITS:
            raise Refusal(f"the unit is {options['unit']}; expected {', '.join(UNITS)}")
        if options["state"] not in ("measured", "estimated"):
            raise Refusal(f"the state is {options['state']}; expected measured or estimated")
        self.state = options["state"]
        self.unit, self.power = UNITS[options["unit"]]
        self.metric = options["metric"] or METRICS[self.unit]
        if not self.pattern and self.unit != "s":
            raise Refusal("without a pattern the program itself is timed, which takes no other unit")
        self.suffix = options["suffix"]
        self.software = options["software"] or os.path.basename(self.words[0].split()[0])

    @property
    def words(self):
        return [self.command] if isinstance(self.command, str) else list(self.command)

    def platform(self):
        return f"cpu-{slug(processor())}-{slug(self.software)}"

    def conditions(self):
        return {"runtime": self.software, "command": self.command, "shell": self.shell,
                "threads": self.threads,
                "clock": "the program's own" if self.pattern else "time of the whole process"}

    def prepare(self, model, name, batch, dimensions):
        self.model, self.batch = model, batch or 1
        ending = os.path.splitext(name)[1] if self.suffix is None else self.suffix
        self.ending = ending if re.fullmatch(r"\.?[A-Za-z0-9_]{0,16}", ending) else ""
        return {"batch": batch} if batch else {}

    def run(self, plan, send):
        facts = moment()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model" + self.ending)
            with open(path, "wb") as file:
                file.write(self.model)
            known = {"model": path, "batch": self.batch, "threads": self.threads,
                     "warmup": plan["warmup"], "repetitions": plan["repetitions"],
                     "seconds": plan.get("seconds") or 0}
            fill = lambda word: re.sub(
                r"\{(" + "|".join(known) + r")\}", lambda match: str(known[match.group(1)]), word)
            words = [fill(word) for word in self.words]
            begun = time.perf_counter()
            values = (self.found if self.pattern else self.timed)(words, plan)
            facts["elapsed"] = time.perf_counter() - begun
        if not self.pattern or any("{warmup}" in word for word in self.words):
            facts["warmup"] = plan["warmup"]
        if self.state == "estimated":
            for value in values[-1:]:
                send({"type": "figure", "metric": self.metric, "unit": self.unit, "value": value,
                      "state": self.state})
        else:
            send_samples(send, values, self.metric, self.unit)
        return facts

    def found(self, words, plan):
        """One run; the figures are in what the program prints."""
        text = self.called(words)
        group = "value" if "value" in self.pattern.groupindex else 1
        values = [match.group(group) for match in self.pattern.finditer(text)]
        if not values:
            last = text.strip().splitlines()[-1:] or ["nothing"]
            raise Failure("invalid", f"the pattern is nowhere in the output; it ends: {last[0][:200]}")
        try:
            return [float(f"{value.replace(',', '').strip()}e{self.power}") for value in values]
        except (ValueError, AttributeError):
            raise Failure("invalid", f"the pattern finds {values[0]!r}, which is no number") from None

    def timed(self, words, plan):
        """Runs without a pattern are timed as a whole, start-up included."""
        for _ in range(plan["warmup"]):
            self.called(words)
        seconds, budget = [], plan.get("seconds")
        while len(seconds) < plan["repetitions"] and (
                budget is None or sum(seconds) < budget or len(seconds) < plan["minimum"]):
            start = time.perf_counter_ns()
            self.called(words)
            seconds.append((time.perf_counter_ns() - start) / 1e9)
        return seconds

    def called(self, words):
        try:
            done = subprocess.run(
                words[0] if self.shell else words, shell=self.shell, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                preexec_fn=die_with_parent)
        except OSError as error:
            raise Refusal(f"{words[0]}: {error.strerror}") from None
        if done.returncode == 0:
            return done.stdout
        last = (done.stdout.strip().splitlines()[-1:] or [""])[0][:300]
        if done.returncode == -9:
            raise Failure("out-of-memory", f"it was killed: {last}")
        if done.returncode < 0:
            raise Failure("crash", f"it was ended by signal {-done.returncode}: {last}")
        lower = done.stdout.lower()
        reason = "invalid"
        if "out of memory" in lower or "bad_alloc" in lower:
            reason = "out-of-memory"
        elif "unsupported" in lower or "not supported" in lower or "not implemented" in lower:
            reason = "unsupported-op"
        raise Failure(reason, f"it ended with status {done.returncode}: {last}")


serve(Exec())
