internal import CZlib
package import ByteReading

/// Whole buffers in zlib's format: RFC 1950, what `zlib.decompress` of Python reads.
package enum Zlib {
  /// The bytes, deflated at zlib's default level.
  package static func deflated(_ bytes: RawSpan) -> [UInt8] {
    let bound = Int(compressBound(UInt(bytes.byteCount)))
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      var length = UInt(bound)
      let status = unsafe bytes.withUnsafeBytes { input in
        unsafe compress2(
          buffer.baseAddress, &length, input.bindMemory(to: UInt8.self).baseAddress,
          UInt(input.count), Z_DEFAULT_COMPRESSION)
      }
      // `compressBound` is enough by definition, and no other failure is documented but memory.
      precondition(status == Z_OK, "zlib has no memory")
      count = Int(length)
    }
  }

  /// What the deflated bytes stand for.
  ///
  /// - Parameters:
  ///   - bytes: A whole stream.
  ///   - limit: The most bytes to accept. Memory grows with what is really there, never with a
  ///     promise.
  /// - Returns: The bytes that were deflated.
  /// - Throws: `.malformed` for bytes that are not a whole zlib stream, `.overLimit` past `limit`.
  package static func inflated(_ bytes: RawSpan, limit: Int) throws(FormatError) -> [UInt8] {
    var capacity = min(limit, max(256, bytes.byteCount.multipliedReportingOverflow(by: 8).0))
    while true {
      var outcome = (status: Z_OK, taken: 0)
      let output = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        var length = UInt(capacity)
        var taken = UInt(bytes.byteCount)
        outcome.status = unsafe bytes.withUnsafeBytes { input in
          unsafe uncompress2(
            buffer.baseAddress, &length, input.bindMemory(to: UInt8.self).baseAddress, &taken)
        }
        outcome.taken = Int(taken)
        count = outcome.status == Z_OK ? Int(length) : 0
      }
      switch outcome.status {
      case Z_OK:
        return output
      case Z_BUF_ERROR where capacity < limit:
        capacity = min(limit, capacity * 4)
      case Z_BUF_ERROR:
        throw FormatError(.overLimit("more than \(limit) bytes inflated"), at: outcome.taken)
      default:
        throw FormatError(.malformed("not a whole zlib stream"), at: outcome.taken)
      }
    }
  }
}
