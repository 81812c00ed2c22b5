internal import ByteReading

/// Writes types and operations as bytes that are the same for every spelling of them.
///
/// The bytes are only ever hashed or compared. Numbers are LEB128, texts and lists carry their
/// length.
struct CanonicalBytes {
  private(set) var bytes: [UInt8] = []

  /// Drops everything and keeps the storage.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Takes back the last bytes.
  mutating func removeLast(_ count: Int) {
    bytes.removeLast(count)
  }

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  mutating func append(_ number: Int) {
    append(bits: UInt64(bitPattern: Int64(number)))
  }

  mutating func append(_ number: Int64) {
    // Zigzag: small negative numbers stay short.
    append(bits: UInt64(bitPattern: (number << 1) ^ (number >> 63)))
  }

  private mutating func append(bits: UInt64) {
    bytes.append(addingCapacity: OutputSpan<UInt8>.longestNumber) {
      (room: inout OutputSpan<UInt8>) in room.append(bits: bits)
    }
  }

  mutating func append(_ number: Float) {
    let bits = number.isNaN ? Float.nan.bitPattern : number.bitPattern
    for shift: UInt32 in [0, 8, 16, 24] {
      bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }

  mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes.append(utf8: text)
  }

  /// A shape and a type; returns where dimension 0 stands, if there is one.
  mutating func append(_ type: ValueType) -> Range<Int>? {
    append(type.element?.rawValue ?? "")
    guard let shape = type.shape else {
      append(0 as UInt8)
      return nil
    }
    let start = bytes.count
    var leading: Range<Int>?
    let limit = (shape.count + 1) * OutputSpan<UInt8>.longestNumber
    bytes.append(addingCapacity: limit) { (room: inout OutputSpan<UInt8>) in
      room.append(bits: UInt64(shape.count + 1))
      for axis in shape.indices {
        let before = room.count
        room.append(bits: UInt64(bitPattern: Int64(shape[axis].map { $0 &+ 1 } ?? 0)))
        if axis == 0 { leading = start + before..<start + room.count }
      }
    }
    return leading
  }

  /// A node that reads nodes alone: its operator and attributes, which were written before, and what
  /// it reads.
  ///
  /// - Parameters:
  ///   - range: Where the operator and its attributes were written.
  ///   - prepared: Where that is.
  ///   - operands: The nodes that it reads, a bit each.
  ///   - numbers: The number of each node.
  mutating func append(
    node range: Range<Int>, of prepared: CanonicalBytes, reading operands: UInt64,
    _ numbers: InlineArray<64, UInt8>
  ) {
    let run = prepared.bytes.bytes.extracting(range)
    let count = operands.nonzeroBitCount
    let limit = range.count + 1 + OutputSpan<UInt8>.longestNumber + 4 * count
    bytes.append(addingCapacity: limit) { (room: inout OutputSpan<UInt8>) in
      room.append(UInt8(ascii: "N"))
      room.append(run)
      room.append(bits: UInt64(count))
      var rest = operands
      for position in 0..<count {
        // Its position, the number of the node that computes it, and which of the node's results.
        room.append(UInt8(truncatingIfNeeded: position))
        room.append(UInt8(ascii: "n"))
        room.append(numbers[rest.trailingZeroBitCount])
        room.append(0 as UInt8)
        rest &= rest &- 1
      }
    }
  }

  /// An operator with its attributes; returns where the batch stands, if it does.
  mutating func append(op: String, attributes: [Attribute]) -> Range<Int>? {
    append(op)
    append(attributes.count)
    let leading = Self.leadingBatch(of: op)
    var batch: Range<Int>?
    for index in attributes.indices {
      append(attributes[index].name)
      let first = append(attributes[index].value)
      if let leading, attributes[index].isNamed(leading) { batch = first }
    }
    return batch
  }

  /// The attribute whose first element is a batch dimension.
  private static func leadingBatch(of op: String) -> String? {
    switch op {
    case "Reshape", "Expand", "ConstantOfShape": "shape"
    case "Resize": "sizes"
    default: nil
    }
  }

  /// Returns where the first of a list of whole numbers stands.
  private mutating func append(_ value: AttributeValue) -> Range<Int>? {
    switch value {
    case .ints([]), .floats([]), .strings([]):
      // JSON cannot tell them apart.
      append(UInt8(ascii: "0"))
    case .int(let number):
      append(UInt8(ascii: "i"))
      append(number)
    case .float(let number):
      append(UInt8(ascii: "f"))
      append(number)
    case .string(let text):
      append(UInt8(ascii: "s"))
      append(text)
    case .ints(let numbers):
      append(UInt8(ascii: "I"))
      append(numbers.count)
      let start = bytes.count
      append(numbers[0])
      let first = start..<bytes.count
      for number in numbers.dropFirst() { append(number) }
      return first
    case .floats(let numbers):
      append(UInt8(ascii: "F"))
      append(numbers.count)
      for number in numbers { append(number) }
    case .strings(let texts):
      append(UInt8(ascii: "S"))
      append(texts.count)
      for text in texts { append(text) }
    }
    return nil
  }
}

extension OutputSpan<UInt8> {
  /// The most bytes of a number in LEB128.
  static var longestNumber: Int { 10 }

  /// Appends a number in LEB128.
  @inline(__always)
  mutating func append(bits: UInt64) {
    var rest = bits
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}
