import DenseKernels
import Testing

@Suite("Adam")
struct AdamKernelTests {
  @Test(arguments: [Float(0), 0.1])
  func `agrees with the formula written out`(weightDecay: Float) {
    var w = Reference.random(3, 50, seed: 1)
    var (m, v) = (Matrix(rows: 3, columns: 50), Matrix(rows: 3, columns: 50))
    var expected = w.elements.map { (w: Double($0), m: 0.0, v: 0.0) }
    for number in 1...5 {
      let g = number == 4 ? nil : Reference.random(3, 50, seed: UInt64(10 + number))
      w.descend(
        AdamStep(number: number, learningRate: 0.01, weightDecay: weightDecay),
        along: g.map { .dense($0) }, first: &m, second: &v, on: Workers(2))
      for i in expected.indices {
        let slope = Double(g?.storage[i] ?? 0)
        expected[i].m = 0.9 * expected[i].m + 0.1 * slope
        expected[i].v = 0.999 * expected[i].v + 0.001 * slope * slope
        let (b1, b2) = (power(0.9, number), power(0.999, number))
        expected[i].w *= 1 - 0.01 * Double(weightDecay)
        expected[i].w -=
          0.01 * (expected[i].m / (1 - b1)) / ((expected[i].v / (1 - b2)).squareRoot() + 1e-8)
      }
    }
    #expect(zip(w.elements, expected).allSatisfy { abs(Double($0) - $1.w) < 1e-5 })
  }

  @Test func `a product is multiplied out as it goes`() {
    var w = Reference.random(70, 50, seed: 1)
    var (m, v) = (Matrix(rows: 70, columns: 50), Matrix(rows: 70, columns: 50))
    var (w2, m2, v2) = (w, m, v)
    for number in 1...3 {
      let left = Reference.random(9, 70, seed: UInt64(20 + number))
      let right = Reference.random(9, 50, seed: UInt64(30 + number))
      var gradient = Matrix(rows: 70, columns: 50)
      gradient.setProduct(.transposed(left), .plain(right), on: Workers(1))
      let step = AdamStep(number: number, learningRate: 0.01)
      w.descend(
        step, along: .product(left: left, right: right), first: &m, second: &v, on: Workers(2))
      w2.descend(step, along: .dense(gradient), first: &m2, second: &v2, on: Workers(2))
    }
    #expect(zip(w.elements, w2.elements).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(zip(v.elements, v2.elements).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
