internal import DenseKernels
internal import SafetensorsFormat

/// A predictor as its authors' PyTorch code saved it, its tensors in a safetensors file.
package struct OriginalCheckpoint {
  /// Whose code saved it.
  package enum Author: String, Sendable, CaseIterable {
    case nnlqp, gennape, eagle
  }

  /// What the file does not say.
  package struct Facts: Sendable {
    /// The platforms of the heads, in their order.
    package var platforms: [String] = []
    /// What stands for 0 and for 1 in Eagle's normalised figures.
    package var range: ClosedRange<Double>?
    /// How graphs become numbers, where the tensors leave that open.
    package var encoding: GraphEncoding?
    /// The kind of GENNAPE's convolutions, where their names leave that open.
    package var convolution: ConvolutionKind?

    /// Nothing known.
    package init() {}
  }

  let tensors: [String: Tensor]

  /// One tensor in single precision.
  struct Tensor {
    let shape: [Int]
    let values: [Float]
  }

  /// Reads the tensors of real numbers of a safetensors file.
  package init(_ file: RawSpan) throws {
    let header = try SafetensorsHeader(file)
    var tensors: [String: Tensor] = [:]
    for tensor in header.tensors {
      switch tensor.type {
      case .float32:
        tensors[tensor.name] = Tensor(
          shape: tensor.shape, values: try header.floats(tensor.name, in: file))
      case .float64:
        tensors[tensor.name] = Tensor(
          shape: tensor.shape, values: try header.doubles(tensor.name, in: file).map { Float($0) })
      default: break
      }
    }
    self.tensors = tensors
  }

  /// The tensors of the state dictionary alone, by their names in it: the ones below whatever the
  /// training loop put around it.
  init(_ all: [String: Tensor], below anchor: String) throws(TrainingError) {
    guard let place = all.keys.sorted().first(where: { $0.hasSuffix(anchor) }) else {
      throw TrainingError("no tensor \"\(anchor)\"")
    }
    let prefix = place.dropLast(anchor.count)
    var tensors: [String: Tensor] = [:]
    for (name, tensor) in all where name.hasPrefix(prefix) {
      tensors[String(name.dropFirst(prefix.count))] = tensor
    }
    self.tensors = tensors
  }

  /// The predictor.
  ///
  /// - Parameters:
  ///   - author: Whose code saved it.
  ///   - facts: What the file does not say.
  /// - Returns: A predictor that gives the same figures.
  /// - Throws: Which tensor is missing or of another shape than expected.
  package func predictor(
    by author: Author, _ facts: Facts
  ) throws(TrainingError) -> TrainedPredictor {
    switch author {
    case .nnlqp:
      return try OriginalCheckpoint(tensors, below: "graph_conv_1.lin_l.weight").nnlqp(facts)
    case .gennape:
      return try OriginalCheckpoint(tensors, below: "embed_layer.shape_embed_layer.weight")
        .gennape(facts)
    case .eagle: return try OriginalCheckpoint(tensors, below: "gc.0.weight").eagle(facts)
    }
  }

  // MARK: For the authors

  /// The dimensions of a tensor of two.
  func matrixShape(_ name: String) throws(TrainingError) -> (rows: Int, columns: Int) {
    guard let shape = tensors[name]?.shape, shape.count == 2 else {
      throw TrainingError("no matrix \"\(name)\"")
    }
    return (shape[0], shape[1])
  }

  /// How many numbered parts there are: those up to the first `name(0)`, `name(1)` … that is missing.
  func count(_ name: (Int) -> String) -> Int {
    (0...).first { tensors[name($0)] == nil } ?? 0
  }

  /// The predictor of a configuration with the tensors of these names.
  ///
  /// - Parameters:
  ///   - configuration: What it is.
  ///   - targets: What it predicts.
  ///   - scale: What its outputs stand for.
  ///   - source: The name of a parameter's tensor, and whether it is turned on its side.
  /// - Returns: The predictor.
  /// - Throws: Which tensor is missing or of another shape than expected.
  func predictor(
    _ configuration: FitConfiguration, targets: [Target], scale: TargetScale,
    _ source: (String) -> (name: String, isTransposed: Bool)
  ) throws(TrainingError) -> TrainedPredictor {
    guard (try? configuration.checked()) != nil else {
      throw TrainingError("a network of layers \(configuration.hidden) wide; expected less")
    }
    var predictor = try TrainedPredictor(
      configuration, targets: targets, scales: targets.map { _ in scale }, scaling: nil, ridge: nil)
    var parameters: [Parameter] = []
    for plan in predictor.network.parameters.plans {
      let (name, isTransposed) = source(plan.name)
      let shape = isTransposed ? plan.shape.reversed() : plan.shape
      guard let tensor = tensors[name] else { throw TrainingError("no tensor \"\(name)\"") }
      guard tensor.shape == shape else {
        throw TrainingError("\"\(name)\" has shape \(tensor.shape); expected \(shape)")
      }
      var parameter = Parameter(name: plan.name, shape: plan.shape)
      parameter.value.storage = tensor.values
      if isTransposed {
        let (rows, columns) = (plan.shape[0], plan.shape[1])
        for index in 0..<tensor.values.count {
          parameter.value.storage[index] = tensor.values[index % columns * rows + index / columns]
        }
      }
      parameters.append(parameter)
    }
    predictor.parameters = parameters
    return predictor
  }
}
