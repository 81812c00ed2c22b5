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
    case "batch-norm", "batch-norm-running":
      let layer = BatchNormalisation("n", 5, &list)
      forward = { tape, x, parameters in
        tape.isTraining = name == "batch-norm"
        return layer(x, batch, parameters, on: &tape)
      }
    case "multi-head-attention":
      let layer = GraphAttention("a", 6, heads: 2, &list)
      let pattern = batch.neighbours.reachable
      forward = { tape, x, parameters in layer(x, seeing: pattern, parameters, on: &tape) }
    case "contrast":
      let attractions = SpectralLikeness.attractions(
        (0..<7).map { [Double($0)] }, temperature: 3)
      forward = { tape, x, _ in
        tape.contrast(tape.normaliseRows(x), towards: attractions, temperature: 0.5)
      }
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

  /// The script's inputs of a layer.
  static func input(_ name: String) -> Matrix {
    LayerOracle.input(rows: 7, columns: name == "multi-head-attention" ? 6 : 5)
  }

  static let names = (try? LayerOracle.cases().keys.sorted()) ?? []

  @Test(arguments: names)
  func `agrees with PyTorch forwards and backwards`(name: String) throws {
    let expected = try #require(try LayerOracle.cases()[name])
    let (list, forward) = Self.layer(name)
    let parameters = LayerOracle.parameters(list)
    let trained = parameters.indices.filter { !list.plans[$0].isKept }
    #expect(trained.map { parameters[$0].value.count } == expected.gradients.map(\.count))
    var tape = Tape(workers: Workers(2))
    let x = tape.parameter(Self.input(name))
    let variables = parameters.indices.map { index in
      trained.contains(index)
        ? tape.parameter(parameters[index].value) : tape.constant(parameters[index].value)
    }
    let output = forward(&tape, x, variables)
    #expect(close(tape.value(output).elements, expected.output[...]), "output")
    let running = tape.takeNotes().flatMap { $0.value.elements }
    if name == "batch-norm" { #expect(close(running[...], (expected.running ?? [])[...])) }
    tape.differentiate(Self.weigh(output, on: &tape))
    let arrived = tape.takeGradient(x)
    let gradient = try #require(arrived)
    #expect(close(gradient.elements, expected.inputGradient[...]), "gradient of the input")
    for (index, wanted) in expected.gradients.enumerated() {
      let arrived = tape.takeGradient(variables[trained[index]])
      let found = try #require(arrived)
      #expect(close(found.elements, wanted[...]), "gradient of \(parameters[trained[index]].name)")
    }
  }

  @Test(arguments: names)
  func `agrees with finite differences`(name: String) throws {
    let (list, forward) = Self.layer(name)
    let inputs = [Self.input(name)] + LayerOracle.parameters(list).map(\.value)
    let kept = Set(list.plans.indices.filter { list.plans[$0].isKept }.map { $0 + 1 })
    var tape = Tape(workers: Workers(1))
    func loss(_ inputs: [Matrix]) -> (loss: Variable, variables: [Variable]) {
      tape.reset()
      let variables = inputs.enumerated().map { index, input in
        kept.contains(index) ? tape.constant(input) : tape.parameter(input)
      }
      let output = forward(&tape, variables[0], Array(variables.dropFirst()))
      return (Self.weigh(output, on: &tape), variables)
    }
    let whole = loss(inputs)
    tape.differentiate(whole.loss)
    let gradients = whole.variables.compactMap { tape.takeGradient($0) }
    #expect(gradients.count == inputs.count - kept.count)
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
