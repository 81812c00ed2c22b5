import ByteReading
import ComputationGraph
import Datasets
import LabelFormats
import RecordStreams
import TestSupport
import Testing

/// The 20,000 labels of NNLQP's unseen_structure set, where they are at hand.
@Suite("Real labels")
struct RealLabelsTests {
  /// Family, and the least, median and greatest latency in ms: NNLQP's published statistics.
  static let statistics: [(String, least: Double, median: Double, greatest: Double)] = [
    ("alexnet", 0.4096, 2.451, 10.388), ("mnasnet", 1.142, 9.485, 34.969),
    ("mobilenetv2", 1.082, 8.631, 29.214), ("resnet18", 0.734, 3.161, 18.229),
    ("squeezenet", 0.869, 2.856, 21.163), ("vgg16", 2.528, 13.933, 61.534),
    ("efficientb0", 2.287, 16.685, 48.606), ("googlenet", 1.347, 9.385, 25.353),
    ("mobilenetv3", 0.689, 4.238, 28.608), ("nasbench201", 0.2318, 0.6966, 1.0962),
  ]

  @Test(
    .enabled(
      if: SharedData.path("data/nnlqp-labels/gt_stage.txt") != nil, "the labels are not at hand"))
  func `are read without loss`() throws {
    let source = try DescriptorSource(
      path: try #require(SharedData.path("data/nnlqp-labels/gt_stage.txt")))
    let datasets = try GTDatasets(named: "nnlqp-unseen-structure", table: nil, tables: [:])
    var blocks = BlockInput(source)
    var families: [String: [Measurement]] = [:]
    var remarks = GTRemarks()
    while let block = try blocks.next() {
      let result = datasets.reader(for: "gt_stage.txt").read(block)
      #expect(result.refusals.isEmpty)
      remarks.add(result.remarks)
      var lines = LineCursor(result.bytes.bytes)
      while let line = lines.next() {
        let measurement = try Measurement(json: line)
        families[measurement.family ?? "", default: []].append(measurement)
      }
    }
    #expect(remarks == GTRemarks())
    #expect(families.count == Self.statistics.count)
    for (name, least, median, greatest) in Self.statistics {
      let family = try #require(families[name])
      #expect(family.count == 2000)
      #expect(family.count { $0.split == "train" } == 1800)
      #expect(family.allSatisfy { $0.platform == "gpu-gtx1660-trt7.1-fp32" && $0.batch == 1 })
      let values = family.compactMap(\.value).map { $0 * 1000 }.sorted()
      #expect(abs(values[0] - least) < 0.0006)
      #expect(abs((values[999] + values[1000]) / 2 - median) < 0.0006)
      #expect(abs(values[1999] - greatest) < 0.0006)
    }
    let ids = families.values.joined().compactMap(\.source?.id)
    #expect(Set(ids).count == 20_000)
    #expect(ids.min() == "00001" && ids.max() == "20000")
  }
}
