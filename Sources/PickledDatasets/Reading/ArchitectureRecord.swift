package import ComputationGraph
internal import RecordStreams

/// One code of a search space about which nothing was measured: the record of kind `architecture`.
///
/// It names a network that a search space can build, and keeps what else a file says of it.
package struct ArchitectureRecord: Sendable, Equatable {
  /// The search space, such as `nasbench201`.
  package var space: String
  /// The code.
  package var encoding: String
  /// What the dataset calls the network: a hash, or the name of its file.
  package var name: String?
  /// Its number in the dataset, from 0.
  package var index: Int?
  /// What the network is for, such as `cifar10`.
  package var task: String?
  /// The dataset.
  package var dataset: String?
  /// Where it was read.
  package var source: Source

  /// Writes the record, without a newline.
  ///
  /// - Parameters:
  ///   - writer: Takes the record.
  ///   - hasSeed: Whether the file says something of the network besides.
  ///   - writeSeed: Writes that: the members of an object.
  func write(
    to writer: inout JSONWriter, hasSeed: Bool, _ writeSeed: (inout JSONWriter) -> Void
  ) {
    writer.beginObject()
    writer.member("kind", "architecture")
    writer.member("space", space)
    writer.member("encoding", encoding)
    writer.member("name", name)
    writer.member("index", index)
    writer.member("task", task)
    writer.member("dataset", dataset)
    if hasSeed {
      writer.key("seed")
      writer.beginObject()
      writeSeed(&writer)
      writer.endObject()
    }
    writer.key("source")
    source.write(to: &writer)
    writer.endObject()
  }
}
