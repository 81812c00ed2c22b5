/// The elements of a small constant in row-major order; its shape is beside it in its fact.
package struct ConstantValue: Sendable, Equatable {
  enum Elements: Sendable, Equatable {
    /// Whole numbers, and truth values as 0 and 1; `nil` is one that is not known, such as an
    /// unknown dimension in the result of Shape.
    case ints([Int64?])
    case floats([Double])
  }

  let elements: Elements

  /// No constant has more elements than this; a larger one is only known by its shape.
  static let limit = 1 << 16

  /// Whole numbers, or truth values as 0 and 1; `nil` is one that is not known.
  package init(_ ints: [Int64?]) {
    elements = .ints(ints)
  }

  /// Numbers with fractions.
  package init(_ floats: [Double]) {
    elements = .floats(floats)
  }

  var count: Int {
    switch elements {
    case .ints(let ints): ints.count
    case .floats(let floats): floats.count
    }
  }

  /// Whether every element is known.
  var isComplete: Bool {
    switch elements {
    case .ints(let ints): !ints.contains(nil)
    case .floats: true
    }
  }

  /// The whole numbers, if they are whole and known.
  var ints: [Int64]? {
    guard case .ints(let ints) = elements else { return nil }
    let known = ints.compactMap { $0 }
    return known.count == ints.count ? known : nil
  }

  /// The whole numbers, known or not.
  var partialInts: [Int64?]? {
    if case .ints(let ints) = elements { ints } else { nil }
  }

  /// The numbers as floats, if all are known.
  var floats: [Double]? {
    switch elements {
    case .floats(let floats): floats
    case .ints: ints.map { $0.map(Double.init) }
    }
  }

  /// The elements at these positions, which the caller has checked.
  func gathered(_ positions: [Int]) -> ConstantValue {
    switch elements {
    case .ints(let ints): ConstantValue(positions.map { ints[$0] })
    case .floats(let floats): ConstantValue(positions.map { floats[$0] })
    }
  }

  /// One element, many times over.
  func repeated(_ count: Int) -> ConstantValue {
    gathered(Array(repeating: 0, count: count))
  }
}
