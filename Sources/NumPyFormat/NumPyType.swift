package import ByteReading

/// What the elements of a numpy array are, and how they lie in memory: a `numpy.dtype`.
package struct NumPyType: Sendable, Equatable {
  /// What an element means.
  package indirect enum Kind: Sendable, Equatable {
    case bool, signed, unsigned, object
    /// IEEE 754 of 2, 4 and 8 bytes; of 12 and 16 bytes the x87 extended format with padding.
    case float
    /// Two floats of half the size.
    case complex
    /// Bytes, of which zeros at the end do not count.
    case bytes
    /// UTF-32, of which zeros at the end do not count.
    case text
    /// A moment since 1970 or a span of time, as a 64-bit number of units.
    case datetime(NumPyTimeUnit), timedelta(NumPyTimeUnit)
    /// Bytes without a meaning.
    case void
    /// Fields at offsets; they may overlap and leave gaps.
    case record([Field])
    /// Elements of another type, in C order.
    case array(NumPyType, shape: [Int])
  }

  /// A part of a record.
  package struct Field: Sendable, Equatable {
    /// The name, which no other field of the record has.
    package var name: String
    /// A second name, for people.
    package var title: String?
    /// What it holds.
    package var type: NumPyType
    /// Where it lies in the record, in bytes.
    package var offset: Int

    /// Describes a field.
    package init(name: String, title: String? = nil, type: NumPyType, offset: Int) {
      self.name = name
      self.title = title
      self.type = type
      self.offset = offset
    }
  }

  /// What an element means.
  package var kind: Kind
  /// The bytes of an element.
  package var size: Int
  /// The order of an element's bytes; it means nothing for kinds without numbers.
  package var order: ByteOrder

  /// Describes a type.
  package init(_ kind: Kind, size: Int, order: ByteOrder = .little) {
    self.kind = kind
    self.size = size
    self.order = order
  }

  /// Whether elements hold Python objects, so that there are no bytes to read them from.
  package var holdsObjects: Bool {
    switch kind {
    case .object: true
    case .array(let element, _): element.holdsObjects
    case .record(let fields): fields.contains(where: \.type.holdsObjects)
    default: false
    }
  }

  /// The number of values that an element is made of, records themselves too; at most `Int.max`.
  var parts: Int {
    switch kind {
    case .array(let element, let shape):
      let rows = NumPyLayout.count(of: shape.filter { $0 > 0 }) ?? .max
      let (parts, overflow) = rows.multipliedReportingOverflow(by: element.parts)
      return overflow ? .max : parts
    case .record(let fields):
      return fields.reduce(1) { sum, field in
        let (parts, overflow) = sum.addingReportingOverflow(field.type.parts)
        return overflow ? .max : parts
      }
    default: return 1
    }
  }

  /// The most bytes of an element, which is numpy's limit.
  package static let largestSize = Int(Int32.max)
}
