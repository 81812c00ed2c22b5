internal import ByteReading
internal import ComputationGraph
package import RecordStreams

extension FitConfiguration {
  /// Writes every value, in the order in which they are documented.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("predictor", predictor)
    writer.member("features", features.rawValue)
    writer.key("standardise")
    writer.bool(standardise)
    writer.member("anchor", anchor.rawValue)
    writer.member("hidden", hidden)
    writer.key("dropout")
    writer.float(dropout)
    writer.key("norm_sf")
    writer.bool(widensStatics)
    writer.member("loss", loss.rawValue)
    writer.member("epochs", epochs)
    writer.member("batch_size", batchSize)
    writer.key("learning_rate")
    writer.float(learningRate)
    writer.member("schedule", schedule.rawValue)
    writer.member("decay_epochs", decayEpochs) { $1.int($0) }
    writer.key("weight_decay")
    writer.float(weightDecay)
    writer.key("validation")
    writer.double(validation)
    writer.member("selection", selection.rawValue)
    writer.member("seed", String(seed))
    writer.endObject()
  }

  /// The JSON text that `init(json:)` reads.
  package var json: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  /// The same configuration, its values held against their bounds.
  package func checked() throws(JSONError) -> FitConfiguration {
    let text = Array(json.utf8)
    return try FitConfiguration(json: text.bytes)
  }

  /// Reads what `write` wrote; a value that is not there keeps its default, a key that is not known
  /// is refused, because the predictor would not be the one that was saved.
  package init(json: RawSpan) throws(JSONError) {
    var scanner = JSONScanner(json)
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      let (name, offset) = (key.string, key.offset)
      do throws(JSONError) {
        guard try readValue(of: name, &scanner) else {
          throw JSONError(
            at: offset, found: "\"\(name)\"", expected: "a value of the configuration")
        }
      } catch {
        throw error.inside(name)
      }
    }
    try scanner.finish()
  }

  /// Reads the value of a key; whether the key is known.
  private mutating func readValue(
    of key: String, _ scanner: inout JSONScanner
  ) throws(JSONError) -> Bool {
    switch key {
    case "predictor":
      predictor = try Self.word(&scanner) { Self.presets.contains($0) ? $0 : nil }
    case "features": features = try Self.word(&scanner, NNLQPEncoding.init)
    case "standardise": standardise = try scanner.readBool()
    case "anchor": anchor = try Self.word(&scanner, Anchor.init)
    case "hidden": hidden = try Self.count(&scanner, 1...65_536)
    case "dropout": dropout = Float(try Self.number(&scanner, 0...0.99))
    case "norm_sf": widensStatics = try scanner.readBool()
    case "loss": loss = try Self.word(&scanner, Loss.init)
    case "epochs": epochs = try Self.count(&scanner, 0...1_000_000)
    case "batch_size": batchSize = try Self.count(&scanner, 1...1_000_000)
    case "learning_rate": learningRate = Float(try Self.number(&scanner, 0...1000))
    case "schedule": schedule = try Self.word(&scanner, Schedule.init)
    case "decay_epochs":
      decayEpochs = []
      try scanner.beginArray()
      while try scanner.nextElement() {
        decayEpochs.append(try Self.count(&scanner, 1...1_000_000))
      }
    case "weight_decay": weightDecay = Float(try Self.number(&scanner, 0...1000))
    case "validation": validation = try Self.number(&scanner, 0...0.9)
    case "selection": selection = try Self.word(&scanner, Selection.init)
    case "seed": seed = try Self.word(&scanner) { UInt64($0) }
    default: return false
    }
    return true
  }

  private static func word<Value>(
    _ scanner: inout JSONScanner, _ value: (String) -> Value?
  ) throws(JSONError) -> Value {
    let text = try scanner.readString()
    guard let value = value(text.string) else {
      throw JSONError(
        at: text.offset, found: "\"\(text.string)\"", expected: "one of the values known here")
    }
    return value
  }

  private static func count(
    _ scanner: inout JSONScanner, _ range: ClosedRange<Int>
  ) throws(JSONError) -> Int {
    try held(try scanner.readCount(), in: range, at: scanner.position)
  }

  private static func number(
    _ scanner: inout JSONScanner, _ range: ClosedRange<Double>
  ) throws(JSONError) -> Double {
    try held(try scanner.readDouble(), in: range, at: scanner.position)
  }

  private static func held<Value: Comparable>(
    _ value: Value, in range: ClosedRange<Value>, at position: Int
  ) throws(JSONError) -> Value {
    guard range.contains(value) else {
      throw JSONError(
        at: position, found: "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
