import Foundation
import RecordStreams
import TestSupport
import Testing

/// Numbers are written as Swift describes them, by another algorithm than Swift's.
@Suite("Digits of numbers")
struct DecimalTextTests {
  @Test(arguments: 0..<64 as Range<UInt64>)
  func `writes any bits as Swift does`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    expectSwiftsDigits((0..<Self.count).map { _ in Double(bitPattern: noise.next()) })
    expectSwiftsDigits((0..<Self.count).map { _ in Float(bitPattern: UInt32(noise.next() >> 32)) })
  }

  @Test(arguments: 0..<64 as Range<UInt64>)
  func `writes numbers of a usual size as Swift does`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    expectSwiftsDigits((0..<Self.count).map { _ in Double.random(in: -1000...1000, using: &noise) })
    expectSwiftsDigits((0..<Self.count).map { _ in Float.random(in: -1000...1000, using: &noise) })
    // Few digits, and many zeros.
    let scales = (-8...17).map { Double("1e\($0)") ?? 0 }
    expectSwiftsDigits(
      (0..<Self.count).map { _ in
        Double(Int.random(in: -9999...9999, using: &noise))
          * (scales.randomElement(using: &noise) ?? 1)
      })
  }

  /// Some thousands in tests; `PERFMILL_DIGITS` says how many else: of 78,125 there are 10^7 of
  /// each of the kinds.
  static let count =
    ProcessInfo.processInfo.environment["PERFMILL_DIGITS"].flatMap { Int($0) } ?? 2000

  @Test func `writes powers of two, their neighbours and subnormals as Swift does`() {
    for exponent in -1074...1023 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      expectSwiftsDigits([power, power.nextDown, power.nextUp, -power, power * 3, power * 5])
    }
    for exponent in -149...127 {
      let power = Float(sign: .plus, exponent: exponent, significand: 1)
      expectSwiftsDigits([power, power.nextDown, power.nextUp, -power, power * 3, power * 5])
    }
    expectSwiftsDigits((0..<5000).map { Double(bitPattern: $0) })
    expectSwiftsDigits((0..<5000).map { Float(bitPattern: $0) })
  }

  @Test func `writes powers of ten and their neighbours as Swift does`() {
    for exponent in -323...308 {
      guard let power = Double("1e\(exponent)") else { continue }
      expectSwiftsDigits([power, power.nextDown, power.nextUp, power * 2, power * 9])
      let single = Float(power)
      expectSwiftsDigits([single, single.nextDown, single.nextUp])
    }
  }

  @Test func `writes whole numbers up to the largest exact ones as Swift does`() {
    for exponent in 0...55 {
      let power = Double(1 << exponent)
      expectSwiftsDigits((-20...20).map { power + Double($0) })
      expectSwiftsDigits((-20...20).map { Float(power) + Float($0) })
    }
    expectSwiftsDigits((0..<20_000).map { Double($0) })
    expectSwiftsDigits([.greatestFiniteMagnitude, .leastNormalMagnitude, 0.0, -0.0, 0.3, 0.1 + 0.2])
    expectSwiftsDigits([Float.greatestFiniteMagnitude, .leastNormalMagnitude, 0, -0.0, 0.3])
  }
}

private func expectSwiftsDigits(_ values: [Double]) {
  for value in values where value.isFinite {
    var writer = JSONWriter()
    writer.double(value)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    if text != value.description { Issue.record("\(text) in place of \(value)") }
  }
}

private func expectSwiftsDigits(_ values: [Float]) {
  for value in values where value.isFinite {
    var writer = JSONWriter()
    writer.float(value)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    if text != value.description { Issue.record("\(text) in place of \(value)") }
  }
}
