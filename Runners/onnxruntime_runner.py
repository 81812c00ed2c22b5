"""Times ONNX models with onnxruntime: a runner for perf-measure. Needs onnxruntime and numpy.

The clock is read right around `session.run`; nothing is copied or printed in between.
"""

from perfmill_runner import (
    Failure, Refusal, Runner, clock_name, processor, send_samples, serve, slug, timed, whole)

try:
    import numpy
    import onnxruntime
except ImportError as error:
    numpy, onnxruntime, MISSING = None, None, error

LEVELS = {
    "none": "ORT_DISABLE_ALL", "basic": "ORT_ENABLE_BASIC", "extended": "ORT_ENABLE_EXTENDED",
    "all": "ORT_ENABLE_ALL",
}
# onnxruntime's names of element types, as numpy's.
TYPES = {
    "float": "float32", "double": "float64", "float16": "float16", "int8": "int8",
    "uint8": "uint8", "int16": "int16", "uint16": "uint16", "int32": "int32", "uint32": "uint32",
    "int64": "int64", "uint64": "uint64", "bool": "bool", "string": "object",
}


class ONNXRuntime(Runner):
    name = "onnxruntime"
    formats = ["onnx"]
    options = {"threads": 1, "provider": "CPUExecutionProvider", "optimisation": "all",
               "spinning": None}

    def start(self, options):
        if onnxruntime is None:
            raise Refusal(f"onnxruntime is not installed here: {MISSING}")
        # Its warnings are about models, not about measuring.
        onnxruntime.set_default_logger_severity(3)
        self.threads = whole(options, "threads")
        self.level = options["optimisation"]
        if self.level not in LEVELS:
            raise Refusal(f"optimisation is {self.level}; expected {', '.join(LEVELS)}")
        known = onnxruntime.get_available_providers()
        named = [name for name in known
                 if options["provider"].lower() in (
                     name.lower(), name.lower().replace("executionprovider", ""))]
        if not named:
            raise Refusal(f"there is no provider {options['provider']} here, only {', '.join(known)}")
        self.provider = named[0]
        self.settings = onnxruntime.SessionOptions()
        self.settings.intra_op_num_threads = self.threads
        self.settings.inter_op_num_threads = 1
        self.settings.log_severity_level = 3
        self.settings.graph_optimization_level = getattr(
            onnxruntime.GraphOptimizationLevel, LEVELS[self.level])
        if options["spinning"] is not None:
            spins = "1" if str(options["spinning"]).lower() in ("true", "yes", "1") else "0"
            self.settings.add_session_config_entry("session.intra_op.allow_spinning", spins)

    def platform(self):
        on_cpu = self.provider == "CPUExecutionProvider"
        device = f"cpu-{slug(processor())}" if on_cpu else slug(
            self.provider.replace("ExecutionProvider", ""))
        parts = [device, f"onnxruntime{onnxruntime.__version__}", "fp32"]
        if on_cpu:
            parts.append(f"t{self.threads}")
        if self.level != "all":
            parts.append("noopt" if self.level == "none" else self.level)
        return "-".join(parts)

    def conditions(self):
        return {
            "runtime": "onnxruntime", "version": onnxruntime.__version__,
            "provider": self.provider, "threads": self.threads, "optimisation": self.level,
            **clock_name(),
        }

    def prepare(self, model, name, batch, dimensions):
        self.session = self.feeds = None
        try:
            # Without the CPU behind it, a provider that lacks an operator would fail as a whole.
            providers = list(dict.fromkeys([self.provider, "CPUExecutionProvider"]))
            session = onnxruntime.InferenceSession(
                model, sess_options=self.settings, providers=providers)
        except Exception as error:
            raise described(error, "compile") from None
        if self.provider not in session.get_providers():
            raise Failure("compile", f"{self.provider} did not start")
        self.feeds = {}
        batches = set()
        for value in session.get_inputs():
            shape = [
                size if isinstance(size, int) else
                dimensions.get(size, (batch or 1) if place == 0 else 1)
                for place, size in enumerate(value.shape)]
            if len(shape) > 1:
                batches.add(shape[0])
            self.feeds[value.name] = made_up(value.type, shape)
        found = batches.pop() if len(batches) == 1 else None
        if batch is not None and found is not None and found != batch:
            raise Failure("invalid", f"the model is fixed to batch {found}, not {batch}")
        self.session = session
        return {"batch": found or batch or 1}

    def run(self, plan, send):
        session, feeds = self.session, self.feeds
        if session is None:
            raise Failure("invalid", "no model is prepared")
        run = session.run
        try:
            seconds, facts = timed(lambda: run(None, feeds), plan)
        except MemoryError:
            raise
        except Exception as error:
            raise described(error, "invalid") from None
        send_samples(send, seconds)
        return facts


def made_up(type_name, shape):
    """Data of an input's type: noise for fractions, and zeros, which every index may be."""
    name = type_name.removeprefix("tensor(").removesuffix(")") if hasattr(
        str, "removeprefix") else type_name[7:-1]
    if not type_name.startswith("tensor(") or name not in TYPES:
        raise Failure("invalid", f"an input is a {type_name}; only tensors can be made up")
    if name in ("float", "double", "float16"):
        noise = numpy.random.default_rng(0).standard_normal(shape, dtype="float32")
        return noise.astype(TYPES[name])
    if name == "string":
        return numpy.full(shape, "", dtype=object)
    return numpy.zeros(shape, dtype=TYPES[name])


def described(error, reason):
    """What onnxruntime threw as the failure that it is."""
    text = " ".join(str(error).split())[:500]
    kind = type(error).__name__
    if kind == "NotImplemented" or any(sign in text for sign in (
            "is not a registered function/op", "No Op registered", "Could not find an implementation",
            "not implemented", "is under development and support for this is limited")):
        reason = "unsupported-op"
    elif isinstance(error, MemoryError) or any(sign in text for sign in (
            "bad_alloc", "Failed to allocate", "out of memory", "Available memory")):
        reason = "out-of-memory"
    elif kind in ("InvalidProtobuf", "InvalidGraph", "InvalidArgument", "NoModel"):
        reason = "invalid"
    return Failure(reason, text)


serve(ONNXRuntime())
