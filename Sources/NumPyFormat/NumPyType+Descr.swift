package import ByteReading

extension NumPyType {
  /// Reads what `numpy.lib.format` writes for a type: a word, a list of fields, or a pair of an
  /// element and a shape.
  ///
  /// - Parameters:
  ///   - descr: The value of the header's key `descr`.
  ///   - offset: Where the header stands, for messages.
  /// - Throws: For what describes no type.
  package init(descr: PythonLiteral, at offset: Int) throws(FormatError) {
    switch descr {
    case .text(let text):
      guard let type = NumPyType(text: text) else {
        throw FormatError(.unsupported("the type '\(text.prefix(60))'"), at: offset)
      }
      self = type
    case .list(let entries): self = try Self.record(entries, at: offset)
    case .tuple(let pair) where pair.count == 2:
      self = try NumPyType(descr: pair[0], at: offset).repeated(pair[1], at: offset)
    default:
      throw FormatError(.malformed("a type that is no text, list or pair"), at: offset)
    }
  }

  /// The fields of a list one after the other; void without a name is a gap.
  private static func record(
    _ entries: [PythonLiteral], at offset: Int
  ) throws(FormatError) -> NumPyType {
    var fields: [Field] = []
    var end = 0
    for entry in entries {
      guard case .tuple(let parts) = entry, parts.count == 2 || parts.count == 3,
        let (title, name) = names(parts[0])
      else { throw FormatError(.malformed("a field that is no name and type"), at: offset) }
      var type = try NumPyType(descr: parts[1], at: offset)
      if parts.count == 3 { type = try type.repeated(parts[2], at: offset) }
      let start = end
      end += type.size
      guard end <= largestSize else {
        throw FormatError(.overLimit("a record of more than \(largestSize) bytes"), at: offset)
      }
      if name.isEmpty, type.kind == .void { continue }
      // numpy calls fields without a name f0, f1, ….
      let given = name.isEmpty ? "f\(fields.count)" : name
      fields.append(Field(name: given, title: title, type: type, offset: start))
    }
    return NumPyType(.record(fields), size: end)
  }

  private static func names(_ literal: PythonLiteral) -> (title: String?, name: String)? {
    switch literal {
    case .text(let name): (nil, name)
    case .tuple(let pair):
      if pair.count == 2, case .text(let title) = pair[0], case .text(let name) = pair[1] {
        (title, name)
      } else {
        nil
      }
    default: nil
    }
  }

  private func repeated(_ shape: PythonLiteral, at offset: Int) throws(FormatError) -> NumPyType {
    switch shape {
    case .integer(let count): return try repeated([count], at: offset)
    case .tuple(let counts):
      var dimensions: [Int] = []
      for case .integer(let count) in counts { dimensions.append(count) }
      guard dimensions.count == counts.count else { break }
      return try repeated(dimensions, at: offset)
    default: break
    }
    throw FormatError(.malformed("a shape that is no tuple of numbers"), at: offset)
  }

  /// An array of this type as one element.
  package func repeated(_ shape: [Int], at offset: Int) throws(FormatError) -> NumPyType {
    guard let count = NumPyLayout.count(of: shape) else {
      throw FormatError(.malformed("the shape \(shape)"), at: offset)
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow, bytes <= Self.largestSize else {
      throw FormatError(.overLimit("an element of more than \(Self.largestSize) bytes"), at: offset)
    }
    return NumPyType(.array(self, shape: shape), size: bytes, order: order)
  }
}
