import ByteReading
import ComputationGraph
import Datasets
import GraphBuilding
import PickleFormat
import PickledDatasets
import RecordStreams
import TestSupport

/// Reads pickled values as a tool would.
enum Reading {
  /// The measurements of a value, and the words of what was left out.
  static func measurements(
    of value: SmallPickle, as layout: DatasetLayout?, path: String = "x.pickle",
    _ configure: (inout DatasetReader.Options) throws -> Void = { _ in }
  ) throws -> (measurements: [Measurement], refusals: [String]) {
    let block = try block(of: value.bytes, as: layout, path: path, configure)
    return (
      try lines(of: block).map { try Measurement(json: $0.bytes) },
      block.refusals.map { "\($0)" }
    )
  }

  /// The records of a pickle.
  static func block(
    of pickle: [UInt8], as layout: DatasetLayout?, path: String,
    _ configure: (inout DatasetReader.Options) throws -> Void = { _ in }
  ) throws -> RecordBlock {
    var options = DatasetReader.Options()
    options.layout = layout
    try configure(&options)
    let builder = try GraphBuilder(costs: .standard())
    let reader = try DatasetReader(options, builder: builder)
    var workshop = GraphWorkshop(builder)
    var block = RecordBlock()
    var machine = PickleMachine(pickle.bytes)
    while let arena = try machine.next() {
      try reader.read(arena, from: path, in: &workshop, into: &block)
    }
    return block
  }

  /// The lines of a block.
  static func lines(of block: RecordBlock) -> [[UInt8]] {
    block.bytes.split(separator: 0x0A).map { Array($0) }
  }

  /// The lines of a block as text.
  static func texts(of block: RecordBlock) -> [String] {
    lines(of: block).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension SmallPickle {
  /// Six operations as Eagle's dictionaries have them.
  static func cell(_ operations: Int...) -> SmallPickle { .tuple(operations.map { .int($0) }) }
}
