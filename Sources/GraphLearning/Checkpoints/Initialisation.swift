internal import SafetensorsFormat

extension Trainer {
  /// Takes every parameter whose name and shape a safetensors file has, as for transfer to another
  /// platform, and keeps the others as they were drawn.
  ///
  /// - Returns: The names of the parameters that were taken.
  package mutating func initialise(from file: RawSpan) throws -> [String] {
    let header = try SafetensorsHeader(file)
    var taken: [String] = []
    for index in predictor.parameters.indices {
      let parameter = predictor.parameters[index]
      guard let tensor = header.tensor(parameter.name), tensor.shape == parameter.shape else {
        continue
      }
      try predictor.parameters[index].load(from: header, file)
      taken.append(parameter.name)
    }
    guard !taken.isEmpty else {
      throw TrainingError("no tensor has the name and shape of a parameter")
    }
    return taken
  }
}
