internal import ByteReading

/// Gathers tensors and lays them out as a safetensors file: the same content gives the same bytes.
package struct SafetensorsWriter: Sendable {
  /// The free text of `__metadata__`.
  package var metadata: [String: String] = [:]
  private var tensors: [(name: String, type: TensorType, shape: [Int], bytes: [UInt8])] = []

  /// Nothing yet.
  package init() {}

  /// Adds a tensor of single precision.
  package mutating func add(_ name: String, shape: [Int], floats: some Collection<Float>) {
    add(name, .float32, shape, floats.map(\.bitPattern))
  }

  /// Adds a tensor of double precision.
  package mutating func add(_ name: String, shape: [Int], doubles: some Collection<Double>) {
    add(name, .float64, shape, doubles.map(\.bitPattern))
  }

  /// Adds a tensor of 64-bit whole numbers.
  package mutating func add(_ name: String, shape: [Int], integers: some Collection<Int>) {
    add(name, .int64, shape, integers.map { Int64($0) })
  }

  /// The file, laid out as `SafetensorsPlan` says.
  package func file() -> [UInt8] {
    let plan = SafetensorsPlan(
      tensors.map { ($0.name, $0.type, $0.shape, $0.bytes.count) }, metadata: metadata)
    var file = plan.header
    file.reserveCapacity(plan.header.count + plan.byteCount)
    for index in plan.order { file += tensors[index].bytes }
    return file
  }

  private mutating func add(
    _ name: String, _ type: TensorType, _ shape: [Int],
    _ values: [some FixedWidthInteger & BitwiseCopyable]
  ) {
    precondition(shape.reduce(1, *) == values.count, "the shape of \(name)")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * type.size)
    for value in values { bytes.append(littleEndian: value) }
    tensors.append((name, type, shape, bytes))
  }
}
