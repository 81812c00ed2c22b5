internal import Datasets
internal import RecordStreams
internal import Statistics

extension Measurement {
  /// Takes over what samples have become; how that was done stands under the key `cleaning`.
  mutating func take(_ reduction: Reduction, by rule: SampleRule) {
    value = reduction.value
    dispersion = reduction.deviation
    count = reduction.kept > 0 ? reduction.kept : nil
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("rule")
    writer.string(rule.description)
    writer.key("samples")
    writer.int(reduction.total)
    if reduction.spared > 0 {
      writer.key("spared")
      writer.int(reduction.spared)
    }
    if reduction.medians > 0 {
      writer.key("medians")
      writer.int(reduction.medians)
    }
    if !reduction.leftOut.isEmpty {
      writer.key("left_out")
      writer.beginArray()
      for group in reduction.leftOut {
        writer.beginObject()
        writer.key("reason")
        writer.string(group.reason.rawValue)
        writer.key("samples")
        writer.ints(group.places)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
    extra.removeAll { $0.key == "cleaning" }
    extra.append(ExtraMember(key: "cleaning", json: writer.take()))
  }
}
