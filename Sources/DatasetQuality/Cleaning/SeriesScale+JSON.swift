internal import ByteReading
internal import Datasets
internal import RecordStreams

extension SeriesScale {
  /// Writes the object under the key `transform`, with the spread as it was.
  func write(to writer: inout JSONWriter, dispersion: Double?) {
    writer.beginObject()
    writer.key("kind")
    writer.string(kind.rawValue)
    if kind == .minmax || kind == .zscore {
      writer.key("offset")
      writer.double(offset)
      writer.key("factor")
      writer.double(factor)
    }
    writer.key("unit")
    writer.string(unit)
    if let dispersion {
      writer.key("dispersion")
      writer.double(dispersion)
    }
    writer.endObject()
  }

  /// Reads the object under the key `transform`.
  static func read(
    _ json: [UInt8]
  ) throws(JSONError) -> (scale: SeriesScale, dispersion: Double?) {
    var scanner = JSONScanner(json.bytes)
    var kind: Normalisation?
    var (offset, factor) = (0.0, 1.0)
    var unit = ""
    var dispersion: Double?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "kind": kind = Normalisation(rawValue: try scanner.readString().string)
      case "offset": offset = try scanner.readDouble()
      case "factor": factor = try scanner.readDouble()
      case "unit": unit = try scanner.readString().string
      case "dispersion": dispersion = try scanner.readDouble()
      default: _ = try scanner.readRaw()
      }
    }
    guard let kind, Measurement.units.contains(unit) else {
      throw JSONError(
        at: 0, found: "no kind or unit", expected: "minmax, zscore or log, and a unit")
    }
    return (SeriesScale(kind: kind, offset: offset, factor: factor, unit: unit), dispersion)
  }
}

extension Measurement {
  /// Brings the figure to a common scale; what was done stands under the key `transform`.
  mutating func normalise(by scale: SeriesScale) throws(RecordError) {
    guard let value else { return }
    guard let scaled = scale.applied(to: value) else {
      throw RecordError(
        path: "value", found: "\(value)", expected: "more than 0 for a logarithm")
    }
    guard !extra.contains(where: { $0.key == "transform" }) else {
      throw RecordError(
        path: "transform", found: "a figure that is normalised already", expected: "one that is not"
      )
    }
    var writer = JSONWriter()
    scale.write(to: &writer, dispersion: dispersion)
    extra.append(ExtraMember(key: "transform", json: writer.take()))
    self.value = scaled
    unit = "1"
    dispersion = scale.kind == .log ? nil : dispersion.map { $0 / scale.factor }
  }

  /// Undoes what `normalise` has done.
  mutating func denormalise() throws(RecordError) {
    guard let index = extra.firstIndex(where: { $0.key == "transform" }), let value else { return }
    do throws(JSONError) {
      let (scale, spread) = try SeriesScale.read(extra[index].json)
      self.value = scale.undone(value)
      unit = scale.unit
      dispersion = spread
    } catch {
      throw RecordError(path: "transform", found: error.found, expected: error.expected)
    }
    extra.remove(at: index)
  }
}
