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

  /// Lets the parameters stay as they are whose name begins with one of these.
  ///
  /// - Throws: If a beginning is no parameter's.
  package mutating func freeze(_ beginnings: [String]) throws(TrainingError) {
    for beginning in beginnings {
      let fitting = predictor.parameters.indices.filter {
        predictor.parameters[$0].name.hasPrefix(beginning)
      }
      guard !fitting.isEmpty else {
        throw TrainingError("no parameter's name begins with \(beginning)")
      }
      frozen.formUnion(fitting)
    }
  }
}
