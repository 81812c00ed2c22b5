internal import ByteReading

/// MD5, by which two benchmarks name their cells. It keeps nothing secret.
///
/// Reference: RFC 1321.
struct MD5: Hashable, Comparable {
  /// The digest, its first byte highest: digests are in the order of their digits.
  let high: UInt64
  let low: UInt64

  /// The digest of bytes.
  init(of bytes: [UInt8]) {
    var state = State()
    var words = [UInt32](repeating: 0, count: 16)
    var start = 0
    while bytes.count - start >= 64 {
      for word in 0..<16 { words[word] = Self.word(of: bytes, at: start + word * 4) }
      state.mix(words)
      start += 64
    }
    // What is left, a bit, and the length in bits at the end of a block.
    var rest = Array(bytes[start...])
    rest.append(0x80)
    while rest.count % 64 != 56 { rest.append(0) }
    rest.append(littleEndian: UInt64(bytes.count) * 8)
    for start in stride(from: 0, to: rest.count, by: 64) {
      for word in 0..<16 { words[word] = Self.word(of: rest, at: start + word * 4) }
      state.mix(words)
    }
    high = UInt64(state.a.byteSwapped) << 32 | UInt64(state.b.byteSwapped)
    low = UInt64(state.c.byteSwapped) << 32 | UInt64(state.d.byteSwapped)
  }

  /// The digest of 32 lower-case hexadecimal digits; `nil` of anything else.
  init?(hexDigits text: String) {
    guard text.utf8.count == 32 else { return nil }
    var halves: [UInt64] = [0, 0]
    for (place, digit) in text.utf8.enumerated() {
      guard let value = Self.digits.firstIndex(of: digit) else { return nil }
      halves[place / 16] = halves[place / 16] << 4 | UInt64(value)
    }
    (high, low) = (halves[0], halves[1])
  }

  static func < (left: MD5, right: MD5) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// Writes 32 lower-case hexadecimal digits.
  func write(to text: inout [UInt8]) {
    for half in [high, low] {
      for shift in stride(from: 60 as UInt64, through: 0, by: -4) {
        text.append(Self.digits[Int(half >> shift & 15)])
      }
    }
  }

  /// The digest as 32 lower-case hexadecimal digits.
  var hexDigits: String {
    var text: [UInt8] = []
    write(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func word(of bytes: [UInt8], at start: Int) -> UInt32 {
    UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
      | UInt32(bytes[start + 3]) << 24
  }
}

/// What MD5 carries from block to block.
private struct State {
  var (a, b, c, d): (UInt32, UInt32, UInt32, UInt32) = (
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476
  )

  private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

  /// The whole part of 2³² · |sin(i + 1)|.
  private static let constants: [UInt32] = [
    0xD76A_A478, 0xE8C7_B756, 0x2420_70DB, 0xC1BD_CEEE, 0xF57C_0FAF, 0x4787_C62A,
    0xA830_4613, 0xFD46_9501, 0x6980_98D8, 0x8B44_F7AF, 0xFFFF_5BB1, 0x895C_D7BE,
    0x6B90_1122, 0xFD98_7193, 0xA679_438E, 0x49B4_0821, 0xF61E_2562, 0xC040_B340,
    0x265E_5A51, 0xE9B6_C7AA, 0xD62F_105D, 0x0244_1453, 0xD8A1_E681, 0xE7D3_FBC8,
    0x21E1_CDE6, 0xC337_07D6, 0xF4D5_0D87, 0x455A_14ED, 0xA9E3_E905, 0xFCEF_A3F8,
    0x676F_02D9, 0x8D2A_4C8A, 0xFFFA_3942, 0x8771_F681, 0x6D9D_6122, 0xFDE5_380C,
    0xA4BE_EA44, 0x4BDE_CFA9, 0xF6BB_4B60, 0xBEBF_BC70, 0x289B_7EC6, 0xEAA1_27FA,
    0xD4EF_3085, 0x0488_1D05, 0xD9D4_D039, 0xE6DB_99E5, 0x1FA2_7CF8, 0xC4AC_5665,
    0xF429_2244, 0x432A_FF97, 0xAB94_23A7, 0xFC93_A039, 0x655B_59C3, 0x8F0C_CC92,
    0xFFEF_F47D, 0x8584_5DD1, 0x6FA8_7E4F, 0xFE2C_E6E0, 0xA301_4314, 0x4E08_11A1,
    0xF753_7E82, 0xBD3A_F235, 0x2AD7_D2BB, 0xEB86_D391,
  ]

  mutating func mix(_ words: [UInt32]) {
    let (shifts, constants) = (Self.shifts, Self.constants)
    var (a, b, c, d) = (self.a, self.b, self.c, self.d)
    for step in 0..<64 {
      let (mixed, word): (UInt32, Int) =
        switch step / 16 {
        case 0: (b & c | ~b & d, step)
        case 1: (d & b | ~d & c, (5 * step + 1) & 15)
        case 2: (b ^ c ^ d, (3 * step + 5) & 15)
        default: (c ^ (b | ~d), 7 * step & 15)
        }
      let sum = a &+ mixed &+ constants[step] &+ words[word]
      let shift = shifts[step / 16 * 4 + step % 4]
      (a, d, c, b) = (d, c, b, b &+ (sum << shift | sum >> (32 - shift)))
    }
    self.a &+= a
    self.b &+= b
    self.c &+= c
    self.d &+= d
  }
}
