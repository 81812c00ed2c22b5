internal import ByteReading
internal import RecordStreams

/// Records of kind `architecture`: codes of a search space about which nothing was measured.
///
/// Such a record names a network that a search space can build, and keeps what else a file says of
/// it. A dataset may have tens of thousands of them, and so their texts are lent.
extension RecordBlock {
  /// Begins a record: the code, and what is known of the network. Between this and
  /// ``endArchitecture(from:_:)`` a seed may be written, what the file says of the network besides.
  ///
  /// - Parameters:
  ///   - encoding: The code.
  ///   - space: The search space, such as `nasbench201`.
  ///   - name: What the dataset calls the network: a hash, or the name of its file; empty for none.
  ///   - index: Its number in the dataset, from 0.
  ///   - task: What the network is for, such as `cifar10`; empty if nothing says it.
  ///   - dataset: The dataset.
  mutating func beginArchitecture(
    _ encoding: RawSpan, of space: String, name: RawSpan, index: Int? = nil,
    task: RawSpan = RawSpan(), dataset: String?
  ) {
    let length =
      encoding.byteCount + space.utf8.count + name.byteCount + task.byteCount
      + (dataset?.utf8.count ?? 0)
    writer.value(atMost: Room.mostQuoted(length) + 160) { room in
      room.append("{\"kind\":\"architecture\",\"space\":")
      room.append(quoted: space)
      room.append(",\"encoding\":")
      room.append(quoted: encoding)
      room.append(",\"name\":", unlessEmpty: name)
      if let index {
        room.append(",\"index\":")
        room.append(decimal: index)
      }
      room.append(",\"task\":", unlessEmpty: task)
      if let dataset {
        room.append(",\"dataset\":")
        room.append(quoted: dataset)
      }
    }
  }

  /// Ends a record with where it was read: a file of a format.
  mutating func endArchitecture(from path: RawSpan, _ format: StaticString) {
    writer.value(atMost: Room.mostQuoted(path.byteCount) + format.utf8CodeUnitCount + 48) { room in
      room.append("\"source\":{\"format\":\"")
      room.append(format)
      room.append("\",\"path\":")
      room.append(quoted: path)
      room.append("}}")
    }
    endRecord()
  }
}

private typealias Room = OutputSpan<UInt8>

extension OutputSpan<UInt8> {
  /// Appends a key with its comma and colon, and a text; nothing if the text is empty.
  fileprivate mutating func append(_ key: StaticString, unlessEmpty text: RawSpan) {
    guard !text.isEmpty else { return }
    append(key)
    append(quoted: text)
  }
}
