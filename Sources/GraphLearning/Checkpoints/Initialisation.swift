internal import DenseKernels
internal import SafetensorsFormat

extension Trainer {
  /// Takes every parameter whose name and shape a safetensors file has, as for transfer to another
  /// platform, and keeps the others as they were drawn. A network of one head takes the file's first,
  /// where that is named by its number, and each of several heads takes the only one.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - beginnings: Parameters whose names begin so are kept as they were drawn in any case.
  /// - Returns: The names of the parameters that were taken.
  /// - Throws: If the file is no safetensors file, or holds none of them.
  package mutating func initialise(
    from file: RawSpan, leavingOut beginnings: [String] = []
  ) throws -> [String] {
    let header = try SafetensorsHeader(file)
    var taken: [String] = []
    for index in predictor.parameters.indices {
      let parameter = predictor.parameters[index]
      guard !beginnings.contains(where: { parameter.name.hasPrefix($0) }),
        let fitting = Self.names(for: parameter.name).first(where: {
          header.tensor($0)?.shape == parameter.shape
        })
      else { continue }
      predictor.parameters[index].value.storage = try header.floats(fitting, in: file)
      taken.append(parameter.name)
    }
    guard !taken.isEmpty else {
      throw TrainingError("no tensor has the name and shape of a parameter")
    }
    takenOver.formUnion(taken)
    return taken
  }

  /// What a parameter may be called: its name, and that of a network with another number of heads.
  private static func names(for name: String) -> [String] {
    guard name.hasPrefix("head_"), let dot = name.firstIndex(of: ".") else {
      return [name, "head_0." + name]
    }
    return [name, String(name[name.index(after: dot)...])]
  }

  /// Goes on from the parameters of a predictor of the same shape, as it was left by another run.
  package mutating func takeOver(_ parameters: [Parameter]) {
    precondition(parameters.map(\.shape) == predictor.parameters.map(\.shape))
    predictor.parameters = parameters
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
