internal import ByteReading
internal import ComputationGraph
internal import DenseKernels
package import RecordStreams

extension FitConfiguration {
  /// Writes every value, in the order in which they are documented.
  ///
  /// - Parameters:
  ///   - writer: Takes the object.
  ///   - citing: Whether the paper is named, too.
  package func write(to writer: inout JSONWriter, citing: Bool = false) {
    writer.beginObject()
    writer.member("predictor", predictor)
    if citing { writer.member("reference", reference) }
    for field in Self.fields {
      writer.key(field.name)
      field.write(self, &writer)
    }
    writer.endObject()
  }

  /// The JSON text that `init(json:)` reads.
  package var json: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  /// The JSON text that is shown: with the paper and section that describe the preset.
  package var description: String {
    var writer = JSONWriter()
    write(to: &writer, citing: true)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  /// The same configuration, its values held against their bounds.
  package func checked() throws(JSONError) -> FitConfiguration {
    let text = Array(json.utf8)
    return try FitConfiguration(json: text.bytes)
  }

  /// Reads what `write` wrote; a value that is not there keeps the preset's, a key that is not known
  /// is refused, because the predictor would not be the one that was saved.
  package init(json: RawSpan) throws(JSONError) {
    self.init()
    var scanner = JSONScanner(json)
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      let (name, offset) = (key.string, key.offset)
      do throws(JSONError) {
        try read(name, at: offset, &scanner)
      } catch {
        throw error.inside(name)
      }
    }
    try scanner.finish()
    guard let preset = Preset.named(predictor), preset.widths.contains(hidden) else {
      throw JSONError(
        at: 0, found: "hidden \(hidden)",
        expected: "\(Preset.named(predictor)?.widths.lowerBound ?? 1) or more for \(predictor)")
    }
    guard convolution != .attention || hidden.isMultiple(of: attentionHeads) else {
      throw JSONError(
        at: 0, found: "hidden \(hidden)", expected: "a multiple of \(attentionHeads) heads")
    }
    guard contrast.pretraining == 0 || preset.contrasts else {
      throw JSONError(
        at: 0, found: "pretraining \(contrast.pretraining)", expected: "0 for \(predictor)")
    }
    guard positions == .none || preset.placesNodes else {
      throw JSONError(
        at: 0, found: "positions \(positions.rawValue)", expected: "none for \(predictor)")
    }
  }

  private mutating func read(
    _ key: String, at offset: Int, _ scanner: inout JSONScanner
  ) throws(JSONError) {
    if key == "predictor" {
      let text = try scanner.readString()
      guard let preset = FitConfiguration(preset: text.string) else {
        throw JSONError(
          at: text.offset, found: "\"\(text.string)\"", expected: "one of the values known here")
      }
      self = preset
    } else if key == "reference" {
      _ = try scanner.readString()
    } else if let field = Self.fields.first(where: { $0.name == key }) {
      try field.read(&self, &scanner)
    } else {
      throw JSONError(at: offset, found: "\"\(key)\"", expected: "a value of the configuration")
    }
  }

  /// All values but the preset's name.
  private static let fields: [ConfigurationField] = [
    .word("encoding", \.encoding),
    .flag("standardise", \.standardise),
    .word("anchor", \.anchor),
    .count("hidden", \.hidden, 1...65_536),
    .count("layers", \.layers, 1...64),
    .word("convolution", \.convolution),
    .word("aggregator", \.aggregator),
    .word("readout", \.readout),
    .word("activation", \.activation),
    .word("normalisation", \.normalisation),
    .count("attention_heads", \.attentionHeads, 1...1024),
    .word("positions", \.positions),
    .count("position_count", \.positionCount, 1...256),
    .word("comparison", \.comparison),
    .count("pretraining", \.contrast.pretraining, 0...1_000_000),
    .count("pretraining_batch", \.contrast.pretrainingBatch, 2...100_000),
    .count("projection", \.contrast.projection, 1...65_536),
    .number("temperature", \.contrast.temperature, 1e-3...1e3),
    .count("eigenvalues", \.contrast.eigenvalues, 1...1024),
    .word("spectrum_padding", \.contrast.padding),
    .number("spectral_temperature", \.contrast.spectralTemperature, 1e-6...1e6),
    .count("clusters", \.contrast.clusters, 1...1024),
    .double("fuzziness", \.contrast.fuzziness, 1.01...100),
    .count("head_layers", \.contrast.headLayers, 1...16),
    .words("members", \.contrast.members),
    .word("weighting", \.contrast.weighting),
    .flag("tunes_encoder", \.contrast.tunesEncoder),
    .count("augments", \.augments, 0...1024),
    .number("dropout", \.dropout, 0...0.99),
    .flag("norm_sf", \.widensStatics),
    .word("loss", \.loss),
    .count("epochs", \.epochs, 0...1_000_000),
    .word("balance", \.balance),
    .count("few_shot", \.fewShot.count, 0...1_000_000_000),
    .word("sampler", \.fewShot.sampler),
    .count("batch_size", \.batchSize, 1...1_000_000),
    .word("grouping", \.grouping),
    .flag("share_nodes", \.sharesNodes),
    .flag("pcgrad", \.projectsGradients),
    .word("optimiser", \.optimiser),
    .number("learning_rate", \.learningRate, 0...1000),
    .word("schedule", \.schedule),
    .counts("decay_epochs", \.decayEpochs, 1...1_000_000),
    .number("plateau_factor", \.plateau.factor, 0...1),
    .count("plateau_patience", \.plateau.patience, 0...1_000_000),
    .double("plateau_threshold", \.plateau.threshold, 0...1),
    .number("plateau_floor", \.plateau.floor, 0...1000),
    .count("warm_up", \.warmUp, 0...1_000_000_000),
    .number("weight_decay", \.weightDecay, 0...1000),
    .number("clip_norm", \.clipNorm, 0...1e9),
    .number("clip_value", \.clipValue, 0...1e9),
    .double("validation", \.validation, 0...0.9),
    .word("validation_unit", \.validationUnit),
    .word("watch", \.watch),
    .count("watch_from", \.watchFrom, 0...1_000_000),
    .count("patience", \.patience, 0...1_000_000),
    .word("selection", \.selection),
    .seed("seed", \.seed),
  ]
}
