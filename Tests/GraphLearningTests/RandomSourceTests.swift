import GraphLearning
import Testing

@Suite("Random source")
struct RandomSourceTests {
  @Test func `is the same everywhere and differs by purpose`() {
    var (a, b, c) = (RandomSource(1, 2), RandomSource(1, 2), RandomSource(2, 1))
    let first = a.next()
    #expect(first == b.next())
    #expect(first != c.next())
  }

  @Test func `permutes`() {
    var random = RandomSource(9)
    let order = random.permutation(of: 1000)
    #expect(order != Array(0..<1000))
    #expect(order.sorted() == Array(0..<1000))
    #expect(random.permutation(of: 0) == [])
  }

  @Test func `fills the unit interval evenly`() {
    var random = RandomSource(3)
    let values = (0..<10_000).map { _ in random.unit() }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(values.reduce(0, +) / 10_000 - 0.5) < 0.01)
  }
}
