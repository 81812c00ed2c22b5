import ByteReading
import ComputationGraph
import Datasets
import PickledDatasets
import TestSupport
import Testing

@Suite("HW-NAS-Bench's pickles")
struct HWNASBenchReaderTests {
  private static let configuration: SmallPickle = .dict([
    ("name", "infer.tiny"), ("C", 16), ("N", 5), ("arch_str", "|none~0|+|…"), ("num_classes", 10),
  ])

  @Test func `a configuration is an architecture`() throws {
    let block = try Reading.block(
      of: Self.configuration.bytes, as: nil, path: "hw/cifar10/config_77.pkl")
    #expect(
      Reading.texts(of: block) == [
        #"{"kind":"architecture","space":"nasbench201","encoding":"|none~0|+|…","name":"config_77","index":77,"task":"cifar10","dataset":"hw-nas-bench","seed":{"name":"infer.tiny","C":16,"N":5,"num_classes":10},"source":{"format":"hw-nas-bench","path":"hw/cifar10/config_77.pkl"}}"#
      ])
  }

  @Test func `a table is a measurement for each network, device and metric`() throws {
    let table: SmallPickle = .dict([
      ("config", .list([Self.configuration])), ("edgegpu_latency", .list([.float(5.5)])),
      ("edgegpu_energy", .list([.float(20)])), ("eyeriss_latency", .list([.float(1)])),
      ("average_hw_metric", .list([.float(1)])),
    ])
    let tables: SmallPickle = .dict([(.text("cifar10"), table)])
    let (found, refusals) = try Reading.measurements(
      of: .dict([(.text("nasbench201"), tables)]), as: .hwNASBench)
    #expect(refusals.isEmpty)
    #expect(found.map(\.platform) == ["edge-gpu-jetson-tx2", "edge-gpu-jetson-tx2", "eyeriss"])
    #expect(found.map(\.value) == [0.0055, 0.02, 0.001])
    #expect(found.map(\.unit) == ["s", "J", "s"])
    #expect(found.map(\.state) == [.measured, .measured, .estimated])
    #expect(found[0].source?.id == "cifar10/0")
  }

  @Test func `another dictionary is refused`() {
    #expect {
      try Reading.block(of: SmallPickle.dict([]).bytes, as: .hwNASBench, path: "x.pkl")
    } throws: {
      "\($0)"
        == "found a dictionary of 0; expected a configuration with \"arch_str\", or tables under \"nasbench201\""
    }
  }
}
