"""Prints what `mill` and the baselines come to on held-out data, mean and deviation over seeds.

Standard library only. Records are made once and kept in the work folder; every figure comes from
`gnn-eval --json`.
"""

import argparse
import json
import pathlib
import re
import statistics
import subprocess

parser = argparse.ArgumentParser()
for option in ("bin", "data", "work"):
    parser.add_argument("--" + option, type=pathlib.Path, required=True)
parser.add_argument("--seeds", nargs="+", default=["0"])
parser.add_argument("--rows", nargs="+", required=True)
options = parser.parse_args()
options.work.mkdir(parents=True, exist_ok=True)


def records(name, *stages):
    """The records that a pipeline of our tools makes, as a file that is made once."""
    path = options.work / f"{name}.jsonl"
    if not path.exists():
        source = None
        for stage in stages:
            words = [str(options.bin / stage[0]), *map(str, stage[1:])]
            process = subprocess.Popen(
                words, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            source = process.stdout
        part = path.with_suffix(".part")
        part.write_bytes(source.read())
        part.rename(path)
    return path


def fit(name, files, *flags, predictor="mill"):
    checkpoint = options.work / f"{name}.safetensors"
    subprocess.run(
        [options.bin / "gnn-fit", "--quiet", "--preset", predictor, *flags, *files, "-o", checkpoint],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return checkpoint


def judge(checkpoint, files, *flags, baselines="mean,flops,lookup,ridge,knn,gp,trees"):
    lines = subprocess.run(
        [options.bin / "gnn-eval", "--json", "--resamples", "0", "--baselines", baselines]
        + [*flags, checkpoint, *files],
        check=True,
        capture_output=True,
    ).stdout
    return [line for line in json.loads(lines) if line["family"] == "all" and "size" not in line]


def say(row, platform, seeds, names, ours="mill"):
    """One line a model: the mean and the deviation of each figure over the seeds."""
    models = [line["model"] for line in seeds[0]]
    for model in models:
        texts = []
        for name in names:
            values = [
                next((line.get(name) for line in lines if line["model"] == model), None)
                for lines in seeds
            ]
            values = [value for value in values if value is not None]
            if not values:
                texts.append(f"{name} -")
                continue
            scale = 1 if name in ("spearman", "kendall") else 100
            digits = 4 if scale == 1 else 2
            spread = statistics.stdev(values) if len(values) > 1 else 0.0
            texts.append(
                f"{name} {scale * statistics.mean(values):.{digits}f} ± {scale * spread:.{digits}f}"
            )
        shown = ours if model == "gnn" else model
        print(f"{row:24} {platform:28} {shown:12} " + "  ".join(texts), flush=True)


def platforms(lines):
    groups = {}
    for line in lines:
        groups.setdefault(line["platform"], []).append(line)
    return groups


def cells(name, layout, *words):
    return records(
        name, ["pickle-read", "--as", layout, *words], ["cg-build", "--view", "cell", "--form", "unpruned"]
    )


def eagle():
    source = options.data / "eagle/desktop-cpu-core-i7-7820x-fp32.pickle"
    files = [cells("eagle", "eagle", "--platform", "i7", source)]
    for count in (900, 100):
        results = []
        for seed in options.seeds:
            checkpoint = fit(f"eagle-{count}-{seed}", files, "--split", f"rows:{count}:{seed}")
            results.append(judge(checkpoint, files, baselines="ridge,gp,trees"))
        say(f"eagle {count}", "i7", results,
            ["acc1_of_prediction", "acc5_of_prediction", "acc10_of_prediction", "mape", "spearman"])


def help_devices():
    folder = options.data / "help/nasbench201"
    index = ["--index", folder / "str_arch2idx.pt"]
    devices = sorted(path.stem for path in (folder / "latency").glob("*.pt"))
    new = [device for device in ("raspi4", "pixel2", "eyeriss") if device in devices]
    of = {
        device: cells(f"help-{device}", "help", *index, folder / f"latency/{device}.pt")
        for device in devices
    }
    # Cells have no batch size: a device at another one is another platform, named after its file.
    for device, path in of.items():
        text = path.read_text()
        path.write_text(re.sub('"platform":"[^"]*"', f'"platform":"{device}"', text))
    known = [of[device] for device in devices if device not in new]
    # The networks that the other devices were measured on: all are known, few are drawn.
    basis = fit("help-basis", known, "--split", "networks:900:7")
    for device in new:
        few, many = [], []
        for seed in options.seeds:
            checkpoint = fit(f"help-{device}-{seed}", [of[device]], "--init-from", basis,
                             "--few-shot", "10", "--seed", seed, "--split", "networks:12000:3")
            few.append(judge(checkpoint, [of[device]], "--platform", device, baselines="ridge,gp"))
            checkpoint = fit(f"help-{device}-900-{seed}", [of[device]], "--split", f"rows:900:{seed}")
            many.append(judge(checkpoint, [of[device]], baselines="ridge,gp"))
        say("help 10", device, few, ["spearman", "mape"])
        say("help 900", device, many, ["spearman", "mape"])


def mini_records():
    archive = next(
        path for path in (options.data / "nnlqp-mini.tar.gz", pathlib.Path("../../fixtures/nnlqp-mini.tar.gz"))
        if path.exists()
    )
    return [records("mini", ["gt-parse", archive], ["cg-build", "--models", archive])]


def own(name, files, *flags, names=("mape", "acc10", "spearman")):
    """A dataset's own split; the model has no chance in it, so the seeds agree."""
    for platform, lines in platforms(judge(fit(name, files, *flags), files, *flags)).items():
        say(name, platform, [lines], names)


def mini():
    own("mini", mini_records())


def families():
    files = mini_records()
    names = sorted({
        json.loads(line).get("family") for line in files[0].open() if '"kind":"measurement"' in line[:30]
    })
    table = {}
    for family in names:
        checkpoint = fit(f"family-{family}", files, "--split", f"family:{family}")
        for platform, lines in platforms(judge(checkpoint, files)).items():
            for line in lines:
                table.setdefault((platform, line["model"]), {})[family] = line["mape"]
    for (platform, model), errors in sorted(table.items()):
        others = [error for family, error in errors.items() if family != "nasbench201"]
        print(f"{'families':24} {platform:28} {'mill' if model == 'gnn' else model:8} "
              f"mean without nasbench201 {100 * statistics.mean(others):.2f}  "
              + "  ".join(f"{family} {100 * error:.1f}" for family, error in errors.items()), flush=True)


def transfer():
    few_shot("transfer 32", mini_records(), ["--split", "own"], None)


def few_shot(name, files, split, metric, seeds=None):
    metrics = ["--metric", metric] if metric else []
    found = sorted({
        record["platform"] for line in files[0].open() if line.startswith('{"kind":"measurement"')
        for record in [json.loads(line)] if record["metric"] == (metric or "latency")
    })
    for platform in found:
        others = [word for other in found if other != platform for word in ("--platform", other)]
        results = []
        for seed in seeds or options.seeds:
            own_split = [word.replace("SEED", seed) for word in split]
            basis = fit(f"{name}-basis", files, *others, *metrics, *own_split)
            checkpoint = fit(f"{name}-few", files, "--platform", platform, *metrics, *own_split,
                             "--init-from", basis, "--few-shot", "32", "--seed", seed)
            results.append(judge(checkpoint, files, "--platform", platform, *metrics))
        say(name, platform, results, ["mape", "acc10", "spearman"])


def nnlqp():
    labels = options.work / "nasbench201.txt"
    text = (options.data / "nnlqp-labels/gt_stage.txt").read_text().splitlines(keepends=True)
    labels.write_text("".join(line for line in text if "nasbench201/" in line))
    files = [records("nnlqp", ["gt-parse", labels], ["cg-build", "--view", "network"])]
    own("nnlqp", files)
    # The predictor of the labels' authors. At the rate that they publish its output saturates in the
    # first epoch, and it says 0 of every network from then on.
    gently = ["--learning-rate", "0.0003", "--schedule", "linear", "--epochs", "30", "--share-nodes"]
    results = [judge(fit(f"nnlqp-preset-{seed}", files, *gently, "--seed", seed, predictor="nnlqp"),
                     files, baselines="mean") for seed in options.seeds]
    say("nnlqp", "GTX 1660", results, ["mape", "acc10", "spearman"], ours="preset nnlqp")


def vela_records():
    """Figures of one version of the compiler: another's are another quantity."""
    folder = options.data / "perfsage-mini"
    path = records(
        "vela", ["label-parse", "--as", "vela", "--models", folder / "tflite", folder / "vela_labels.csv"],
        ["cg-build", "--models", folder / "tflite"])
    kept = options.work / f"vela-{VELA}.jsonl"
    kept.write_text("".join(
        line for line in path.open()
        if not line.startswith('{"kind":"measurement"') or f'"version":"{VELA}"' in line))
    return [kept]


VELA = "5.2.0"
# Eight parts to learn from, one to validate on, which mill does not need, and one held out.
PARTS, PART_SEEDS = ["--validation", "0.111"], ["0", "1", "2", "3", "4"]


def seeded(name, files, *flags):
    results = {}
    for seed in PART_SEEDS:
        checkpoint = fit(name, files, *flags, *PARTS, "--split", f"random:0.1:{seed}")
        for platform, lines in platforms(judge(checkpoint, files, *flags)).items():
            results.setdefault(platform, []).append(lines)
    for platform, lines in results.items():
        say(name, platform, lines, ["mape", "acc10", "spearman"])


def vela():
    seeded("vela", vela_records())


def vela_transfer():
    few_shot("vela transfer 32", vela_records(), ["--split", "random:0.1:SEED"], None, PART_SEEDS)


def sram():
    seeded("sram", vela_records(), "--metric", "sram_memory")


def macro():
    source = next((options.data / "nas-bench-macro").glob("*.json"))
    files = [records("macro", ["label-parse", "--as", "nas-bench-macro", source], ["cg-build"])]
    results = []
    for seed in options.seeds:
        flags = ["--metric", "accuracy"]
        checkpoint = fit(f"macro-{seed}", files, *flags, "--split", f"rows:100:{seed}")
        results.append(judge(checkpoint, files, *flags))
    say("macro 100", "cifar10", results, ["spearman", "kendall", "mape"])


rows = {
    "eagle": eagle, "help": help_devices, "mini": mini, "families": families, "transfer": transfer,
    "nnlqp": nnlqp, "vela": vela, "vela-transfer": vela_transfer, "sram": sram, "macro": macro,
}
for row in options.rows:
    rows[row]()
