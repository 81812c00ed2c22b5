import DenseKernels
import GraphLearning
import Testing

@Suite("Layers")
struct LayerTests {
  typealias Forward = @Sendable (inout Tape, Variable, [Variable]) -> Variable

  /// A layer by the name that the oracle gives it.
  static func layer(_ name: String) -> (parameters: ParameterList, forward: Forward) {
    var list = ParameterList()
    let batch = LayerOracle.batch
    func convolution(_ layer: some Convolution) -> Forward {
      { tape, x, parameters in layer(x, batch, parameters, on: &tape) }
    }
    let forward: Forward
    switch name {
    case "graph-conv": forward = convolution(GraphConvolution("c", 5, 4, .sum, &list))
    case "sage": forward = convolution(GraphConvolution("c", 5, 4, .mean, &list))
    case "gcn": forward = convolution(SymmetricConvolution("c", 5, 4, &list))
    case "gin": forward = convolution(IsomorphismConvolution("c", [5, 4, 4], .none, &list))
    case "gat": forward = convolution(AttentionConvolution("c", 5, 4, &list))
    case "layer-norm":
      let layer = LayerNormalisation("n", 5, &list)
      forward = { tape, x, parameters in layer(x, parameters, on: &tape) }
    case let name where name.hasPrefix("aggregate-"):
      let kind = AggregatorKind(rawValue: String(name.dropFirst(10))) ?? .mean
      forward = convolution(
        SampleAndAggregate(kind, "a", 5, 2, pooled: kind == .lstm ? 3 : 6, &list))
    default:
      let kind = ReadoutKind(rawValue: String(name.dropFirst(8))) ?? .sum
      let readout = Readout(kind, "r", 5, &list)
      forward = { tape, x, parameters in readout(x, batch, parameters, on: &tape) }
    }
    return (list, forward)
  }

  static let names = (try? LayerOracle.cases().keys.sorted()) ?? []

  @Test(arguments: names)
  func `agrees with PyTorch forwards and backwards`(name: String) throws {
    let expected = try #require(try LayerOracle.cases()[name])
    let (list, forward) = Self.layer(name)
    let parameters = LayerOracle.parameters(list)
    #expect(parameters.map(\.value.count) == expected.gradients.map(\.count))
    var tape = Tape(workers: Workers(2))
    let x = tape.parameter(LayerOracle.input(rows: 7, columns: 5))
    let variables = parameters.map { tape.parameter($0.value) }
    let output = forward(&tape, x, variables)
    #expect(close(tape.value(output).elements, expected.output[...]), "output")
    tape.differentiate(Self.weigh(output, on: &tape))
    let arrived = tape.takeGradient(x)
    let gradient = try #require(arrived)
    #expect(close(gradient.elements, expected.inputGradient[...]), "gradient of the input")
    for (index, wanted) in expected.gradients.enumerated() {
      let arrived = tape.takeGradient(variables[index])
      let found = try #require(arrived)
      #expect(close(found.elements, wanted[...]), "gradient of \(parameters[index].name)")
    }
  }

  @Test(arguments: names)
  func `agrees with finite differences`(name: String) throws {
    let (list, forward) = Self.layer(name)
    let inputs =
      [LayerOracle.input(rows: 7, columns: 5)] + LayerOracle.parameters(list).map(\.value)
    var tape = Tape(workers: Workers(1))
    func loss(_ inputs: [Matrix]) -> (loss: Variable, variables: [Variable]) {
      tape.reset()
      let variables = inputs.map { tape.parameter($0) }
      let output = forward(&tape, variables[0], Array(variables.dropFirst()))
      return (Self.weigh(output, on: &tape), variables)
    }
    let whole = loss(inputs)
    tape.differentiate(whole.loss)
    let gradients = whole.variables.compactMap { tape.takeGradient($0) }
    #expect(gradients.count == inputs.count)
    for (index, gradient) in gradients.enumerated() {
      for element in stride(from: 0, to: gradient.count, by: 3) {
        let slopes = [Float(0.004), -0.004].map { step in
          var moved = inputs
          moved[index].storage[element] += step
          let result = loss(moved).loss
          return tape.value(result)[0, 0]
        }
        let expected = (slopes[0] - slopes[1]) / 0.008
        let found = gradient.storage[element]
        #expect(abs(found - expected) < 0.01 * max(1, abs(expected)), "\(index), \(element)")
      }
    }
  }

  private static func weigh(_ x: Variable, on tape: inout Tape) -> Variable {
    let (rows, columns) = (tape.value(x).rows, tape.value(x).columns)
    let weights = Matrix(
      rows: rows, columns: columns, storage: LayerOracle.weights(rows * columns))
    let ones = Matrix(rows: 1, columns: columns, storage: Array(repeating: 1, count: columns))
    let sums = tape.linear(
      tape.multiply(x, tape.constant(weights)), weight: tape.constant(ones))
    return tape.mix(sums, by: .segments([0, rows]))
  }

  private func close(_ found: ArraySlice<Float>, _ wanted: ArraySlice<Float>) -> Bool {
    found.count == wanted.count
      && zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-4 * max(0.1, abs($1)) }
  }
}
