internal import ByteReading
internal import Glibc

/// What lines of JSON that follow each other share, with holes where they differ.
///
/// Records of one source repeat their keys, the order of these and most values. A line that is equal to
/// one that was read with all checks, but for tokens of the same kind in the holes, is as well formed
/// as that one: comparing it costs a tenth of reading it.
package struct LinePattern: Sendable {
  /// What may stand in a hole.
  package enum Token: Sendable {
    /// The inside of a string in ASCII without escapes.
    case text
    /// A whole number from 1, of at most 18 digits.
    case count
    /// The characters of a number, which the caller holds against the grammar of numbers.
    case number
  }

  /// A part of the line where others may differ.
  package struct Hole: Sendable {
    /// Where it is; the quotes of a string are not part of it.
    package let range: Range<Int>
    /// What may stand there.
    package let token: Token

    /// Makes a hole.
    package init(_ range: Range<Int>, _ token: Token) {
      self.range = range
      self.token = token
    }
  }

  private let line: [UInt8]
  private let holes: [Hole]

  /// Takes a line that was read without fault.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - holes: Its holes, in ascending order and apart from each other.
  package init(_ line: RawSpan, holes: [Hole]) {
    self.line = line.copied()
    self.holes = holes
  }

  /// Finds what stands in the holes of another line.
  ///
  /// - Parameters:
  ///   - other: The line.
  ///   - found: The place of each hole's token in the line; room is made for them.
  /// - Returns: Whether the line has this pattern; what was found means nothing if not.
  package func matches(_ other: RawSpan, _ found: inout [Range<Int>]) -> Bool {
    while found.count < holes.count { found.append(0..<0) }
    return unsafe line.withUnsafeBytes { line in
      unsafe other.withUnsafeBytes { other in
        guard let own = line.baseAddress, let base = other.baseAddress else { return false }
        var (place, from) = (0, 0)
        for index in holes.indices {
          let hole = holes[index]
          let length = hole.range.lowerBound - from
          guard other.count - place >= length,
            unsafe memcmp(own + from, base + place, length) == 0
          else { return false }
          place += length
          guard let end = unsafe Self.end(of: hole.token, in: other, from: place) else {
            return false
          }
          found[index] = place..<end
          (place, from) = (end, hole.range.upperBound)
        }
        let rest = line.count - from
        return unsafe other.count - place == rest && memcmp(own + from, base + place, rest) == 0
      }
    }
  }

  /// Where a token ends; `nil` if there is none of the kind.
  @inline(__always)
  private static func end(
    of token: Token, in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    var end = start
    switch token {
    case .text:
      while end + 8 <= bytes.count {
        let word = UInt64(
          littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
        let special = JSONScanner.specialBytes(in: word) | word & 0x8080_8080_8080_8080
        guard special == 0 else { return end + special.trailingZeroBitCount / 8 }
        end += 8
      }
      while end < bytes.count {
        let byte = unsafe bytes[end]
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80 {
          break
        }
        end += 1
      }
      // Whatever else ends the text is not the quote that the pattern goes on with.
      return end
    case .count:
      while end < bytes.count, unsafe bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
      guard 1...18 ~= end - start, unsafe bytes[start] != UInt8(ascii: "0") else { return nil }
      return end
    case .number:
      while end < bytes.count, unsafe isPartOfNumber(bytes[end]) { end += 1 }
      return end > start ? end : nil
    }
  }

  @inline(__always)
  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte | 0x20 == UInt8(ascii: "e") || byte == UInt8(ascii: "+")
  }
}
