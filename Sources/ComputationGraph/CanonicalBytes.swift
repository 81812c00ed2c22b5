internal import ByteReading
internal import ContentHashing

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

  /// Drops everything and keeps the storage.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    cuts.removeAll(keepingCapacity: true)
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
    bytes.append(addingCapacity: 10) { (room: inout OutputSpan<UInt8>) in room.append(bits: bits) }
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
    append(shape.count + 1)
    var leading: Range<Int>?
    for axis in shape.indices {
      let start = bytes.count
      append(shape[axis].map { $0 &+ 1 } ?? 0)
      if axis == 0 { leading = start..<bytes.count }
    }
    return leading
  }

  /// A range of bytes that were written before, with the part of it that is cut.
  mutating func append(
    _ range: Range<Int>, of prepared: CanonicalBytes, cutting cut: Range<Int>?
  ) {
    if let cut {
      let start = bytes.count
      cuts.append(start + cut.lowerBound..<start + cut.upperBound)
    }
    bytes.append(prepared.bytes.bytes.extracting(range))
  }

  /// A node, up to its operands: its operator and attributes, which were written before, with the
  /// part of them that is cut, and the number of operands.
  mutating func append(
    node range: Range<Int>, of prepared: CanonicalBytes, cutting cut: Range<Int>?,
    reading operands: Int
  ) {
    if let cut {
      let start = bytes.count + 1
      cuts.append(start + cut.lowerBound..<start + cut.upperBound)
    }
    let run = prepared.bytes.bytes.extracting(range)
    bytes.append(addingCapacity: range.count + 11) { (room: inout OutputSpan<UInt8>) in
      room.append(UInt8(ascii: "N"))
      room.append(run)
      room.append(bits: UInt64(operands))
    }
  }

  /// An operand: its position, what it is, a number, and for a node which output.
  mutating func append(
    operand position: Int, _ kind: Unicode.Scalar, _ number: Int32, output: Int32? = nil
  ) {
    bytes.append(addingCapacity: 31) { (room: inout OutputSpan<UInt8>) in
      room.append(bits: UInt64(position))
      room.append(UInt8(ascii: kind))
      room.append(bits: UInt64(bitPattern: Int64(number)))
      if let output { room.append(bits: UInt64(bitPattern: Int64(output))) }
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

extension CanonicalBytes {
  /// The hash of all bytes.
  var digest: ContentHash { ContentHash(of: bytes.bytes) }

  /// The names of what the bytes describe: with the batch, and without it.
  var identity: (id: String, structure: String) {
    let digest = digest
    let structure = cuts.isEmpty ? digest : digestWithoutBatch
    return (digest.hexDigits(32, after: "g1-"), structure.hexDigits(32, after: "s1-"))
  }

  /// The hash of the bytes with one marker in place of each batch dimension.
  private var digestWithoutBatch: ContentHash {
    let marker = [UInt8(ascii: "B")]
    var hasher = ContentHasher()
    var start = 0
    for cut in cuts {
      hasher.update(bytes.bytes.extracting(start..<cut.lowerBound))
      hasher.update(marker.bytes)
      start = cut.upperBound
    }
    hasher.update(bytes.bytes.extracting(start...))
    return hasher.finalize()
  }
}

extension OutputSpan<UInt8> {
  /// Appends a number in LEB128.
  @inline(__always)
  fileprivate mutating func append(bits: UInt64) {
    var rest = bits
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}
