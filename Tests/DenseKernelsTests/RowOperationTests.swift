import DenseKernels
import Foundation
import Testing

@Suite("Row operations")
struct RowOperationTests {
  let workers = Workers(2)
  let x = Reference.random(300, 37, seed: 1)
  let y = Reference.random(300, 37, seed: 2)

  @Test func `adds, copies and rectifies`() {
    var sum = x
    sum.add(y, scaledBy: 0.5, on: workers)
    #expect(Array(sum.elements) == zip(x.elements, y.elements).map { $0 + 0.5 * $1 })
    var positive = Matrix(rows: 300, columns: 37)
    positive.setActivated(x, .relu, on: workers)
    #expect(Array(positive.elements) == x.elements.map { max($0, 0) })
    var gradient = y
    gradient.multiplyByDerivative(of: .relu, at: positive, on: workers)
    #expect(Array(gradient.elements) == zip(x.elements, y.elements).map { $0 > 0 ? $1 : 0 })
  }

  @Test func `repeats a bias and sums columns`() {
    let bias = Reference.random(1, 37, seed: 3)
    var rows = Matrix(rows: 300, columns: 37)
    rows.setRows(to: bias, on: workers)
    #expect(
      (0..<300).allSatisfy { row in rows[row, 36] == bias[0, 36] && rows[row, 0] == bias[0, 0] })
    var sums = Matrix(rows: 1, columns: 37)
    sums.setColumnSums(of: x, on: workers)
    for column in 0..<37 {
      let expected = (0..<300).reduce(Float(0)) { $0 + x[$1, column] }
      #expect(abs(sums[0, column] - expected) < 1e-4)
    }
  }

  @Test func `copies columns`() {
    var wide = Matrix(rows: 300, columns: 50)
    wide.setColumns(from: 10, to: x, columns: 5, count: 20, on: workers)
    #expect(wide[299, 10] == x[299, 5])
    #expect(wide[299, 29] == x[299, 24])
    #expect(wide[299, 9] == 0 && wide[299, 30] == 0)
  }

  @Test func `softplus neither overflows nor loses small values`() {
    let x = Matrix(rows: 1, columns: 5, storage: [-200, -20, 0, 20, 200])
    var y = Matrix(rows: 1, columns: 5)
    y.setSoftplus(x, sign: 1)
    for (result, x) in zip(y.elements, x.elements) {
      let expected = x > 30 ? Double(x) : log1p(exp(Double(x)))
      #expect(abs(Double(result) - expected) <= 1e-6 * expected + 1e-37)
    }
  }

  @Test(arguments: [false, true], [Float(0), 0.3])
  func `normalises rows`(rectifying: Bool, rate: Float) {
    let mask = DropoutMask(rate: rate, key: 9)
    var dropped = Matrix(rows: 300, columns: 37, storage: Array(repeating: 1, count: 300 * 37))
    dropped.drop(mask, on: workers)
    var y = Matrix(rows: 300, columns: 37)
    var inverses = Matrix(rows: 300, columns: 1)
    y.setNormalised(
      x, rectifying: rectifying, mask: mask, inverseLengths: &inverses, on: workers)
    for row in 0..<300 {
      let length = (0..<37).reduce(Float(0)) { $0 + x[row, $1] * x[row, $1] }.squareRoot()
      for column in 0..<37 {
        let n = x[row, column] / length
        #expect(abs(y[row, column] - (rectifying ? max(n, 0) : n) * dropped[row, column]) < 1e-5)
      }
    }
  }

  @Test func `a row of zeros stays one`() {
    let zeros = Matrix(rows: 1, columns: 8)
    var y = Reference.random(1, 8, seed: 1)
    var inverses = Matrix(rows: 1, columns: 1)
    y.setNormalised(zeros, rectifying: false, mask: nil, inverseLengths: &inverses, on: workers)
    #expect(y.elements.allSatisfy { $0 == 0 })
  }
}
