import Foundation
import TestSupport
import Testing

/// The runners that come with `perf-measure`, with the runtimes that they stand for.
@Suite("Runners", .serialized)
struct RunnerTests {
  private static let models = Checkout.fixture("nnlqp-mini.tar.gz/nnlqp-mini/onnx") + "/"

  @Test(.enabled(if: PythonOracle.has("onnxruntime"), "needs Scripts/oracles"))
  func `time stripped models with onnxruntime`() throws {
    let records = try Self.measure(
      "--threads", "2", "--optimisation", "none", "--repetitions", "4", "--warmup", "1",
      "--rounds", "2", Self.models + "squeezenet/squeezenet_1_0000.onnx",
      Self.models + "nasbench201")
    #expect(records.count == 36)
    for record in records {
      #expect(record["state"] as? String == "measured")
      let samples = try #require(record["samples"] as? [[Double]])
      #expect(samples.map(\.count) == [4, 4])
      #expect(samples.joined().allSatisfy { $0 > 1e-6 && $0 < 60 })
      let conditions = try #require(record["conditions"] as? [String: Any])
      #expect(conditions["runtime"] as? String == "onnxruntime")
      #expect(conditions["threads"] as? Int == 2)
      #expect(conditions["optimisation"] as? String == "none")
      #expect(conditions["weights"] as? String == "made up, seed 0")
      for key in ["version", "provider", "clock", "cpu", "processors", "load", "warmup"] {
        #expect(conditions[key] != nil, "\(key)")
      }
    }
  }

  @Test(.enabled(if: PythonOracle.has("onnxruntime"), "needs Scripts/oracles"))
  func `say why onnxruntime does not run a model`() throws {
    let folder = try TemporaryFolder()
    try folder.write("text.onnx", "no model at all")
    let model = Self.models + "squeezenet/squeezenet_1_0000.onnx"
    let wrongBatch = try Self.measure("--batch", "3", model)
    #expect(wrongBatch.map { $0["reason"] as? String } == ["invalid"])
    let noModel = try Self.measure(folder.path("text.onnx"))
    #expect(noModel.map { $0["reason"] as? String } == ["invalid"])
    let run = try ToolRun("perf-measure", "--provider", "abacus", model)
    #expect(run.status == 2)
    #expect(run.messages.contains("there is no provider abacus here, only "))
    let option = try ToolRun("perf-measure", "--option", "speed=high", model)
    #expect(option.messages.contains("onnxruntime has no option speed; it has threads, provider"))
  }

  @Test(.enabled(if: PythonOracle.has("onnxruntime"), "needs Scripts/oracles"))
  func `run behind another command`() throws {
    let model = Self.models + "nasbench201/nasbench201_1_0000.onnx"
    let records = try Self.measure("--via", "env A='b c'", "--repetitions", "2", model)
    #expect((records.first?["samples"] as? [[Double]])?.first?.count == 2)
  }

  static let vela = SharedData.path("data/perfsage-mini/vela_labels.csv")

  @Test(
    .enabled(
      if: vela != nil && PythonOracle.has("ethosu"), "needs Scripts/oracles and the shared data"),
    arguments: [("ethos-u55-256", "u55-256"), ("ethos-u65-256", "u65-256")])
  func `give Vela's own estimates`(accelerator: String, label: String) throws {
    let rows = try String(contentsOfFile: try #require(Self.vela), encoding: .utf8)
      .split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
    let head = try #require(rows.first).map(String.init)
    let time = try #require(head.firstIndex(of: "inference_time"))
    let onCPU = try #require(head.firstIndex { $0.contains("cpu_op") })
    let chosen = rows.filter { $0[1] == label && $0[2] == "5.2.0" }.enumerated()
      .filter { $0.offset.isMultiple(of: 29) }.map(\.element)
    #expect(chosen.count > 4)
    for row in chosen {
      let model = try #require(SharedData.path("data/perfsage-mini/tflite/\(row[0])"))
      let records = try Self.measure(
        "--runner", "vela", "--option", "accelerator=\(accelerator)", model)
      let latency = try #require(records.first { $0["metric"] as? String == "latency" })
      if row[onCPU] == "0" {
        #expect(latency["state"] as? String == "estimated")
        #expect(latency["value"] as? Double == Double(row[time]), "\(row[0])")
      } else {
        #expect(latency["reason"] as? String == "unsupported-op", "\(row[0])")
      }
    }
  }

  static let commands: [(arguments: [String], samples: [Double])] = [
    (
      ["--command", "echo '{model} took 1.5 ms, then 0.9 ms'", "--pattern", "([0-9.]+) ms"],
      [0.0015, 0.0009]
    ),
    (
      ["--command", "echo {model} {threads}", "--pattern", " (?P<value>\\d+)$", "--threads", "7"],
      [0.007]
    ),
    (["--command", "wc -c < {model}", "--option", "shell=true", "--pattern", "(\\d+)"], [0.003]),
  ]

  @Test(.enabled(if: PythonOracle.has("json"), "needs Scripts/oracles"), arguments: commands)
  func `find figures in what a program prints`(arguments: [String], samples: [Double]) throws {
    let folder = try TemporaryFolder()
    let model = try folder.write("m.onnx", "abc")
    let records = try Self.measure(
      arguments: ["--runner", "exec", "--unit", "ms"] + arguments + [model])
    #expect(records.first?["samples"] as? [[Double]] == [samples])
  }

  @Test(.enabled(if: PythonOracle.has("json"), "needs Scripts/oracles"))
  func `time programs as a whole and say why they fail`() throws {
    let folder = try TemporaryFolder()
    let model = try folder.write("m.onnx", "abc")
    let exec = ["--runner", "exec", model, "--repetitions", "3", "--command"]
    let timed = try Self.measure(arguments: exec + ["cat {model}"])
    #expect((timed.first?["samples"] as? [[Double]])?.first?.count == 3)
    let failed = try Self.measure(arguments: exec + ["ls {model} --no-such-option"])
    #expect(failed.first?["reason"] as? String == "invalid")
    let silent = try Self.measure(arguments: exec + ["cat {model}", "--pattern", "(\\d+) ms"])
    #expect(silent.first?["reason"] as? String == "invalid")
    let shell = try ToolRun(arguments: ["perf-measure"] + exec + ["no-such-program {model}"])
    #expect(shell.status == 2)
    #expect(shell.messages.contains("no-such-program"))
  }

  @Test(.enabled(if: PythonOracle.has("json"), "needs Scripts/oracles"))
  func `are reached as ssh reaches them`() throws {
    let folder = try TemporaryFolder()
    // As ssh does: the words are joined, and a shell on the other side reads them.
    let ssh = try folder.write("ssh", "#!/bin/sh\nshift\ncd / && exec sh -c \"$*\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: ssh)
    let model = try folder.write("m.onnx", "abc")
    let records = try Self.measure(
      "--via", "\(ssh) board", "--runner", "exec", "--command", "wc -c {model}", "--pattern",
      "^(\\d+)", model)
    #expect(records.first?["samples"] as? [[Double]] == [[3]])
  }

  private static func measure(_ arguments: String...) throws -> [[String: Any]] {
    try measure(arguments: arguments)
  }

  private static func measure(arguments: [String]) throws -> [[String: Any]] {
    let run = try ToolRun(arguments: ["perf-measure"] + arguments)
    #expect(run.status == 0, "\(run.messages)")
    return try String(decoding: run.output, as: UTF8.self).split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }
}
