package import ByteReading

extension SafetensorsHeader {
  /// The elements of a tensor of single precision in the file whose header this is.
  package func floats(_ name: String, in file: RawSpan) throws(FormatError) -> [Float] {
    try values(name, .float32, in: file) { (bits: UInt32) in Float(bitPattern: bits) }
  }

  /// The elements of a tensor of double precision in the file whose header this is.
  package func doubles(_ name: String, in file: RawSpan) throws(FormatError) -> [Double] {
    try values(name, .float64, in: file) { (bits: UInt64) in Double(bitPattern: bits) }
  }

  /// The elements of a tensor of 64-bit whole numbers in the file whose header this is.
  package func integers(_ name: String, in file: RawSpan) throws(FormatError) -> [Int] {
    try values(name, .int64, in: file) { (value: Int64) in Int(value) }
  }

  private func values<Bits: FixedWidthInteger & BitwiseCopyable, Value>(
    _ name: String, _ type: TensorType, in file: RawSpan, _ value: (Bits) -> Value
  ) throws(FormatError) -> [Value] {
    guard let tensor = tensor(name), tensor.type == type else {
      throw FormatError(.malformed("no tensor \"\(name)\" of type \(type.rawValue)"), at: 0)
    }
    var cursor = ByteCursor(file.extracting(tensor.range), origin: tensor.range.lowerBound)
    var values: [Value] = []
    values.reserveCapacity(tensor.range.count / type.size)
    while !cursor.isAtEnd { values.append(value(try cursor.readLittleEndian(Bits.self))) }
    return values
  }
}
