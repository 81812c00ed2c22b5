internal import ByteReading

/// The value of one element of a plain type; records and arrays are made of these.
package enum NumPyScalar: Sendable, Equatable {
  case bool(Bool)
  case signed(Int64)
  case unsigned(UInt64)
  case float(Double)
  /// An extended float that no `Double` equals, as the shortest digits that give it back.
  case digits(String)
  case complex(Double, Double)
  case bytes([UInt8])
  case text(String)
  /// Units since 1970; `nil` is numpy's "not a time".
  case moment(Int64?, NumPyTimeUnit)
  /// A number of units; `nil` is numpy's "not a time".
  case span(Int64?, NumPyTimeUnit)
}

extension NumPyType {
  /// Reads the element at an offset, which must lie inside the bytes as a whole.
  ///
  /// - Returns: `nil` for records, arrays and objects, which are not one value.
  package func scalar(in bytes: RawSpan, at offset: Int) -> NumPyScalar? {
    switch kind {
    case .bool: .bool(bytes.byte(at: offset) != 0)
    case .signed: .signed(signed(in: bytes, at: offset))
    case .unsigned: .unsigned(unsigned(in: bytes, at: offset))
    case .float: Self.float(size, order, in: bytes, at: offset)
    case .complex: complex(in: bytes, at: offset)
    case .bytes: .bytes(meaningful(bytes.extracting(offset..<offset + size)))
    case .text: .text(text(in: bytes, at: offset))
    case .void: .bytes(bytes.extracting(offset..<offset + size).copied())
    case .datetime(let unit): .moment(time(in: bytes, at: offset), unit)
    case .timedelta(let unit): .span(time(in: bytes, at: offset), unit)
    case .record, .array, .object: nil
    }
  }

  private func signed(in bytes: RawSpan, at offset: Int) -> Int64 {
    switch size {
    case 1: Int64(bytes.number(at: offset, order, as: Int8.self))
    case 2: Int64(bytes.number(at: offset, order, as: Int16.self))
    case 4: Int64(bytes.number(at: offset, order, as: Int32.self))
    default: bytes.number(at: offset, order, as: Int64.self)
    }
  }

  private func unsigned(in bytes: RawSpan, at offset: Int) -> UInt64 {
    switch size {
    case 1: UInt64(bytes.byte(at: offset))
    case 2: UInt64(bytes.number(at: offset, order, as: UInt16.self))
    case 4: UInt64(bytes.number(at: offset, order, as: UInt32.self))
    default: bytes.number(at: offset, order, as: UInt64.self)
    }
  }

  private static func float(
    _ size: Int, _ order: ByteOrder, in bytes: RawSpan, at offset: Int
  ) -> NumPyScalar {
    switch size {
    case 2: return .float(halfPrecision(bytes.number(at: offset, order, as: UInt16.self)))
    case 4:
      return .float(Double(Float(bitPattern: bytes.number(at: offset, order, as: UInt32.self))))
    case 8: return .float(Double(bitPattern: bytes.number(at: offset, order, as: UInt64.self)))
    default: return extended(size, order, in: bytes, at: offset).scalar
    }
  }

  /// x87: 64 bits of significand, 16 of sign and exponent, and padding on the high side.
  private static func extended(
    _ size: Int, _ order: ByteOrder, in bytes: RawSpan, at offset: Int
  ) -> ExtendedFloat {
    let end = offset + size
    return order == .little
      ? ExtendedFloat(
        exponent: bytes.number(at: offset + 8, order, as: UInt16.self),
        significand: bytes.number(at: offset, order, as: UInt64.self))
      : ExtendedFloat(
        exponent: bytes.number(at: end - 10, order, as: UInt16.self),
        significand: bytes.number(at: end - 8, order, as: UInt64.self))
  }

  private func complex(in bytes: RawSpan, at offset: Int) -> NumPyScalar {
    func part(_ offset: Int) -> Double {
      guard size <= 16 else {
        return Self.extended(size / 2, order, in: bytes, at: offset).nearestDouble
      }
      guard case .float(let value) = Self.float(size / 2, order, in: bytes, at: offset) else {
        return .nan
      }
      return value
    }
    return .complex(part(offset), part(offset + size / 2))
  }

  private func meaningful(_ bytes: RawSpan) -> [UInt8] {
    var count = bytes.byteCount
    while count > 0, bytes.byte(at: count - 1) == 0 { count -= 1 }
    return bytes.extracting(first: count).copied()
  }

  private func text(in bytes: RawSpan, at offset: Int) -> String {
    var scalars = String.UnicodeScalarView()
    var zeros = 0
    for position in stride(from: offset, to: offset + size, by: 4) {
      let value = bytes.number(at: position, order, as: UInt32.self)
      if value == 0 {
        zeros += 1
        continue
      }
      for _ in 0..<zeros { scalars.append("\0") }
      zeros = 0
      scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(scalars)
  }

  private func time(in bytes: RawSpan, at offset: Int) -> Int64? {
    let value = bytes.number(at: offset, order, as: Int64.self)
    return value == .min ? nil : value
  }

  /// The value of a half-precision float.
  package static func halfPrecision(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    let magnitude =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? Double.infinity : Double.nan
      default: Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
      }
    return bits & 0x8000 == 0 ? magnitude : -magnitude
  }
}
