internal import ByteReading
internal import ComputationGraph
internal import FlatBufferFormat

/// Options as words of 32 bits, field after field: a number takes one or two, a list its length (-1
/// for one that is left out) and its elements.
extension TFLiteOptionsLayout {
  /// Appends the options of a table.
  func read(
    _ table: FlatTable, of file: inout FlatBuffer, to words: inout [Int32]
  ) throws(FormatError) {
    for field in fields { try field.read(table, of: &file, to: &words) }
  }

  /// The options that words stand for; there are none if there are no words.
  func options(_ words: ArraySlice<Int32>) -> [Attribute] {
    var rest = words
    var options: [Attribute] = []
    guard !rest.isEmpty else { return options }
    for field in fields {
      guard let value = field.takeValue(from: &rest) else { continue }
      options.append(Attribute(name: field.name, value: value))
    }
    return options
  }
}

extension TFLiteOptionsLayout.Field {
  fileprivate func read(
    _ table: FlatTable, of file: inout FlatBuffer, to words: inout [Int32]
  ) throws(FormatError) {
    switch kind {
    case .int8:
      words.append(Int32(try file.number(number, of: table, standard: Int8(standard))))
    case .int32, .uint32:
      words.append(try file.number(number, of: table, standard: Int32(standard)))
    case .int64:
      let value: Int64 = try file.number(number, of: table, standard: Int64(standard))
      words.append(Int32(truncatingIfNeeded: value))
      words.append(Int32(truncatingIfNeeded: value >> 32))
    case .bool: words.append(try file.flag(number, of: table, standard: standard == 1) ? 1 : 0)
    case .float: words.append(try file.number(number, of: table))
    case .text, .ints, .floats:
      let size = kind == .text ? 1 : 4
      guard let place = try file.place(ofVector: number, of: table, elementSize: size) else {
        words.append(-1)
        return
      }
      words.append(Int32(truncatingIfNeeded: place.count / size))
      for position in stride(from: place.lowerBound, to: place.upperBound, by: size) {
        words.append(
          size == 1
            ? Int32(file.bytes.byte(at: position))
            : file.bytes.number(at: position, as: Int32.self))
      }
    }
  }

  fileprivate func takeValue(from words: inout ArraySlice<Int32>) -> AttributeValue? {
    let first = words.removeFirst()
    switch kind {
    case .int8, .int32, .bool: return .int(Int64(first))
    case .uint32: return .int(Int64(UInt32(bitPattern: first)))
    case .int64:
      return .int(Int64(words.removeFirst()) << 32 | Int64(UInt32(bitPattern: first)))
    case .float: return .float(Self.float(first))
    case .text, .ints, .floats:
      guard first >= 0 else { return nil }
      let list = words.prefix(Int(first))
      words.removeFirst(list.count)
      return switch kind {
      case .text:
        .string(String(decoding: list.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self))
      case .ints: .ints(list.map { Int64($0) })
      default: .floats(list.map(Self.float))
      }
    }
  }

  private static func float(_ word: Int32) -> Float {
    Float(bitPattern: UInt32(bitPattern: word))
  }
}
