internal import ByteReading

/// A format that is met in place of a pickle, by the bytes that it begins with.
struct OtherFormat {
  /// What messages call it.
  let name: String

  /// Looks at a file's first bytes; `nil` if they may well be a pickle.
  init?(prefix: RawSpan) {
    for (mark, name) in Self.marks where prefix.starts(with: mark) {
      self.name = name
      return
    }
    if prefix.byteCount > 8, prefix.byte(at: 8) == UInt8(ascii: "{"),
      prefix.number(at: 0, as: UInt64.self) < 1 << 32
    {
      name = "a safetensors file"
    } else if let first = prefix.byteCount > 0 ? prefix.byte(at: 0) : nil,
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    {
      // No opcodes, either of them.
      name = "JSON text"
    } else {
      return nil
    }
  }

  private static let marks: [([UInt8], String)] = [
    ([0x89] + Array("HDF\r\n".utf8), "an HDF5 file"),
    (Array("GGUF".utf8), "a GGUF file"),
    (Array("PAR1".utf8), "a Parquet file"),
    (Array("ARROW1".utf8), "an Arrow file"),
    (Array("SQLite format 3".utf8), "a SQLite database"),
    ([0x7F] + Array("ELF".utf8), "a program"),
    ([0x89] + Array("PNG".utf8), "a PNG image"),
    (Array("%PDF".utf8), "a PDF document"),
    ([0x1F, 0x8B], "a gzip stream in another"),
    (Array("MATLAB ".utf8), "a MATLAB file"),
    (Array("<?xml".utf8), "XML text"),
  ]
}
