package import ByteReading
internal import RecordStreams

/// What a safetensors file says of itself before its tensors' bytes.
///
/// Every claim is held against the length of the file: ranges lie inside it, are as long as type and
/// shape say, and cover it without overlaps or holes, as the format demands.
package struct SafetensorsHeader: Sendable, Equatable {
  /// One tensor.
  package struct Tensor: Sendable, Equatable {
    /// The name.
    package var name: String
    /// The type of the elements.
    package var type: TensorType
    /// The dimensions.
    package var shape: [Int]
    /// Where the bytes lie, from the start of the file.
    package var range: Range<Int>
  }

  /// The tensors in the order of their bytes.
  package private(set) var tensors: [Tensor] = []
  /// The free text of `__metadata__`.
  package var metadata: [String: String] = [:]

  /// The longest header that is read, which is the reference implementation's limit.
  package static let longestHeader = 100_000_000

  /// Reads the header of a whole file.
  package init(_ file: RawSpan) throws(FormatError) {
    if let standIn = StandIn(prefix: file) {
      throw FormatError(.malformed(standIn.description), at: 0)
    }
    var cursor = ByteCursor(file)
    let claimed = try cursor.readLittleEndian(UInt64.self)
    guard claimed <= UInt64(Self.longestHeader) else {
      throw FormatError(
        .overLimit(
          "a header of \(claimed) bytes, but at most \(Self.longestHeader) are read; expected safetensors"
        ),
        at: 0)
    }
    let length = Int(claimed)
    let start = cursor.offset
    let text = try cursor.readBytes(length)
    do {
      try read(text)
    } catch {
      throw FormatError(
        .malformed("\(error.found), expected \(error.expected)"), at: start + error.offset
      )
      .inside("header")
    }
    try place(in: start + length..<file.byteCount)
  }

  /// The tensor of this name.
  package func tensor(_ name: String) -> Tensor? {
    tensors.first { $0.name == name }
  }

  // MARK: Parts

  /// Reads the JSON; the ranges it leaves count from the first tensor's byte.
  private mutating func read(_ text: RawSpan) throws(JSONError) {
    var scanner = JSONScanner(text)
    var names: Set<String> = []
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      let (name, offset) = (key.string, key.offset)
      guard names.insert(name).inserted else {
        throw JSONError(at: offset, found: "\"\(name)\" again", expected: "each name once")
      }
      if name == "__metadata__" {
        try readMetadata(&scanner)
      } else {
        tensors.append(try Self.readTensor(name, at: offset, &scanner))
      }
    }
    try scanner.finish()
  }

  private mutating func readMetadata(_ scanner: inout JSONScanner) throws(JSONError) {
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      let name = key.string
      metadata[name] = try scanner.readString().string
    }
  }

  private static func readTensor(
    _ name: String, at offset: Int, _ scanner: inout JSONScanner
  ) throws(JSONError) -> Tensor {
    var type: TensorType?
    var shape: [Int]?
    var range: [Int]?
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      switch key {
      case "dtype":
        let text = try scanner.readString()
        type = TensorType(rawValue: text.string)
        guard type != nil else {
          throw JSONError(
            at: text.offset, found: "the type \"\(text.string)\"", expected: "one such as F32")
        }
      case "shape": shape = try readCounts(&scanner)
      case "data_offsets": range = try readCounts(&scanner)
      default: _ = try scanner.readRaw()
      }
    }
    guard let type, let shape, let range, range.count == 2, range[0] <= range[1] else {
      throw JSONError(
        at: offset, found: "\"\(name)\"",
        expected: "dtype, shape and data_offsets of two ascending numbers")
    }
    return Tensor(name: name, type: type, shape: shape, range: range[0]..<range[1])
  }

  private static func readCounts(_ scanner: inout JSONScanner) throws(JSONError) -> [Int] {
    var counts: [Int] = []
    try scanner.beginArray()
    while try scanner.nextElement() {
      let position = scanner.position
      let count = try scanner.readInt()
      guard count >= 0 else {
        throw JSONError(at: position, found: "\(count)", expected: "a number that is not negative")
      }
      counts.append(count)
    }
    return counts
  }

  /// Moves the ranges to where they lie in the file, and holds them against it.
  private mutating func place(in bytes: Range<Int>) throws(FormatError) {
    tensors.sort {
      ($0.range.lowerBound, $0.range.upperBound, $0.name)
        < ($1.range.lowerBound, $1.range.upperBound, $1.name)
    }
    var end = 0
    for index in tensors.indices {
      let tensor = tensors[index]
      guard tensor.range.lowerBound == end else {
        throw FormatError(
          .malformed(
            "begins at byte \(tensor.range.lowerBound), but the one before ends at \(end)"),
          at: bytes.lowerBound + min(end, bytes.count)
        ).inside(tensor.name)
      }
      guard tensor.range.upperBound <= bytes.count else {
        throw FormatError(
          .truncated(needed: tensor.range.count, available: bytes.count - end),
          at: bytes.lowerBound + end
        ).inside(tensor.name)
      }
      guard let size = Self.size(of: tensor), size == tensor.range.count else {
        throw FormatError(
          .malformed(
            "\(tensor.range.count) bytes, but \(tensor.type.rawValue) \(tensor.shape) has another size"
          ),
          at: bytes.lowerBound + end
        ).inside(tensor.name)
      }
      end = tensor.range.upperBound
      tensors[index].range =
        bytes.lowerBound + tensor.range.lowerBound..<bytes.lowerBound + end
    }
    guard end == bytes.count else {
      throw FormatError(
        .malformed("\(bytes.count - end) bytes after the last tensor"), at: bytes.lowerBound + end)
    }
  }

  private static func size(of tensor: Tensor) -> Int? {
    var size = tensor.type.size
    for dimension in tensor.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      guard !overflow else { return nil }
      size = product
    }
    return size
  }
}
