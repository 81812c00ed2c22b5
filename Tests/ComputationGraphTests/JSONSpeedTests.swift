import ByteReading
import ComputationGraph
import Foundation
import RecordStreams
import Testing

/// How fast graph records are scanned, written and read, in MB a processor second. A figure of the
/// machine and not a fact of the code: it is taken on demand, from a release build.
///
///     PERFMILL_BENCH=1 swift test -c release --filter JSONSpeedTests
@Suite("JSON speed")
struct JSONSpeedTests {
  static let isWanted = ProcessInfo.processInfo.environment["PERFMILL_BENCH"] == "1"

  /// A chain of convolutions with names and sizes as in real networks.
  private static let graph: Graph = {
    var graph = Graph(id: "g1-0123456789abcdef0123456789abcdef", name: "chain", batch: 1)
    graph.inputs = [ValueInfo(name: "data", shape: [1, 64, 112, 112], type: .float32)]
    for index in 0..<60 {
      let name = "resnetv15_stage\(index / 10)_conv\(index)"
      graph.weights.append(
        ValueInfo(name: name + "_weight", shape: [64, 64, 3, 3], type: .float32))
      let attributes: [(String, AttributeValue)] = [
        ("dilations", .ints([1, 1])), ("group", .int(1)), ("kernel_shape", .ints([3, 3])),
        ("pads", .ints([1, 1, 1, 1])), ("strides", .ints([1, 1])),
      ]
      graph.nodes.append(
        Node(
          op: "Conv", name: name + "_fwd",
          attributes: attributes.map { Attribute(name: $0.0, value: $0.1) },
          inputs: [index == 0 ? .input(0) : .node(index - 1, output: 0)],
          weights: [WeightUse(position: 1, weight: index)],
          outputs: [ValueInfo(name: name, shape: [1, 64, 112, 112], type: .float32)],
          cost: Cost(flops: 924_844_032, macs: 462_422_016, parameters: 36864, bytes: 6_570_000)))
    }
    graph.outputs = [.node(59, output: 0)]
    return graph
  }()

  @Test(.enabled(if: isWanted, "takes PERFMILL_BENCH=1"))
  func `is enough for graph records`() throws {
    let record = Self.written(Self.graph)
    let rounds = 4000
    let megabytes = Double(record.count * rounds) / 1e6
    var values = 0
    let scanning = try Self.seconds {
      for _ in 0..<rounds {
        var scanner = JSONScanner(record.bytes)
        values += try Self.visit(&scanner)
      }
    }
    var writer = JSONWriter()
    let writing = Self.seconds {
      for _ in 0..<rounds {
        writer.removeAll()
        Self.graph.write(to: &writer)
      }
    }
    let reading = try Self.seconds {
      for _ in 0..<rounds { values += try Graph(json: record.bytes).nodes.count }
    }
    print(
      "graph records, MB/s: scanning \(Int(megabytes / scanning)),",
      "writing \(Int(megabytes / writing)), reading into a graph \(Int(megabytes / reading))")
    #expect(values > 0)
    #expect(megabytes / scanning >= 300)
    #expect(megabytes / writing >= 300)
  }

  /// Reads every value and counts them.
  private static func visit(_ scanner: inout JSONScanner) throws(JSONError) -> Int {
    var count = 1
    switch try scanner.peek() {
    case .object:
      try scanner.beginObject()
      while try scanner.nextKey() != nil { count += try visit(&scanner) }
    case .array:
      try scanner.beginArray()
      while try scanner.nextElement() { count += try visit(&scanner) }
    case .string: count += try scanner.readString().raw.byteCount & 1
    case .number: count += try scanner.readDouble() > 0 ? 1 : 0
    case .bool: _ = try scanner.readBool()
    case .null: _ = try scanner.readNull()
    }
    return count
  }

  private static func written(_ graph: Graph) -> [UInt8] {
    var writer = JSONWriter()
    graph.write(to: &writer)
    return writer.take()
  }

  private static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = clock()
    try work()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }
}
