internal import ByteReading

extension PickleArena {
  /// An integer of more than 64 bits in decimal digits; one of more than 4,096 bits, whose decimal
  /// digits would take long to find, in hexadecimal ones after `0x`.
  package func digits(ofBigInt value: PickleValue) -> [UInt8] {
    guard let node = node(value, of: .bigInt) else { return [] }
    let bytes = bytes(inRange: node.start)
    return node.count == 1 ? bytes.copied() : integerDigits(ofTwosComplement: bytes)
  }
}

/// The digits of an integer given as two's complement, least significant byte first: decimal ones,
/// or hexadecimal ones if it has more than 4,096 bits.
func integerDigits(ofTwosComplement bytes: RawSpan) -> [UInt8] {
  var magnitude = bytes.copied()
  let isNegative = magnitude.last.map { $0 >= 0x80 } ?? false
  if isNegative {
    var carry = true
    for index in magnitude.indices {
      let (sum, overflow) = (~magnitude[index]).addingReportingOverflow(carry ? 1 : 0)
      magnitude[index] = sum
      carry = overflow
    }
  }
  while magnitude.last == 0 { magnitude.removeLast() }
  if magnitude.isEmpty { return [UInt8(ascii: "0")] }
  let digits = magnitude.count > 512 ? hexDigits(of: magnitude) : decimalDigits(of: magnitude)
  return (isNegative ? [UInt8(ascii: "-")] : []) + digits
}

private func hexDigits(of magnitude: [UInt8]) -> [UInt8] {
  let symbols = Array("0123456789abcdef".utf8)
  var digits = Array("0x".utf8)
  for (place, byte) in magnitude.reversed().enumerated() {
    if place > 0 || byte >= 16 { digits.append(symbols[Int(byte >> 4)]) }
    digits.append(symbols[Int(byte & 15)])
  }
  return digits
}

/// Long division by a billion, over limbs of 32 bits.
private func decimalDigits(of magnitude: [UInt8]) -> [UInt8] {
  var limbs: [UInt32] = []
  for start in stride(from: 0, to: magnitude.count, by: 4) {
    var limb: UInt32 = 0
    for place in start..<min(start + 4, magnitude.count) {
      limb |= UInt32(magnitude[place]) << UInt32(8 * (place - start))
    }
    limbs.append(limb)
  }
  var groups: [UInt64] = []
  while !limbs.isEmpty {
    var rest: UInt64 = 0
    for index in limbs.indices.reversed() {
      let current = rest << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(current / 1_000_000_000)
      rest = current % 1_000_000_000
    }
    while limbs.last == 0 { limbs.removeLast() }
    groups.append(rest)
  }
  var text = String(groups.last ?? 0)
  for group in groups.dropLast().reversed() {
    let digits = String(group)
    text += String(repeating: "0", count: 9 - digits.utf8.count) + digits
  }
  return Array(text.utf8)
}
