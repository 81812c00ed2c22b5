internal import ByteReading
internal import NumPyFormat

extension PickleWriter {
  /// Writes a `numpy.float64`.
  package mutating func numPyDouble(_ value: Double) {
    numPyScalar("<f8", (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) })
  }

  /// Writes a `numpy.int64`.
  package mutating func numPyInt(_ value: Int) {
    numPyScalar("<i8", (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
  }

  /// Writes a scalar of numpy's, under names that every version of numpy knows.
  ///
  /// - Parameters:
  ///   - type: A number's type as numpy spells it, such as `<f4`.
  ///   - bytes: The scalar's bytes, as many as the type says.
  package mutating func numPyScalar(_ type: String, _ bytes: [UInt8]) {
    precondition(NumPyType(text: type)?.size == bytes.count, "\(bytes.count) bytes of \(type)")
    value {
      $0.appendClass("numpy.core.multiarray", "scalar")
      $0.appendType(type)
      $0.appendBytes(bytes)
      $0.frame.append(0x86)
      $0.frame.append(0x52)
    }
  }

  /// `dtype("f8", False, True)` with the state `(3, "<", None, None, None, -1, -1, 0)`.
  private mutating func appendType(_ type: String) {
    if let place = types[type] { return appendGet(place) }
    appendClass("numpy", "dtype")
    appendText(Array(type.dropFirst().utf8))
    frame.append(0x89)
    frame.append(0x88)
    frame.append(0x87)
    frame.append(0x52)
    types[type] = appendPut()
    frame.append(0x28)
    appendInt(3)
    appendText(Array(type.prefix(1).utf8))
    for _ in 0..<3 { frame.append(0x4E) }
    appendInt(-1)
    appendInt(-1)
    appendInt(0)
    frame.append(0x74)
    frame.append(0x62)
  }
}
