import ByteReading
import ComputationGraph
import Datasets
import PickledDatasets
import TestSupport
import Testing

@Suite("HELP's latencies")
struct HELPReaderTests {
  private static let cells = ["|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", "b"]

  private func index(of value: SmallPickle) throws -> ArchitectureIndex {
    let pickle = value.bytes
    return try ArchitectureIndex(file: pickle.bytes)
  }

  private func read(
    _ value: SmallPickle, path: String, withIndex: Bool = true
  ) throws -> (measurements: [Measurement], refusals: [String]) {
    let index = try index(of: .dict([(.text(Self.cells[1]), 1), (.text(Self.cells[0]), 0)]))
    return try Reading.measurements(of: value, as: .help, path: path) {
      if withIndex { $0.indexes["help/nasbench201"] = index }
    }
  }

  @Test func `milliseconds become seconds by moving the point`() throws {
    let (found, refusals) = try read(
      .list([9, .float(10.75437068939209)]), path: "help/nasbench201/latency/1080ti_256.pt")
    #expect(refusals.isEmpty)
    #expect(found.map(\.value) == [0.009, 0.01075437068939209])
    #expect(found.map(\.source?.value) == ["9", "10.75437068939209"])
    #expect(found.map(\.source?.id) == ["0", "1"])
    #expect(found[0].network == .architecture(space: "nasbench201", encoding: Self.cells[0]))
    #expect(found[0].platform == "gpu-gtx-1080ti" && found[0].batch == 256)
    #expect(found[0].source?.unit == "ms" && found[0].unit == "s")
  }

  @Test(arguments: [
    ("gold_6226.pt", "cpu-xeon-gold-6226", nil as Int?), ("titan_rtx_32.pt", "gpu-titan-rtx", 32),
    ("essential_ph_1.pt", "mobile-essential-ph-1", nil), ("eyeriss.pt", "eyeriss", nil),
  ])
  func `names of files tell the device and the batch`(
    file: String, platform: String, batch: Int?
  ) throws {
    let (found, _) = try read(.list([1, 2]), path: "help/nasbench201/latency/\(file)")
    #expect(found[0].platform == platform)
    #expect(found[0].batch == batch)
    #expect(found[0].state == (platform == "eyeriss" ? .estimated : .measured))
  }

  @Test func `FBNet's and Once-for-all's networks are named by their choices`() throws {
    let fbnet = try index(of: .dict([("arch", .list([.dict([("op_idx_list", .list([0, 8]))])]))]))
    #expect(fbnet.space == "fbnet" && fbnet.encodings == ["[0, 8]"])
    let ofa = try index(
      of: .dict([
        (
          "arch",
          .list([.dict([("ks", .list([3])), ("e", .list([4])), ("d", .list([2])), ("r", 224)])])
        )
      ]))
    #expect(ofa.space == "ofa" && ofa.encodings == ["ks=[3] e=[4] d=[2] r=224"])
  }

  @Test func `what does not fit is refused`() {
    #expect {
      try read(.list([1, 2]), path: "help/nasbench201/latency/fpga.pt", withIndex: false)
    } throws: {
      "\($0)"
        == "found no index of architectures beside it; expected str_arch2idx.pt, given with --index"
    }
    #expect {
      try read(.list([1]), path: "help/nasbench201/latency/fpga.pt")
    } throws: {
      "\($0)" == "found 1 values; expected 2, one for each architecture of the index"
    }
    #expect { try index(of: .dict([("a", 1)])) } throws: {
      "\($0)"
        == "entry 0: found \"a\" as an integer; expected each code with a number of its own from 0 to 0"
    }
  }
}
