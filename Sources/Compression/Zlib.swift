internal import CZlib
package import ByteReading

/// Whole buffers deflated as zlib does: RFC 1950, what `zlib.decompress` of Python reads, and its
/// relatives without a frame and with gzip's.
package enum Zlib {
  /// What lies around the deflated bytes.
  package enum Frame: Int32, Sendable {
    /// Nothing, as in zip files.
    case none = -15
    /// Two bytes before and a checksum behind.
    case zlib = 15
    /// gzip's header and trailer.
    case gzip = 31
  }

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
  ///   - bytes: A whole stream; what lies behind its end is not looked at.
  ///   - frame: What lies around it.
  ///   - limit: The most bytes to accept. Memory grows with what is really there, never with a
  ///     promise.
  /// - Returns: The bytes that were deflated.
  /// - Throws: `.malformed` for bytes that are not a whole stream, `.overLimit` past `limit`.
  package static func inflated(
    _ bytes: RawSpan, in frame: Frame = .zlib, limit: Int
  ) throws(FormatError) -> [UInt8] {
    var output: [UInt8] = []
    var status = Z_OK
    var taken = 0
    unsafe bytes.withUnsafeBytes { input in
      var stream = unsafe z_stream()
      status = unsafe inflateInit2_(
        &stream, frame.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      guard status == Z_OK else { return }
      defer { unsafe inflateEnd(&stream) }
      unsafe stream.next_in = UnsafeMutablePointer(
        mutating: input.bindMemory(to: UInt8.self).baseAddress)
      repeat {
        let waiting = min(input.count - taken, 1 << 30)
        unsafe stream.avail_in = UInt32(waiting)
        status = unsafe step(&stream, into: &output, limit: limit)
        taken += waiting - Int(unsafe stream.avail_in)
      } while status == Z_OK && output.count <= limit
    }
    guard output.count <= limit else {
      throw FormatError(.overLimit("more than \(limit) bytes inflated"), at: taken)
    }
    guard status == Z_STREAM_END else {
      throw FormatError(.malformed("not a whole \(frame) stream"), at: taken)
    }
    return output
  }

  /// Inflates as much as there is room for: as much again as there was, and a little more than the
  /// limit at most, so that passing it shows.
  private static func step(
    _ stream: inout z_stream, into output: inout [UInt8], limit: Int
  ) -> Int32 {
    let (bound, overflow) = limit.addingReportingOverflow(1)
    let room = min(max(output.count, 1 << 12), (overflow ? limit : bound) - output.count, 1 << 30)
    var status = Z_BUF_ERROR
    output.append(addingCapacity: room) { (span: inout OutputSpan<UInt8>) in
      unsafe span.withUnsafeMutableBufferPointer { buffer, count in
        unsafe stream.next_out = buffer.baseAddress.map { unsafe $0 + count }
        unsafe stream.avail_out = UInt32(room)
        status = unsafe inflate(&stream, Z_NO_FLUSH)
        count += room - Int(unsafe stream.avail_out)
      }
    }
    return status
  }

  /// The CRC-32 of zip and gzip, of these bytes behind others whose own it is told.
  package static func checksum(_ bytes: RawSpan, after earlier: UInt32 = 0) -> UInt32 {
    unsafe bytes.withUnsafeBytes { input in
      let base = unsafe input.bindMemory(to: UInt8.self).baseAddress
      return unsafe UInt32(truncatingIfNeeded: crc32_z(UInt(earlier), base, input.count))
    }
  }
}

extension Zlib.Frame: CustomStringConvertible {
  /// The format's name.
  package var description: String {
    switch self {
    case .none: "deflate"
    case .zlib: "zlib"
    case .gzip: "gzip"
    }
  }
}
