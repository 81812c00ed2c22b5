internal import ByteReading
internal import DenseKernels
internal import SafetensorsFormat

/// An unfinished run as a file: a checkpoint of where it is, with the optimiser's memory and the best
/// parameters so far beside it.
extension Trainer {
  /// The run as a file.
  package func state(_ provenance: Provenance) -> [UInt8] {
    var writer = SafetensorsWriter()
    Checkpoint(predictor: predictor, provenance: provenance, history: history).add(to: &writer)
    writer.metadata["format"] = Self.stateFormat
    writer.add("adam.step", shape: [], integers: [optimiser.stepCount])
    for (index, parameter) in predictor.parameters.enumerated() {
      let (name, shape) = (parameter.name, parameter.shape)
      writer.add("adam.first." + name, shape: shape, floats: optimiser.first[index].elements)
      writer.add("adam.second." + name, shape: shape, floats: optimiser.second[index].elements)
      if let best {
        writer.add("best." + name, shape: shape, floats: best[index].value.elements)
      }
    }
    return writer.file()
  }

  /// Goes on from a file that `state` made of a run of the same configuration over the same rows.
  package mutating func restore(_ file: RawSpan, _ provenance: Provenance) throws {
    var header = try SafetensorsHeader(file)
    guard header.metadata["format"] == Self.stateFormat else {
      throw TrainingError("not the state of a run; expected \(Self.stateFormat)")
    }
    header.metadata["format"] = Checkpoint.format
    let saved = try Checkpoint(header, file)
    // A run may be made longer where the rate does not depend on its length.
    var configuration = saved.predictor.configuration
    if configuration.schedule == .steps || configuration.schedule == .plateau {
      configuration.epochs = predictor.configuration.epochs
    }
    guard configuration == predictor.configuration else {
      throw TrainingError(
        "the state is of a run with another configuration: \(saved.predictor.configuration.json)")
    }
    guard saved.provenance.digest == provenance.digest else {
      throw TrainingError("the state is of a run over other figures")
    }
    predictor.parameters = saved.predictor.parameters
    history = saved.history
    guard let steps = try header.integers("adam.step", in: file).first else {
      throw TrainingError("the state does not say how many steps were taken")
    }
    optimiser.stepCount = steps
    var best = predictor.parameters
    for index in predictor.parameters.indices {
      var moment = predictor.parameters[index]
      try moment.load(from: header, file, prefix: "adam.first.")
      optimiser.first[index] = moment.value
      try moment.load(from: header, file, prefix: "adam.second.")
      optimiser.second[index] = moment.value
      if !history.isEmpty { try best[index].load(from: header, file, prefix: "best.") }
    }
    self.best = history.isEmpty ? nil : best
  }

  private static var stateFormat: String { "perfmill-run-1" }
}
