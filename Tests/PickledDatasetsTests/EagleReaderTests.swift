import ByteReading
import ComputationGraph
import Datasets
import PickledDatasets
import TestSupport
import Testing

@Suite("Eagle's pickles")
struct EagleReaderTests {
  private func read(
    _ value: SmallPickle, path: String = "eagle/mobile-gpu-snapdragon-855-adren0-640-int8.pickle"
  ) throws -> (measurements: [Measurement], refusals: [String]) {
    try Reading.measurements(of: value, as: .eagle, path: path)
  }

  @Test func `a dictionary becomes a measurement an entry, in its order`() throws {
    let (found, refusals) = try read(
      .dict([(.cell(3, 0, 1, 2, 4, 4), .float(0.25)), (.cell(0, 0, 0, 0, 0, 3), .float(1e-5))]))
    #expect(refusals.isEmpty)
    #expect(found.map(\.value) == [0.25, 1e-5])
    #expect(
      found[0].network
        == .architecture(
          space: "nasbench201",
          encoding:
            "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_1x1~0|avg_pool_3x3~1|avg_pool_3x3~2|"
        ))
    #expect(found[0].platform == "mobile-gpu-snapdragon-855-adreno-640-int8")
    #expect(found[0].metric == "latency" && found[0].unit == "s" && found[0].batch == 1)
    #expect(found[0].source?.id == "(3, 0, 1, 2, 4, 4)" && found[0].source?.value == "0.25")
    #expect(found[1].source?.value == "1e-05" && found[0].dataset == "eagle")
  }

  @Test func `raw measurements keep their samples, and failures are records`() throws {
    let (found, refusals) = try read(
      .list([
        .tuple([.list([0, 0, 0, 0, 0, 0]), "invalid"]),
        .tuple([
          .list([1, 0, 0, 2, 2, 4]),
          .list([.list([.float(0.5), .float(0.25)]), .list([.float(2)])]),
        ]),
        .tuple([.list([2, 0, 0, 2, 2, 4]), .none]),
        .tuple([.list([3, 0, 0, 2, 2, 4]), "failed: timeout"]),
        .tuple([.list([3, 0, 0, 2, 2, 3]), "RESOURCE_EXHAUSTED: OOM"]),
        .tuple([.list([3, 0, 0, 2, 2, 2]), .float(.nan)]),
      ]))
    #expect(refusals.isEmpty)
    #expect(found.map(\.state) == [.failed, .measured, .failed, .failed, .failed, .failed])
    #expect(
      found.map(\.reason) == ["invalid", nil, nil, "timeout", "out-of-memory", "invalid"])
    #expect(found[1].samples == Array("[[0.5,0.25],[2.0]]".utf8))
    #expect(found.map(\.value) == [nil, nil, nil, nil, nil, nil])
    #expect(found[5].source?.value == "nan")
  }

  @Test func `a cell of NAS-Bench-101 and a genotype are architectures`() throws {
    let matrix: SmallPickle = .list([.list([0, 1]), .list([0, 0])])
    let cells = try Reading.block(
      of: SmallPickle.dict([("00ab", .tuple([matrix, .list(["input", "output"])]))]).bytes,
      as: .nasbench101, path: "nb101_models_info.pickle")
    #expect(
      Reading.texts(of: cells) == [
        #"{"kind":"architecture","space":"nasbench101","encoding":"{\"matrix\":[[0,1],[0,0]],\"ops\":[\"input\",\"output\"]}","name":"00ab","dataset":"eagle","source":{"format":"eagle","path":"nb101_models_info.pickle"}}"#
      ])
    let pairs: SmallPickle = .tuple([.tuple(["skip_connect", 0])])
    let concat: SmallPickle = .call("builtins", "range", [2, 6, 1])
    let genotype: SmallPickle = .call(
      "eagle.models.darts", "Genotype", [pairs, concat, pairs, concat])
    let listed = try Reading.block(
      of: SmallPickle.tuple([7, .list([.tuple([genotype, -1])])]).bytes, as: nil, path: "d.pickle")
    #expect(
      Reading.texts(of: listed)[0].contains(
        #""space":"darts","encoding":"Genotype(normal=(('skip_connect', 0),), normal_concat=range(2, 6), "#
      ))
    let known = try read(
      .list([.tuple([genotype, .float(0.97)])]),
      path: "eagle/desktop-cpu-core-i7-7820x-fp32/k.pickle")
    #expect(known.measurements[0].metric == "accuracy" && known.measurements[0].unit == "1")
  }

  @Test func `names of files tell predictions and accuracies`() throws {
    let value: SmallPickle = .dict([(.cell(3, 3, 3, 3, 3, 3), .float(0.75))])
    let predicted = try read(
      value, path: "embeeded-tpu-edgetpu-int8/gcn/inference_predictor.pickle")
    #expect(predicted.measurements[0].state == .predicted)
    #expect(predicted.measurements[0].platform == "embedded-tpu-edgetpu-int8")
    let accuracy = try read(value, path: "nasbench201_valid_acc_cifar100.pickle")
    #expect(accuracy.measurements[0].metric == "accuracy")
    #expect(accuracy.measurements[0].platform == "cifar100")
    #expect(accuracy.measurements[0].phase == nil)
  }

  @Test func `what does not fit is left out with its place`() throws {
    let (found, refusals) = try read(
      .dict([
        (.cell(3, 0, 1, 2, 4, 5), .float(1)), (.cell(3, 0, 1, 2, 4, 4), .dict([])),
        (.cell(3, 0, 1, 2, 4, 3), .float(1)),
      ]))
    #expect(found.count == 1)
    #expect(
      refusals == [
        "entry 0: found a tuple of 6; expected six operations from 0 to 4, a hash, a genotype or another architecture",
        "entry 1: value: found a dictionary of 0; expected a number, timings or the word of a failure",
      ])
  }

  @Test(arguments: [
    (
      SmallPickle.int(3),
      "found an integer; expected a dictionary or a list of architectures and their figures"
    ),
    (
      .dict([(.cell(3, 0, 1, 2, 4, 4), .float(1))]),
      "found no platform in the file's name; expected one given with --platform"
    ),
  ])
  func `what is no dataset is refused`(value: SmallPickle, message: String) {
    #expect {
      try Reading.block(of: value.bytes, as: .eagle, path: "x.pickle")
    } throws: {
      "\($0)" == message
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `survives changed bytes`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var pickle = SmallPickle.list([
      .tuple([.list([0, 0, 0, 0, 0, 0]), "invalid"]),
      .tuple([.list([1, 0, 0, 2, 2, 4]), .list([.list([.float(0.5), .float(0.25)])])]),
    ]).bytes
    for _ in 0..<3 {
      pickle[Int.random(in: 0..<pickle.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    _ = try? Reading.block(of: pickle, as: nil, path: "desktop-cpu-core-i7-7820x-fp32.pickle")
  }

  @Test(
    .enabled(if: SharedData.path("data/eagle") != nil, "needs the shared data"))
  func `the published file of a desktop is read whole`() throws {
    let name = "desktop-cpu-core-i7-7820x-fp32.pickle"
    let block = try Reading.block(
      of: [UInt8](SharedData.data("data/eagle/\(name)")), as: .eagle, path: name)
    #expect(block.count == 15284 && block.refusals.isEmpty)
    let values = try Reading.lines(of: block).map { try Measurement(json: $0.bytes).value ?? 0 }
    #expect(values[0] == 0.0015538465976715089)
    #expect(values.min() == 0.001020560264587402 || values.min() ?? 0 < 0.00102057)
    #expect(values.max() ?? 0 > 0.00951338 && values.max() ?? 0 < 0.0095134)
  }
}
