internal import DenseKernels
internal import RecordStreams
internal import SafetensorsFormat

/// A trained predictor as a file: parameters as tensors, everything else in the metadata.
package struct Checkpoint: Sendable {
  /// The predictor.
  package var predictor: TrainedPredictor
  /// Where it comes from.
  package var provenance: Provenance
  /// What its epochs came to.
  package var history: [EpochReport]
  /// How far it was off on rows that were held back, where some were.
  package var calibration: Calibration?

  /// What `format` in the metadata says.
  static let format = "perfmill-predictor-1"

  /// A predictor with its origin.
  package init(
    predictor: TrainedPredictor, provenance: Provenance, history: [EpochReport],
    calibration: Calibration? = nil
  ) {
    self.predictor = predictor
    self.provenance = provenance
    self.history = history
    self.calibration = calibration
  }

  /// The file. The same predictor gives the same bytes.
  package func file() -> [UInt8] {
    var writer = SafetensorsWriter()
    add(to: &writer)
    return writer.file()
  }

  func add(to writer: inout SafetensorsWriter) {
    writer.metadata["format"] = Self.format
    writer.metadata["configuration"] = predictor.configuration.json
    writer.metadata["encoding"] = predictor.configuration.encoding.rawValue
    writer.metadata["vocabulary"] = Self.array(predictor.configuration.encoding.operators)
    writer.metadata["reference"] = predictor.configuration.reference
    writer.metadata["targets"] = Self.text { text in
      text.beginArray()
      for (target, scale) in zip(predictor.targets, predictor.scales) {
        target.write(to: &text, scale)
      }
      text.endArray()
    }
    writer.metadata["provenance"] = Self.text { provenance.write(to: &$0) }
    writer.metadata["metrics"] = Self.text { text in
      text.beginArray()
      for report in history { report.write(to: &text) }
      text.endArray()
    }
    for parameter in predictor.parameters {
      writer.add(parameter.name, shape: parameter.shape, floats: parameter.value.elements)
    }
    if let scaling = predictor.scaling {
      for (name, scale) in [
        ("nodes", scaling.nodes), ("links", scaling.links), ("statics", scaling.statics),
      ] {
        writer.add("scaling.\(name).shift", shape: [scale.shift.count], floats: scale.shift)
        writer.add("scaling.\(name).factor", shape: [scale.factor.count], floats: scale.factor)
      }
    }
    if let ridge = predictor.ridge {
      writer.metadata["ridge_operators"] = Self.array(ridge.operators)
      for (target, factors) in ridge.factors.enumerated() {
        guard let factors else { continue }
        writer.add("ridge.\(target)", shape: [factors.count], doubles: factors)
      }
    }
    if let mill = predictor.mill {
      let archive = mill.archive()
      writer.metadata["mill_texts"] = Self.array(archive.texts)
      writer.add("mill.numbers", shape: [archive.numbers.count], doubles: archive.numbers)
    }
    for (target, scores) in (calibration?.scores ?? []).enumerated() where !scores.isEmpty {
      writer.add("calibration.\(target)", shape: [scores.count], doubles: scores)
    }
  }

  /// Reads a file.
  ///
  /// - Throws: `FormatError` where the file is not sound, `TrainingError` where it is sound and not a
  ///   checkpoint of this version.
  package init(_ file: RawSpan) throws {
    try self.init(SafetensorsHeader(file), file)
  }

  init(_ header: SafetensorsHeader, _ file: RawSpan) throws {
    let reader = MetadataReader(header: header)
    let found = try reader.text("format")
    guard found == Self.format else {
      throw TrainingError("a checkpoint of format \(found); expected \(Self.format)")
    }
    var configuration = FitConfiguration()
    try reader.read("configuration") { (json) throws(JSONError) in
      configuration = try FitConfiguration(json: json)
    }
    var targets: [(target: Target, scale: TargetScale)] = []
    try reader.read("targets") { (json) throws(JSONError) in
      targets = try Target.list(json: json)
    }
    predictor = try TrainedPredictor(
      configuration, targets: targets.map(\.target), scales: targets.map(\.scale),
      scaling: configuration.standardise
        ? try Self.scaling(header, file, for: configuration.encoding) : nil,
      ridge: configuration.anchor == .ridge
        ? try Self.ridge(
          header, file, operators: reader.texts("ridge_operators"), count: targets.count) : nil)
    var provenance: Provenance?
    try reader.read("provenance") { (json) throws(JSONError) in
      provenance = try Provenance(json: json)
    }
    self.provenance =
      provenance
      ?? Provenance(
        split: "own", trainRows: 0, validationRows: 0, digest: "", families: [], epoch: 0, tool: "")
    var history: [EpochReport] = []
    try reader.read("metrics") { (json) throws(JSONError) in
      history = try EpochReport.list(json: json)
    }
    self.history = history
    calibration = try Self.calibration(header, file, count: targets.count)
    if configuration.encoding == .mill {
      predictor.mill = try Self.mill(
        header, file, texts: reader.texts("mill_texts"), count: targets.count)
    }
    predictor.parameters = try Self.parameters(
      predictor.network.parameters.plans.map { ($0.name, $0.shape) }, header, file)
  }

  /// How features of an encoding are scaled; `nil` where they are not, or of another encoding.
  func scaling(for encoding: GraphEncoding) -> FeatureScaling? {
    predictor.configuration.encoding == encoding ? predictor.scaling : nil
  }

  // MARK: Parts

  /// Reads the parameters; what the metadata claims is held against the tensors before any room is
  /// made for it.
  private static func parameters(
    _ layout: [(name: String, shape: [Int])], _ header: SafetensorsHeader, _ file: RawSpan
  ) throws -> [Parameter] {
    try layout.map { name, shape in
      guard let tensor = header.tensor(name) else { throw TrainingError("no tensor \"\(name)\"") }
      guard tensor.shape == shape else {
        throw TrainingError("\"\(name)\" has shape \(tensor.shape); expected \(shape)")
      }
      var parameter = Parameter(name: name, shape: shape)
      try parameter.load(from: header, file)
      return parameter
    }
  }

  private static func scaling(
    _ header: SafetensorsHeader, _ file: RawSpan, for encoding: GraphEncoding
  ) throws -> FeatureScaling {
    func scale(_ name: String, _ width: Int) throws -> FeatureScaling.Scale {
      let shift = try header.floats("scaling.\(name).shift", in: file)
      let factor = try header.floats("scaling.\(name).factor", in: file)
      guard shift.count == width, factor.count == width else {
        throw TrainingError("scaling.\(name) of \(shift.count) features; expected \(width)")
      }
      return FeatureScaling.Scale(shift: shift, factor: factor)
    }
    let widths = encoding.widths
    return FeatureScaling(
      nodes: try scale("nodes", widths.nodes), links: try scale("links", widths.links),
      statics: try scale("statics", widths.statics), for: encoding)
  }

  private static func ridge(
    _ header: SafetensorsHeader, _ file: RawSpan, operators: [String], count: Int
  ) throws -> LinearBaseline {
    let factors = try (0..<count).map { target in
      header.tensor("ridge.\(target)") == nil
        ? nil : try header.doubles("ridge.\(target)", in: file)
    }
    return LinearBaseline(kind: .ridge, operators: operators, factors: factors)
  }

  private static func calibration(
    _ header: SafetensorsHeader, _ file: RawSpan, count: Int
  ) throws -> Calibration? {
    let scores = try (0..<count).map { target in
      let name = "calibration.\(target)"
      guard header.tensor(name) != nil else { return [Double]() }
      let scores = try header.doubles(name, in: file)
      guard scores.allSatisfy({ $0 >= 0 }) else {
        throw TrainingError("\"\(name)\" holds what is no difference; expected 0 or more")
      }
      return scores
    }
    return scores.allSatisfy(\.isEmpty) ? nil : Calibration(scores: scores)
  }

  private static func mill(
    _ header: SafetensorsHeader, _ file: RawSpan, texts: [String], count: Int
  ) throws -> MillModel {
    var reader = MillArchive.Reader(
      numbers: try header.doubles("mill.numbers", in: file), texts: texts)
    let model = try MillModel(&reader)
    guard reader.isAtEnd, model.targets.count == count else {
      throw TrainingError("mill knows \(model.targets.count) targets; expected \(count)")
    }
    return model
  }

  private static func array(_ texts: [String]) -> String {
    text { writer in
      writer.beginArray()
      for text in texts { writer.string(text) }
      writer.endArray()
    }
  }

  private static func text(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.take(), as: UTF8.self)
  }
}
