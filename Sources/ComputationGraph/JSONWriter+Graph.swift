import RecordStreams

/// The beginning and the end of a graph's record, which are the same however the graph is kept.
extension JSONWriter {
  /// Opens the record with the graph's identity.
  mutating func beginGraph(_ id: String?, _ structure: String?) {
    beginObject()
    member("kind", "graph")
    member("id", id)
    member("structure", structure)
  }

  /// Writes what the graph is called and how its tensors lie.
  mutating func describeGraph(_ name: String?, family: String?, layout: String?, batch: Int?) {
    member("name", name)
    member("family", family)
    member("layout", layout)
    member("batch", batch)
  }

  /// Closes the record with what all nodes cost together and where the graph comes from.
  mutating func endGraph(_ totals: Cost, _ source: Source?, _ seed: [UInt8]?) {
    key("totals")
    beginObject()
    totals.writeMembers(to: &self)
    endObject()
    if let source {
      key("source")
      source.write(to: &self)
    }
    seedMember(seed)
    endObject()
  }
}
