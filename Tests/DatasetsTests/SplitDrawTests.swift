import Datasets
import Testing

@Suite("Chance of splits")
struct SplitDrawTests {
  /// From Python: `(int.from_bytes(sha256(b"7:s1-0123").digest()[:8], "big") >> 11) * 2.0**-53`.
  @Test func `is the same everywhere`() {
    #expect(SplitDraw.share(of: "s1-0123", seed: 7) == 0.21683839690852336)
  }

  @Test func `is spread evenly, another one for each seed`() {
    let draws = (0..<4000).map { SplitDraw.share(of: "s1-\($0)", seed: 1) }
    #expect(draws.allSatisfy { (0..<1).contains($0) })
    #expect((900...1100).contains(draws.count { $0 < 0.25 }))
    #expect(draws[0] != SplitDraw.share(of: "s1-0", seed: 2))
  }
}
