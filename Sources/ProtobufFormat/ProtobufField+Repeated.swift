package import ByteReading

/// Repeated numbers come packed (one run of bytes) or one a field, and a reader must take both.
extension ProtobufField {
  /// Appends this field's integers: one, or as many as are packed in it.
  ///
  /// Throws if `values` would hold more than `limit` afterwards.
  package func appendInt64s(to values: inout [Int64], limit: Int) throws(FormatError) {
    switch value {
    case .varint(let value):
      try holds(values.count + 1, limit)
      // Most lists are kernels, strides and pads, one number a field: room for them is made once.
      if values.isEmpty { values.reserveCapacity(4) }
      values.append(Int64(bitPattern: value))
    case .bytes(let payload):
      var cursor = WireCursor(payload, origin: offset)
      while !cursor.isAtEnd {
        try holds(values.count + 1, limit)
        values.append(Int64(bitPattern: try cursor.readVarint()))
      }
    default: throw unexpected("varints")
    }
  }

  /// Appends this field's single-precision numbers: one, or as many as are packed in it.
  ///
  /// Throws if `values` would hold more than `limit` afterwards.
  package func appendFloats(to values: inout [Float], limit: Int) throws(FormatError) {
    switch value {
    case .fixed32(let bits):
      try holds(values.count + 1, limit)
      values.append(Float(bitPattern: bits))
    case .bytes(let payload):
      var cursor = WireCursor(payload, origin: offset)
      try holds(values.count + payload.byteCount / 4, limit)
      while !cursor.isAtEnd {
        values.append(Float(bitPattern: try cursor.readFixed32()))
      }
    default: throw unexpected("32-bit numbers")
    }
  }

  /// Appends this field's double-precision numbers: one, or as many as are packed in it.
  ///
  /// Throws if `values` would hold more than `limit` afterwards.
  package func appendDoubles(to values: inout [Double], limit: Int) throws(FormatError) {
    switch value {
    case .fixed64(let bits):
      try holds(values.count + 1, limit)
      values.append(Double(bitPattern: bits))
    case .bytes(let payload):
      var cursor = WireCursor(payload, origin: offset)
      try holds(values.count + payload.byteCount / 8, limit)
      while !cursor.isAtEnd {
        values.append(Double(bitPattern: try cursor.readFixed64()))
      }
    default: throw unexpected("64-bit numbers")
    }
  }

  private func holds(_ count: Int, _ limit: Int) throws(FormatError) {
    guard count <= limit else {
      throw FormatError(.overLimit("more than \(limit) values in field \(number)"), at: offset)
    }
  }
}
