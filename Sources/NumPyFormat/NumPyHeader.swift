package import ByteReading

/// The header of a `.npy` file, version 1, 2 or 3.
///
/// Reference: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>
package struct NumPyHeader: Sendable, Equatable {
  /// What the array is.
  package var layout: NumPyLayout
  /// Where the elements begin, from the first byte of the header. Objects are a pickle there.
  package var payloadOffset: Int

  /// The bytes that every `.npy` file begins with.
  package static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The longest text of a header that is read.
  private static let longestText = 1 << 20

  /// Reads the header at the start of the bytes, which need not end with the array.
  ///
  /// - Parameters:
  ///   - file: The file; elements are held against its length, unless they are objects.
  ///   - origin: Where the bytes begin in the file.
  /// - Throws: For what is no header, or promises more elements than there are.
  package init(_ file: RawSpan, origin: Int = 0) throws(FormatError) {
    var cursor = ByteCursor(file, origin: origin)
    guard file.starts(with: Self.magic) else {
      if let standIn = StandIn(prefix: file) {
        throw FormatError(.malformed(standIn.description), at: origin)
      }
      throw FormatError(.malformed("no .npy file: it does not begin with \\x93NUMPY"), at: origin)
    }
    _ = try cursor.readBytes(Self.magic.count)
    let major = try cursor.readByte()
    _ = try cursor.readByte()
    guard (1...3).contains(major) else {
      throw FormatError(.unsupported("version \(major) of .npy"), at: cursor.offset - 2)
    }
    let length =
      major == 1
      ? Int(try cursor.readLittleEndian(UInt16.self))
      : Int(try cursor.readLittleEndian(UInt32.self))
    let start = cursor.offset
    guard length <= Self.longestText else {
      throw FormatError(
        .overLimit("a header of \(length) bytes, but at most \(Self.longestText) are read"),
        at: start)
    }
    let text = try cursor.readBytes(length)
    // Before version 3 the text is Latin-1.
    let utf8 =
      major < 3
      ? Array(String(decoding: text.copied().map(UInt16.init), as: UTF16.self).utf8) : text.copied()
    var reader = PythonLiteralReader(utf8.bytes, origin: start)
    do {
      let fields = try reader.readAll()
      layout = try Self.layout(fields, at: start)
    } catch {
      throw error.inside("header")
    }
    payloadOffset = cursor.position
    if !layout.type.holdsObjects, layout.byteCount > cursor.remaining {
      throw FormatError(
        .truncated(needed: layout.byteCount, available: cursor.remaining), at: cursor.offset
      )
      .inside("elements")
    }
  }

  private static func layout(
    _ fields: PythonLiteral, at offset: Int
  ) throws(FormatError) -> NumPyLayout {
    guard let descr = fields["descr"], case .bool(let isFortranOrder)? = fields["fortran_order"],
      case .tuple(let counts)? = fields["shape"]
    else {
      throw FormatError(
        .malformed("no dictionary of descr, fortran_order and a tuple shape"), at: offset)
    }
    var shape: [Int] = []
    for case .integer(let count) in counts { shape.append(count) }
    guard shape.count == counts.count else {
      throw FormatError(.malformed("a shape that is no tuple of numbers"), at: offset)
    }
    return try NumPyLayout(
      NumPyType(descr: descr, at: offset), shape: shape, isFortranOrder: isFortranOrder, at: offset)
  }
}
