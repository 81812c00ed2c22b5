import DenseKernels
import GraphLearning
import TestSupport
import Testing

@Suite("Gradients")
struct GradientTests {
  /// An operation over parameters, and the sizes of the parameters.
  struct Operation: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sizes: [(rows: Int, columns: Int)]
    let apply: @Sendable (inout Tape, [Variable]) -> Variable

    init(
      _ name: String, _ sizes: [(rows: Int, columns: Int)],
      _ apply: @escaping @Sendable (inout Tape, [Variable]) -> Variable
    ) {
      testDescription = name
      self.sizes = sizes
      self.apply = apply
    }
  }

  static let pattern = SparsePattern(
    columns: 4, offsets: [0, 1, 3, 5, 6], indices: [1, 0, 2, 1, 3, 2])
  static let path = RowMixing(pattern.matrix([1, 0.5, 0.5, 0.5, 0.5, 1]))
  static let mask = DropoutMask(rate: 0.4, key: 3)
  static let truth: [Float] = [1.5, -2, 0.5, 3]

  static let operations =
    [
      Operation("linear with bias", [(4, 3), (2, 3), (1, 2)]) {
        $0.linear($1[0], weight: $1[1], bias: $1[2])
      },
      Operation("linear of two terms", [(4, 3), (2, 3), (4, 5), (2, 5)]) {
        $0.linear([($1[0], $1[1]), ($1[2], $1[3])])
      },
      Operation("linear beside mixed rows", [(4, 3), (2, 3), (4, 2), (1, 2)]) {
        $0.linear([($1[0], $1[1])], mixed: [($1[2], path)], bias: $1[3])
      },
      Operation("linear through an activation", [(4, 3), (2, 3), (4, 2)]) {
        $0.linear([($1[0], $1[1])], mixed: [($1[2], path), ($1[2], path)], activation: .tanh)
      },
      Operation("one map after another", [(2, 3), (3, 4)]) { $0.compose($1[0], $1[1]) },
      Operation("a matrix times itself", [(3, 3)]) { $0.linear($1[0], weight: $1[0]) },
      Operation("add", [(4, 3), (4, 3)]) { $0.add($1[0], $1[1]) },
      Operation("add to itself", [(4, 3)]) { $0.add($1[0], $1[0]) },
      Operation("concatenate columns", [(4, 3), (4, 2)]) { $0.concatenateColumns([$1[0], $1[1]]) },
      Operation("relu", [(4, 3)]) { $0.relu($1[0]) },
      Operation("dropout", [(4, 5)]) { $0.dropout($1[0], mask) },
      Operation("normalise rows", [(4, 5)]) { $0.normaliseRows($1[0]) },
      Operation("normalise, rectify and drop", [(4, 5)]) {
        $0.normaliseRows($1[0], rectifying: true, dropout: mask)
      },
      Operation("neighbour mean", [(4, 3)]) { $0.mix($1[0], by: path) },
      Operation("segment sum", [(4, 3)]) { $0.mix($1[0], by: .segments([0, 1, 1, 4])) },
      Operation("segment mean", [(4, 3)]) { $0.mix($1[0], by: .segments([0, 3, 4], mean: true)) },
      Operation("gather rows", [(4, 3)]) { $0.mix($1[0], by: .selection(of: [3, 0, 3], from: 4)) },
      Operation("gather elements", [(4, 3)]) {
        $0.gatherElements($1[0], [(0, 2), (3, 0), (0, 2), (2, 1)])
      },
      Operation("element product", [(4, 3), (4, 3)]) { $0.multiply($1[0], $1[1]) },
      Operation("square", [(4, 3)]) { $0.multiply($1[0], $1[0]) },
      Operation("scale", [(4, 3)]) { $0.scale($1[0], by: -1.5) },
      Operation("sum of three", [(4, 3), (4, 3)]) { $0.sum([$1[0], $1[1], $1[0]]) },
      Operation("add a row", [(4, 3), (1, 3)]) { $0.addRow($1[0], $1[1]) },
      Operation("columns", [(4, 5)]) { $0.columns(1..<4, of: $1[0]) },
      Operation("concatenate rows", [(4, 3), (2, 3)]) { $0.concatenateRows([$1[0], $1[1]]) },
      Operation("layer normalisation", [(4, 5), (1, 5), (1, 5)]) {
        $0.layerNormalise($1[0], gain: $1[1], shift: $1[2])
      },
      Operation("layer normalisation and dropout", [(4, 5), (1, 5), (1, 5)]) {
        $0.layerNormalise($1[0], gain: $1[1], shift: $1[2], dropout: mask)
      },
      Operation("maximum over neighbours", [(4, 3)]) { $0.maximum($1[0], over: pattern) },
      Operation("maximum of mapped rows", [(4, 3), (20, 3), (1, 20)]) {
        $0.maximum(of: $1[0], by: $1[1], bias: $1[2], over: pattern)
      },
      Operation("softmax within segments", [(6, 1)]) { $0.softmax($1[0], within: [0, 2, 2, 6]) },
      Operation("weighted sum", [(4, 3), (6, 1)]) {
        $0.weightedSum($1[0], weights: $1[1], over: pattern)
      },
      Operation("inner products", [(4, 3), (4, 3)]) {
        $0.innerProducts($1[0], $1[1], at: pattern)
      },
      Operation("contrast", [(4, 3)]) {
        $0.contrast(
          $1[0], towards: SpectralLikeness.attractions([[0], [1], [1], [3]], temperature: 2),
          temperature: 0.7)
      },
      Operation("huber", [(4, 1)]) { $0.loss(.huber, of: $1[0], truth: truth) },
      Operation("hinge over pairs", [(4, 1)]) {
        $0.loss(.hinge, of: $1[0], truth: truth, groups: [0, 0, 0, 1])
      },
      Operation("bpr", [(4, 1)]) { $0.loss(.bpr, of: $1[0], truth: truth) },
      Operation("listnet", [(4, 1)]) { $0.loss(.listNet, of: $1[0], truth: truth) },
      Operation("cross entropy", [(4, 2)]) { $0.crossEntropy(of: $1[0], truth: [0.2, 1, 0, 0.5]) },
      Operation("softplus", [(4, 3)]) { $0.softplus($1[0]) },
      Operation("negated softplus", [(4, 3)]) { $0.softplus($1[0], negated: true) },
      Operation("squared relative error", [(4, 1)]) {
        $0.loss(.squaredRelative, of: $1[0], truth: truth)
      },
      Operation("absolute relative error", [(4, 1)]) {
        $0.loss(.absoluteRelative, of: $1[0], truth: truth)
      },
      Operation("squared error", [(4, 1)]) { $0.loss(.squared, of: $1[0], truth: truth) },
      Operation("absolute error", [(4, 1)]) { $0.loss(.absolute, of: $1[0], truth: truth) },
    ]
    + Activation.allCases.map { activation in
      Operation("activation \(activation)", [(4, 3)]) { $0.activate($1[0], activation) }
    }
    + [
      Operation("a value read twice", [(4, 4), (4, 4)]) {
        let h = $0.relu($0.linear($1[0], weight: $1[1]))
        return $0.linear([($0.mix(h, by: path), $1[1]), (h, $1[0])])
      }
    ]

  @Test(arguments: operations)
  func `agree with finite differences`(operation: Operation) {
    var random = SplitMix64(seed: 7)
    // Away from 0, where a rectifier has no derivative.
    let inputs = operation.sizes.map { size in
      Matrix(
        rows: size.rows, columns: size.columns,
        storage: (0..<size.rows * size.columns).map { _ in
          let value = Float.random(in: 0.1..<1, using: &random)
          return Bool.random(using: &random) ? value : -value
        })
    }
    var tape = Tape(workers: Workers(2))
    let variables = inputs.map { tape.parameter($0) }
    tape.differentiate(Self.weigh(operation.apply(&tape, variables), on: &tape))
    let gradients = variables.map { tape.takeGradient($0) }

    for (index, gradient) in gradients.enumerated() {
      let gradient = gradient ?? inputs[index]
      for element in 0..<inputs[index].count {
        let slopes = [Float(0.01), -0.01].map { step in
          var moved = inputs
          moved[index].storage[element] += step
          tape.reset()
          let variables = moved.map { tape.parameter($0) }
          let result = Self.weigh(operation.apply(&tape, variables), on: &tape)
          return tape.value(result)[0, 0]
        }
        let expected = (slopes[0] - slopes[1]) / 0.02
        let found = gradient.storage[element]
        #expect(
          abs(found - expected) < 0.01 * max(1, abs(expected)),
          "operand \(index), element \(element): \(found), expected \(expected)")
      }
    }
  }

  /// A sum with different weights of all elements, so that every one matters.
  private static func weigh(_ x: Variable, on tape: inout Tape) -> Variable {
    let (rows, columns) = (tape.value(x).rows, tape.value(x).columns)
    let ones = Matrix(
      rows: 1, columns: columns, storage: (0..<columns).map { 1 + 0.3 * Float($0) })
    let sums = tape.linear(x, weight: tape.constant(ones))
    let values = (0..<rows).map { 1 - 0.2 * Float($0) }
    return tape.mix(
      sums,
      by: RowMixing(
        SparseMatrix(
          columns: rows, offsets: [0, rows], indices: (0..<rows).map { Int32($0) }, values: values))
    )
  }

  @Test func `buffers are used again from step to step`() {
    var tape = Tape(workers: Workers(1))
    let x = Matrix(rows: 64, columns: 64)
    var addresses: Set<UInt> = []
    for _ in 0..<10 {
      let y = tape.relu(tape.parameter(x))
      let storage = tape.value(y).storage
      let address = unsafe storage.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
      addresses.insert(address)
      tape.reset()
    }
    #expect(addresses.count == 1)
  }
}
