internal import ByteReading
internal import ComputationGraph

extension ONNXTensor {
  /// The most elements that a tensor may claim: far more than any network's has.
  static let largestCount = 1 << 40

  /// The tensor itself, unless no tensor has its dimensions, or its raw values do not fill them.
  func checked() throws(FormatError) -> ONNXTensor {
    let count = try checkedCount(limit: Self.largestCount)
    if case .raw(let values) = payload, let bits = elementType?.bitWidth, bits > 0 {
      try checkRaw(values, bitWidth: bits, count: count)
    }
    return self
  }

  /// The product of the dimensions, unless they are none or claim more elements than a limit.
  func checkedCount(limit: Int) throws(FormatError) -> Int {
    guard let count = elementCount else {
      throw FormatError(.malformed("dimensions \(dims) of a tensor"), at: range.lowerBound)
    }
    guard count <= limit else {
      throw FormatError(
        .overLimit("a tensor of \(count) elements, expected at most \(limit)"),
        at: range.lowerBound)
    }
    return count
  }

  /// Refuses raw values that are more or fewer than the elements, of which there is no absurd count.
  func checkRaw(_ values: Range<Int>, bitWidth: Int, count: Int) throws(FormatError) {
    let expected = (count * bitWidth + 7) / 8
    guard values.count == expected else {
      throw FormatError(
        .malformed("\(values.count) bytes of raw_data, expected \(expected)"),
        at: values.lowerBound)
    }
  }
}
