/// Python's `random.Random`: the Mersenne Twister MT19937 and what Python makes of its bits.
///
/// Published orders and samples were made with it, and are made again here instead of being stored.
/// References: Matsumoto, Nishimura, "Mersenne Twister", 1998; CPython, Lib/random.py.
package struct PythonRandom: Sendable {
  private var state: [UInt32]
  private var index = 624

  /// `random.seed(seed)` for a whole number that is not negative.
  package init(seed: UInt64) {
    var key = [UInt32(truncatingIfNeeded: seed)]
    if seed >> 32 > 0 { key.append(UInt32(truncatingIfNeeded: seed >> 32)) }
    state = [19_650_218]
    for number: UInt32 in 1..<624 {
      let last = state[state.count - 1]
      state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ number)
    }
    mix(key)
  }

  /// The reference's `init_by_array`.
  private mutating func mix(_ key: [UInt32]) {
    var i = 1
    var j = 0
    func step(_ i: inout Int, _ state: inout [UInt32]) {
      i += 1
      guard i >= 624 else { return }
      state[0] = state[623]
      i = 1
    }
    for _ in 0..<max(624, key.count) {
      let last = state[i - 1]
      state[i] =
        (state[i] ^ ((last ^ (last >> 30)) &* 1_664_525)) &+ key[j]
        &+ UInt32(truncatingIfNeeded: j)
      step(&i, &state)
      j = (j + 1) % key.count
    }
    for _ in 0..<623 {
      let last = state[i - 1]
      state[i] =
        (state[i] ^ ((last ^ (last >> 30)) &* 1_566_083_941)) &- UInt32(truncatingIfNeeded: i)
      step(&i, &state)
    }
    state[0] = 0x8000_0000
  }

  private mutating func refill() {
    for k in 0..<624 {
      let y = (state[k] & 0x8000_0000) | (state[(k + 1) % 624] & 0x7FFF_FFFF)
      state[k] = state[(k + 397) % 624] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    index = 0
  }

  private mutating func word() -> UInt32 {
    if index == 624 { refill() }
    var y = state[index]
    index += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C_5680
    y ^= (y << 15) & 0xEFC6_0000
    return y ^ (y >> 18)
  }

  /// `random.random()`: a number from 0 up to 1 with 53 random bits.
  package mutating func random() -> Double {
    let high = Double(word() >> 5)
    let low = Double(word() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// `random._randbelow(limit)` for a limit from 1 to 2³².
  package mutating func below(_ limit: Int) -> Int {
    let bits = Int.bitWidth - limit.leadingZeroBitCount
    while true {
      let number = Int(word() >> UInt32(32 - bits))
      if number < limit { return number }
    }
  }

  /// `random.shuffle(elements)`.
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.dropFirst().reversed() {
      elements.swapAt(index, below(index + 1))
    }
  }

  /// One draw of `random.choices(elements)` without weights: a position.
  package mutating func choice(of count: Int) -> Int {
    Int(random() * Double(count))
  }

  /// `random.sample(elements, count)` for at most 21 elements.
  package mutating func sample<Element>(_ elements: [Element], _ count: Int) -> [Element] {
    var pool = elements
    return (0..<count).map { taken in
      let index = below(elements.count - taken)
      let element = pool[index]
      pool[index] = pool[elements.count - taken - 1]
      return element
    }
  }
}
