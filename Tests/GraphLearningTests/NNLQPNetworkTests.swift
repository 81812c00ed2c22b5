import DenseKernels
import Foundation
import GraphLearning
import Testing

@Suite("NNLQP network")
struct NNLQPNetworkTests {
  /// Three predictors of the reference run, with the head of each of its six graphs.
  static let cases: [(name: String, shape: NNLQPNetwork.Shape, heads: [Int])] = [
    ("single", shape(widens: false, heads: 1), [0, 0, 0, 0, 0, 0]),
    ("single_norm_sf", shape(widens: true, heads: 1), [0, 0, 0, 0, 0, 0]),
    ("multi9", shape(widens: false, heads: 9), [0, 1, 2, 3, 4, 8]),
  ]

  static func shape(widens: Bool, heads: Int) -> NNLQPNetwork.Shape {
    NNLQPNetwork.Shape(
      nodeFeatures: 44, staticFeatures: 4, hidden: 512, widensStatics: widens, heads: heads)
  }

  @Test(.enabled(if: NNLQPGolden.isAtHand), arguments: cases.indices)
  func `forward, gradients and five Adam steps agree with PyTorch`(index: Int) throws {
    let (name, shape, heads) = Self.cases[index]
    let golden = try NNLQPGolden.predictors()
    let expected =
      switch name {
      case "single": golden.single
      case "multi9": golden.multi9
      default: golden.singleNormSf
      }
    let resnet = try NNLQPGolden.resnet()
    let micro = [
      MicroGraphs.pools, MicroGraphs.diamond(batch: 2), MicroGraphs.convolution(batch: 2),
      MicroGraphs.normalisation,
    ]
    let batch = GraphBatch(
      [resnet.batch1.encoded, resnet.batch8.encoded] + micro.map(NNLQPEncoding.v0.encode))
    let predictor = NNLQPNetwork(shape)
    var parameters = Self.deterministic(predictor)
    #expect(parameters.reduce(0) { $0 + $1.value.count } == expected.numParameters)

    var tape = Tape(workers: Workers(2))
    var variables = parameters.map { tape.parameter($0.value) }
    var dropout: DropoutSource?
    let outputs = predictor.outputs(of: batch, variables, on: &tape, dropout: &dropout)
    let all = tape.value(outputs)
    for (row, values) in expected.prediction.enumerated() {
      for (column, value) in values.enumerated() {
        #expect(abs(all[row, column] - value) <= 1e-4 * value)
      }
    }

    var adam = Optimiser(for: parameters)
    for (step, loss) in expected.adamLosses.enumerated() {
      tape.reset()
      variables = parameters.map { tape.parameter($0.value) }
      let predictions = predictor.outputs(
        of: batch, at: heads, variables, on: &tape, dropout: &dropout)
      let result = tape.loss(.squaredRelative, of: predictions, truth: golden.targets)
      let found = tape.value(result)[0, 0]
      #expect(abs(found - loss) <= (step == 0 ? 1e-4 : 1e-3) * loss, "step \(step): \(found)")
      tape.differentiate(result)
      let gradients = variables.map { tape.takeGradient($0) }
      if step == 0 {
        for (parameter, gradient) in zip(parameters, gradients) {
          let squares = gradient?.elements.reduce(0) { $0 + $1 * $1 } ?? 0
          let norm = try #require(expected.gradNorms[parameter.name])
          #expect(abs(squares.squareRoot() - norm) <= 1e-3 * norm, "\(parameter.name)")
        }
      }
      tape.reset()
      adam.step(
        &parameters, along: gradients.map { $0.map { .dense($0) } }, learningRate: 1e-3,
        on: tape.workers)
    }
  }

  /// Parameters by a rule that PyTorch's side followed too.
  static func deterministic(_ predictor: NNLQPNetwork) -> [Parameter] {
    var random = RandomSource(0)
    var parameters = predictor.parameters.drawn(by: &random)
    for p in parameters.indices {
      let bound = 1 / Double(parameters[p].value.columns).squareRoot()
      for k in 0..<parameters[p].value.count {
        var h = (UInt64(k + 1) &* 1_103_515_245 &+ UInt64(p + 1) &* 12345) & 0x7FFF_FFFF
        h = (h &* 69069 &+ 1) & 0xFFFF_FFFF
        parameters[p].value.storage[k] = Float((2 * Double(h) / 0x1p32 - 1) * bound)
      }
    }
    return parameters
  }

  @Test func `draws parameters within the bounds of their last dimension`() {
    var random = RandomSource(5)
    let parameters = NNLQPNetwork(Self.shape(widens: true, heads: 2)).parameters.drawn(by: &random)
    #expect(
      parameters.map(\.name).prefix(4) == [
        "graph_conv_1.lin_l.weight", "graph_conv_1.lin_l.bias", "graph_conv_1.lin_r.weight",
        "graph_conv_2.lin_l.weight",
      ])
    for parameter in parameters where parameter.value.count > 500 {
      let bound = 1 / Float(parameter.value.columns).squareRoot()
      let largest = parameter.value.elements.map(abs).max() ?? 0
      #expect(largest <= bound && largest > 0.98 * bound)
    }
  }
}
