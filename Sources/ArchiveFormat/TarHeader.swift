internal import ByteReading

/// The block before each member of a tar: POSIX's `ustar`, GNU's, and that of 1979.
///
/// Reference: POSIX.1-2024, `pax`, "ustar Interchange Format"; GNU tar, "Basic Tar Format".
struct TarHeader {
  /// The number of bytes of a header, and what the bytes of members are filled up to.
  static let blockSize = 512

  /// What the member is, by its letter.
  let type: UInt8
  /// The number of bytes that follow.
  let size: Int
  /// The name, which headers before this one may replace.
  let name: String

  /// Reads a block.
  ///
  /// - Returns: `nil` for a block of zeros, which ends an archive.
  /// - Throws: What is wrong with the block.
  init?(_ block: RawSpan) throws(TarError) {
    let sum = Self.sum(of: block)
    if sum == 0 { return nil }
    // The sum counts its own eight bytes as spaces.
    var own = 0
    for place in 148..<156 { own += Int(block.byte(at: place)) }
    let claimed = Self.number(block.extracting(148..<156))
    guard claimed == sum - own + 8 * 0x20 || claimed == Self.signedSum(of: block) else {
      throw TarError("damaged tar header")
    }
    guard let size = Self.number(block.extracting(124..<136)), size >= 0 else {
      throw TarError("damaged length in a tar header")
    }
    self.size = size
    let type = block.byte(at: 156)
    let name = Self.text(block.extracting(0..<100))
    let isPOSIX = block.extracting(257..<263).starts(with: Self.posixMark)
    let prefix = isPOSIX ? Self.text(block.extracting(345..<500)) : RawSpan()
    self.name = prefix.isEmpty ? name.text : prefix.text + "/" + name.text
    // Before POSIX a folder was a file whose name ends so.
    let isFolder = Self.isFile(type) && self.name.utf8.last == UInt8(ascii: "/")
    self.type = isFolder ? UInt8(ascii: "5") : type
  }

  private static let posixMark = Array("ustar\0".utf8)

  /// Whether a letter stands for a file: also for one that should lie in one piece.
  static func isFile(_ type: UInt8) -> Bool {
    type == UInt8(ascii: "0") || type == 0 || type == UInt8(ascii: "7")
  }

  /// The kind of a member whose bytes, if it has any, are its own.
  var kind: ArchiveEntry.Kind {
    switch type {
    case UInt8(ascii: "1"), UInt8(ascii: "2"): .link
    case UInt8(ascii: "5"): .folder
    case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): .other
    // POSIX: what is not known is taken for a file.
    default: .file
    }
  }

  /// Bytes up to the first zero.
  @_lifetime(copy field)
  private static func text(_ field: RawSpan) -> RawSpan {
    field.extracting(0..<(field.firstIndex(of: 0) ?? field.byteCount))
  }

  /// A number in octal digits, or, as GNU writes large ones, in base 256 behind a byte of 0x80.
  private static func number(_ field: RawSpan) -> Int? {
    let first = field.byte(at: 0)
    if first & 0x80 != 0 {
      var value = Int(first & 0x7F)
      guard first & 0x40 == 0 else { return nil }
      for index in 1..<field.byteCount {
        let (product, overflow) = value.multipliedReportingOverflow(by: 256)
        guard !overflow else { return nil }
        value = product | Int(field.byte(at: index))
      }
      return value
    }
    var value = 0
    var hasDigits = false
    for index in 0..<field.byteCount {
      let byte = field.byte(at: index)
      if byte == 0x20 || byte == 0 {
        if hasDigits { break }
        continue
      }
      guard 0x30...0x37 ~= byte else { return nil }
      // Twelve digits of three bits.
      value = value << 3 | Int(byte & 7)
      hasDigits = true
    }
    return value
  }

  /// The sum of the bytes, whose number is a multiple of 64 and at most 512.
  private static func sum(of bytes: RawSpan) -> Int {
    // Four sums of 16 bits in a word, twice, of eight words side by side.
    let mask = SIMD8<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
    var even = SIMD8<UInt64>.zero
    var odd = SIMD8<UInt64>.zero
    unsafe bytes.withUnsafeBytes { memory in
      for offset in stride(from: 0, to: memory.count, by: 64) {
        let words = unsafe memory.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
        even &+= words & mask
        odd &+= (words &>> 8) & mask
      }
    }
    // Of 512 bytes the sum of all has 17 bits, that of a quarter of them 15.
    let quarters = (even &+ odd).wrappedSum()
    var sum = 0
    for shift in stride(from: 0 as UInt64, to: 64, by: 16) {
      sum += Int(quarters >> shift & 0xFFFF)
    }
    return sum
  }

  /// The sum that some old writers made, of bytes with a sign.
  private static func signedSum(of block: RawSpan) -> Int {
    var sum = 8 * 0x20
    for offset in 0..<block.byteCount where !(148..<156 ~= offset) {
      sum += Int(Int8(bitPattern: block.byte(at: offset)))
    }
    return sum
  }
}

/// What is wrong with a tar.
struct TarError: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
