internal import ByteReading

/// Writes what a graph computes as bytes that are the same for every spelling of it.
///
/// The bytes are only ever hashed or compared. Numbers are LEB128, texts and lists carry their
/// length. Where the batch size stands, `cuts` remembers the range: with these left out the bytes
/// describe the network at any batch size.
struct CanonicalBytes {
  private(set) var bytes: [UInt8] = []
  private(set) var cuts: [Range<Int>] = []

  init(reservingCapacity capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// The bytes with one marker in place of each batch dimension.
  var withoutBatch: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var start = 0
    for cut in cuts {
      result += bytes[start..<cut.lowerBound]
      result.append(UInt8(ascii: "B"))
      start = cut.upperBound
    }
    result += bytes[start...]
    return result
  }

  /// Whether these bytes come before others: judged without the batch, and by it where that is all.
  func reads(before other: CanonicalBytes) -> Bool {
    let own = withoutBatch
    let others = other.withoutBatch
    return own == others
      ? bytes.lexicographicallyPrecedes(other.bytes) : own.lexicographicallyPrecedes(others)
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
    var rest = bits
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
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

  /// A shape and a type; dimension 0 is cut where it carries the batch.
  mutating func append(_ value: ValueInfo, carriesBatch: Bool = false) {
    append(value.type?.rawValue ?? "")
    guard let shape = value.shape else { return append(0 as UInt8) }
    append(shape.count + 1)
    for (axis, dimension) in shape.enumerated() {
      let start = bytes.count
      append(dimension.map { $0 &+ 1 } ?? 0)
      if axis == 0, carriesBatch { cuts.append(start..<bytes.count) }
    }
  }

  /// An operator with its attributes.
  mutating func append(op: String, attributes: [Attribute]) {
    append(op)
    append(attributes.count)
    let leading = Self.leadingBatch(of: op)
    for index in attributes.indices {
      append(attributes[index].name)
      let leadsWithBatch = leading.map { attributes[index].isNamed($0) } ?? false
      append(attributes[index].value, leadsWithBatch: leadsWithBatch)
    }
  }

  /// The attribute whose first element is a batch dimension.
  private static func leadingBatch(of op: String) -> String? {
    switch op {
    case "Reshape", "Expand", "ConstantOfShape": "shape"
    case "Resize": "sizes"
    default: nil
    }
  }

  private mutating func append(_ value: AttributeValue, leadsWithBatch: Bool) {
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
      for (index, number) in numbers.enumerated() {
        let start = bytes.count
        append(number)
        if index == 0, leadsWithBatch { cuts.append(start..<bytes.count) }
      }
    case .floats(let numbers):
      append(UInt8(ascii: "F"))
      append(numbers.count)
      for number in numbers { append(number) }
    case .strings(let texts):
      append(UInt8(ascii: "S"))
      append(texts.count)
      for text in texts { append(text) }
    }
  }
}
