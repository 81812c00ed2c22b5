internal import RecordStreams

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

  /// The file: wider elements first so that all are aligned, then by name; the header is filled up
  /// with spaces to a multiple of 8.
  package func file() -> [UInt8] {
    let sorted = tensors.sorted { ($1.type.size, $0.name) < ($0.type.size, $1.name) }
    var header = JSONWriter()
    header.beginObject()
    if !metadata.isEmpty {
      header.key("__metadata__")
      header.beginObject()
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
        header.key(key)
        header.string(value)
      }
      header.endObject()
    }
    var end = 0
    for tensor in sorted {
      header.key(tensor.name)
      header.beginObject()
      header.key("dtype")
      header.string(tensor.type.rawValue)
      header.key("shape")
      Self.write(tensor.shape, to: &header)
      header.key("data_offsets")
      Self.write([end, end + tensor.bytes.count], to: &header)
      header.endObject()
      end += tensor.bytes.count
    }
    header.endObject()
    var text = header.take()
    while !text.count.isMultiple(of: 8) { text.append(UInt8(ascii: " ")) }
    var file: [UInt8] = []
    file.reserveCapacity(8 + text.count + end)
    Self.append(UInt64(text.count), to: &file)
    file += text
    for tensor in sorted { file += tensor.bytes }
    return file
  }

  private mutating func add(
    _ name: String, _ type: TensorType, _ shape: [Int], _ values: [some FixedWidthInteger]
  ) {
    precondition(shape.reduce(1, *) == values.count, "the shape of \(name)")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * type.size)
    for value in values { Self.append(value, to: &bytes) }
    tensors.append((name, type, shape, bytes))
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  private static func write(_ values: [Int], to writer: inout JSONWriter) {
    writer.beginArray()
    for value in values { writer.int(value) }
    writer.endArray()
  }
}
