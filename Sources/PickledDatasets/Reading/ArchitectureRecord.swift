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
    var length = space.utf8.count + encoding.utf8.count
    for text in [name, task, dataset] { length += text?.utf8.count ?? 0 }
    // All at once: there may be tens of thousands of such records.
    writer.value(atMost: Room.mostQuoted(length) + 160) { room in
      room.append("{\"kind\":\"architecture\"")
      room.append(",\"space\":", space)
      room.append(",\"encoding\":", encoding)
      room.append(",\"name\":", name)
      if let index {
        room.append(",\"index\":")
        room.append(decimal: index)
      }
      room.append(",\"task\":", task)
      room.append(",\"dataset\":", dataset)
    }
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

private typealias Room = OutputSpan<UInt8>

extension OutputSpan<UInt8> {
  /// Appends a key with its comma and colon, and a text; nothing if there is no text.
  fileprivate mutating func append(_ key: StaticString, _ text: String?) {
    guard let text else { return }
    append(key)
    append(quoted: text)
  }
}
