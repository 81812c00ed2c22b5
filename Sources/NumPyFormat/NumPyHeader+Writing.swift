extension NumPyHeader {
  /// The header of a `.npy` file of version 1 for an array in the order of C.
  ///
  /// - Parameters:
  ///   - type: The elements' type as NumPy spells it, such as `<f8`.
  ///   - shape: The dimensions.
  /// - Returns: The bytes before the first element, a multiple of 64 as NumPy has it.
  package static func bytes(_ type: String, shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let start = magic.count + 4
    while (start + text.utf8.count + 1) % 64 != 0 { text += " " }
    let length = UInt16(text.utf8.count + 1)
    return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8) + [0x0A]
  }
}
