import Foundation
import TestSupport
import Testing

@Suite(
  "Written models", .enabled(if: PythonOracle.has("onnx, onnxruntime"), "needs Scripts/oracles"))
struct ModelRunTests {
  static let spaces = [
    "nasbench201", "ofa-mobilenetv3", "ofa-proxyless", "ofa-resnet50", "fbnet", "hiaml", "two-path",
    "inception", "perfseer", "nnlqp-alexnet", "nnlqp-vgg16", "nnlqp-googlenet", "nnlqp-resnet18",
    "nnlqp-squeezenet", "nnlqp-mobilenetv2", "nnlqp-mobilenetv3", "nnlqp-mnasnet",
    "nnlqp-efficientnet", "nnlqp-nasbench201",
  ]

  @Test(arguments: ["inputs", "zeros", "seed:1"])
  func `are accepted by onnx's checker and run by onnxruntime`(weights: String) throws {
    let folder = try TemporaryFolder()
    // Small ones, for a runtime reserves memory for all weights.
    let sampling = Self.spaces.map {
      "cg-sample \($0) -n 1 --seed 5 --where 'parameters < 40M' --onnx models/\($0)"
        + " --weights \(weights) -o records.jsonl"
    }
    let script = PythonOracle.script("run_models.py")
    let run = try ToolRun(
      shell: sampling.joined(separator: " && ")
        + " && '\(PythonOracle.interpreter)' '\(script)' models", in: folder.url)
    let report = String(decoding: run.output, as: UTF8.self)
    #expect(report == "passed: \(Self.spaces.count)\n", "\(run.messages)")
  }
}
