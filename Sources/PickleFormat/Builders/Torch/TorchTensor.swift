package import ByteReading

/// A tensor as torch saves it: a view of a storage.
package struct TorchTensor: Sendable, Equatable {
  /// What the elements are.
  package var type: TorchType
  /// The dimensions; none for a single element.
  package var shape: [Int]
  /// How many elements lie between neighbours along each dimension.
  package var strides: [Int]
  /// The first element's place in the storage.
  package var offset: Int
  /// The storage's bytes: a handle of the arena.
  package var storage: PickleValue
  /// Which end of an element comes first.
  package var order: ByteOrder

  /// The most elements of a view that sees its storage's elements more than once.
  private static let mostRepeated = 1 << 24
  /// The most rows of a tensor without elements.
  private static let mostEmptyRows = 1 << 20

  /// Holds a view against the bytes of its storage.
  ///
  /// - Throws: For a shape that no tensor has, elements outside of the storage, and more elements than
  ///   an honest view repeats.
  func check(storageBytes: Int, at place: Int) throws(FormatError) {
    let available = storageBytes / type.size
    guard shape.count == strides.count, shape.count <= 64, offset >= 0,
      let count = Self.product(shape), strides.allSatisfy({ $0 >= 0 })
    else {
      throw FormatError(
        .malformed("a tensor of shape \(shape.prefix(8)) and strides \(strides.prefix(8))"),
        at: place)
    }
    guard count > 0 else {
      let rows = Self.product(Array(shape.prefix { $0 > 0 })) ?? .max
      guard rows <= Self.mostEmptyRows else {
        throw FormatError(.overLimit("a tensor of \(rows) empty rows"), at: place)
      }
      return
    }
    var last = offset
    for (length, stride) in zip(shape, strides) {
      let (step, overflow) = (length - 1).multipliedReportingOverflow(by: stride)
      let (next, carry) = last.addingReportingOverflow(step)
      guard !overflow, !carry, next < available else {
        throw FormatError(
          .malformed(
            "a tensor of shape \(shape.prefix(8)) from element \(offset) on, but its storage has \(available)"
          ),
          at: place)
      }
      last = next
    }
    guard last < available else {
      throw FormatError(
        .malformed("a tensor from element \(offset) on, but its storage has \(available)"),
        at: place)
    }
    guard count / 16 <= available || count <= Self.mostRepeated else {
      throw FormatError(
        .overLimit("a tensor that repeats \(available) elements \(count / available) times"),
        at: place)
    }
  }

  private static func product(_ shape: [Int]) -> Int? {
    guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
    if shape.contains(0) { return 0 }
    var product = 1
    for length in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      guard !overflow, next <= 1 << 56 else { return nil }
      product = next
    }
    return product
  }
}

/// A storage as a persistent id names it.
package struct TorchStorageID: Sendable, Equatable {
  /// The key that its bytes are found by.
  package var key: String
  /// What its elements are.
  package var type: TorchType
  /// Where it was, such as `cpu` or `cuda:0`.
  package var location: String
  /// The number of elements that the id claims.
  package var count: Int
  /// The elements that the id means, if it means only some of the storage with this key.
  package var view: Range<Int>?

  /// The bytes of the storage that the id means.
  ///
  /// - Parameter byteCount: The bytes of all of it.
  /// - Returns: `nil` if the view reaches past the end.
  func bytes(of byteCount: Int) -> Range<Int>? {
    guard let view else { return 0..<byteCount }
    let size = type.size
    guard view.upperBound <= byteCount / size else { return nil }
    return view.lowerBound * size..<view.upperBound * size
  }
}

/// Where the bytes of a storage are.
package enum TorchStorageBytes: Sendable {
  /// In the input of the arena, from the start of its bytes.
  case inInput(Range<Int>)
  /// In memory of their own.
  case copied([UInt8])

  /// The part that an id means; `nil` if it reaches past the end.
  func part(_ storage: TorchStorageID) -> TorchStorageBytes? {
    guard storage.view != nil else { return self }
    switch self {
    case .inInput(let range):
      return storage.bytes(of: range.count).map {
        .inInput(range.lowerBound + $0.lowerBound..<range.lowerBound + $0.upperBound)
      }
    case .copied(let bytes): return storage.bytes(of: bytes.count).map { .copied(Array(bytes[$0])) }
    }
  }
}

/// A tensor whose storage lies in the input of the arena.
package struct TorchPlacedTensor: Sendable {
  /// What the elements are.
  package var type: TorchType
  /// The dimensions.
  package var shape: [Int]
  /// How many elements lie between neighbours along each dimension.
  package var strides: [Int]
  /// The first element's place in the storage.
  package var offset: Int
  /// The bytes of the storage, from the start of the input's.
  package var bytes: Range<Int>

  /// Describes a tensor.
  package init(
    type: TorchType, shape: [Int], strides: [Int], offset: Int, bytes: Range<Int>
  ) {
    self.type = type
    self.shape = shape
    self.strides = strides
    self.offset = offset
    self.bytes = bytes
  }
}
