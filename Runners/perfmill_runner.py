"""What the runners of perf-measure share: the protocol of docs/runner-protocol.md, and facts about
the machine. Needs Python 3.8 and nothing else.

A runner is a subclass of `Runner` that is handed to `serve`.
"""

import base64, ctypes, gc, hashlib, json, os, platform, re, signal, sys, time

PROTOCOL = 1
# The most figures in one line.
BATCH = 1000


class Failure(Exception):
    """A model that cannot be measured: one of the reasons of a failed measurement, and words."""

    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


class Refusal(Exception):
    """Settings under which nothing at all can be measured."""


class Runner:
    """What a runner is and does; the methods are called in this order."""

    name = ""
    # The endings of the files that it takes, without the dot.
    formats = []
    # Its options and what they are unless the other side says otherwise.
    options = {}
    # Whether its figures depend on the machine that it runs on.
    measures = True

    def start(self, options):
        """Takes the options, completed by their defaults."""

    def platform(self):
        """What measurements call this machine and its software, unless the user says otherwise."""

    def conditions(self):
        """What holds for all measurements: runtime, version, …"""
        return {}

    def prepare(self, model, name, batch, dimensions):
        """Makes a model ready to run, from its bytes; returns what the answer holds besides."""
        return {}

    def run(self, plan, send):
        """Runs the model that was prepared; `send` takes messages with figures. Returns conditions."""
        return {}


def first_line(path):
    try:
        with open(path, errors="replace") as file:
            return file.readline().strip() or None
    except OSError:
        return None


def processor():
    """The processor's model, as the system names it."""
    try:
        with open("/proc/cpuinfo", errors="replace") as file:
            for line in file:
                key, _, value = line.partition(":")
                if key.strip() in ("model name", "Hardware", "cpu model") and value.strip():
                    return value.strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def slug(text):
    """Text as a part of a platform's name."""
    text = re.sub(r"\(.*?\)|@.*|\b(processor|cpu|with|core)\b|\d+-core", " ", text.lower())
    return re.sub(r"[^a-z0-9.]+", "-", text).strip("-.")


def machine():
    """What is known of the machine and does not change while it measures."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    boost = first_line("/sys/devices/system/cpu/cpufreq/boost")
    limit = first_line("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq")
    facts = {
        "cpu": processor(),
        "processors": usable,
        "governor": first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
        "boost": None if boost is None else boost == "1",
        "maximum_frequency": int(limit) * 1000 if limit and limit.isdigit() else None,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
    }
    return {key: value for key, value in facts.items() if value is not None}


def moment():
    """What is known of the machine right now: load, and frequency where it can be read."""
    facts = {"load": round(os.getloadavg()[0], 2)} if hasattr(os, "getloadavg") else {}
    frequency = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq")
    if frequency and frequency.isdigit():
        facts["frequency"] = int(frequency) * 1000
    return facts


def switches():
    """How often this process had to make way for another."""
    try:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw
    except ImportError:
        return None


def die_with_parent():
    """Asks Linux to end this process when the one that started it is gone, however that ended."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
    except (OSError, AttributeError):
        pass


def timed(call, plan):
    """Calls a function again and again and times each call; returns seconds, and conditions.

    The clock is read right before and right after each call, and nothing else happens in between.
    Garbage is not collected meanwhile.
    """
    clock = time.perf_counter_ns
    for _ in range(plan["warmup"]):
        call()
    facts = {"warmup": plan["warmup"], **moment()}
    budget = plan.get("seconds")
    budget = float("inf") if budget is None else budget * 1e9
    fewest, most = plan["minimum"], plan["repetitions"]
    times = [0] * most
    done, left = 0, budget
    collecting = gc.isenabled()
    waits = switches()
    gc.disable()
    begun = clock()
    try:
        while done < most and (left > 0 or done < fewest):
            start = clock()
            call()
            end = clock()
            times[done] = took = end - start
            left -= took
            done += 1
        ended = clock()
    finally:
        if collecting:
            gc.enable()
    facts["elapsed"] = (ended - begun) / 1e9
    if waits is not None:
        facts["preemptions"] = switches() - waits
    return [time / 1e9 for time in times[:done]], facts


def clock_name():
    info = time.get_clock_info("perf_counter")
    return {"clock": info.implementation, "clock_resolution": info.resolution}


def send_samples(send, values, metric="latency", unit="s"):
    """Sends figures, many in a line."""
    for start in range(0, len(values), BATCH):
        send({"type": "samples", "metric": metric, "unit": unit,
              "values": values[start:start + BATCH]})


def serve(runner):
    """Speaks the protocol until the other side has had enough."""
    die_with_parent()
    # Whatever a library prints goes to standard error: standard output belongs to the protocol.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def send(message):
        channel.write(json.dumps(message, separators=(",", ":")).encode() + b"\n")
        channel.flush()

    job, model, name = None, [], ""
    while True:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        try:
            message = json.loads(line)
            kind = message.get("type")
            if kind == "hello":
                greet(runner, message, send)
            elif kind == "model":
                job, name, model = message["job"], message.get("name", ""), []
            elif kind == "data":
                model.append(base64.b64decode(message["base64"]))
            elif kind == "prepare":
                content, model = b"".join(model), []
                if len(content) != message["bytes"] or (
                        hashlib.sha256(content).hexdigest() != message.get("sha256")):
                    raise Failure("invalid", f"only {len(content)} sound bytes of the model arrived")
                more = runner.prepare(
                    content, name, message.get("batch"), message.get("dimensions") or {})
                send({"type": "prepared", "job": job, **more})
            elif kind == "run":
                facts = runner.run(message, lambda figures: send({**figures, "job": job}))
                send({"type": "done", "job": job, "conditions": facts})
            elif kind == "quit":
                return
        except Failure as failure:
            send({"type": "failed", "job": job, "reason": failure.reason, "message": str(failure)})
        except MemoryError as error:
            send({"type": "failed", "job": job, "reason": "out-of-memory", "message": str(error)})
        except Refusal as refusal:
            send({"type": "refused", "message": str(refusal)})


def greet(runner, message, send):
    given = message.get("options") or {}
    unknown = [key for key in given if key not in runner.options]
    if message.get("protocol") != PROTOCOL:
        raise Refusal(f"protocol {message.get('protocol')} is not spoken here, only {PROTOCOL}")
    if unknown:
        known = ", ".join(runner.options) or "none"
        raise Refusal(f"{runner.name} has no option {unknown[0]}; it has {known}")
    runner.start({**runner.options, **given})
    send({
        "type": "hello", "protocol": PROTOCOL, "runner": runner.name, "formats": runner.formats,
        "platform": runner.platform(),
        "conditions": {**runner.conditions(), **(machine() if runner.measures else {})},
    })


def whole(options, key, least=1):
    """An option that is a whole number, or None."""
    value = options[key]
    if value is None:
        return None
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = least - 1
    if number < least:
        raise Refusal(f"option {key} is {value}; expected a whole number from {least}")
    return number


def truth(options, key):
    """An option that is yes or no."""
    value = str(options[key]).lower()
    if value not in ("true", "false", "yes", "no", "1", "0"):
        raise Refusal(f"option {key} is {options[key]}; expected true or false")
    return value in ("true", "yes", "1")
