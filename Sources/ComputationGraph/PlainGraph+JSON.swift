internal import ByteReading
package import RecordStreams

extension PlainGraph {
  /// The text of records around what differs from graph to graph.
  package struct Frame: Sendable {
    /// What stands before the identity, before the structure's, before the name, before the
    /// connections, before the source's id, and behind it.
    fileprivate let parts: [Range<Int>]
    fileprivate let text: [UInt8]

    /// The frame of graphs of a family, which come from a source; its id is the graph's name.
    package init(family: String, source: Source) {
      var source = source
      source.id = ""
      var writer = JSONWriter()
      writer.beginGraph("g1-", nil)
      let identity = writer.bytes.count - 1
      writer.member("structure", "s1-")
      let structure = writer.bytes.count - 1
      let name = writer.bytes.count + (",\"name\":" as StaticString).utf8CodeUnitCount
      writer.describeGraph("", family: family, layout: nil, batch: nil)
      for list: StaticString in ["inputs", "weights"] {
        writer.key(list)
        writer.ints([] as [Int64])
      }
      writer.key("nodes")
      let nodes = writer.bytes.count
      writer.ints([] as [Int64])
      writer.endGraph(Cost(), source, nil)
      let end = writer.bytes.count - 2
      // Name, connections and id take two bytes each, for they are empty.
      parts = [
        0..<identity, identity..<structure, structure..<name, (name + 2)..<nodes,
        (nodes + 2)..<(end - 2), end..<writer.bytes.count,
      ]
      text = writer.bytes
    }
  }

  /// Writes the record of a graph that was kept.
  ///
  /// - Parameters:
  ///   - outline: Its outline.
  ///   - identity: The digits of its identity.
  ///   - name: Its name as JSON text.
  ///   - frame: What surrounds them.
  ///   - writer: Where the record goes.
  package func write(
    _ outline: ArraySlice<UInt8>, identity: RawSpan, named name: RawSpan, in frame: Frame,
    to writer: inout JSONWriter
  ) {
    // A word of the outline stands for a node, or for a place among the operands and a pair.
    let most = longestForm + Room.mostOfPair + 4
    let limit =
      frame.text.count + 2 * (identity.byteCount + name.byteCount) + outline.count * most + 64
    writer.value(atMost: limit) { room in
      room.append(frame.text.bytes.extracting(frame.parts[0]))
      room.append(identity)
      room.append(frame.text.bytes.extracting(frame.parts[1]))
      room.append(identity)
      room.append(frame.text.bytes.extracting(frame.parts[2]))
      room.append(name)
      room.append(frame.text.bytes.extracting(frame.parts[3]))
      append(nodes: outline, to: &room)
      append(edges: outline, to: &room)
      room.append(frame.text.bytes.extracting(frame.parts[4]))
      room.append(name)
      room.append(frame.text.bytes.extracting(frame.parts[5]))
    }
  }

  /// The array of nodes, and that of outputs, which is the last node.
  @inline(__always)
  private func append(nodes outline: ArraySlice<UInt8>, to room: inout Room) {
    room.append(UInt8(ascii: "["))
    var place = 0
    var next = outline.startIndex
    while next < outline.endIndex {
      if place > 0 { room.append(UInt8(ascii: ",")) }
      let form = forms[Int(outline[next])]
      room.append(text.bytes.extracting(form.opening))
      let operands = (next + 2)..<(next + 2 + Int(outline[next + 1]))
      for operand in operands {
        if operand > operands.lowerBound { room.append(UInt8(ascii: ",")) }
        room.append(place: Int(outline[operand]))
      }
      room.append(text.bytes.extracting(form.closing))
      place += 1
      next = operands.upperBound
    }
    room.append("],\"outputs\":[")
    if place > 0 { room.append(place: place - 1) }
  }

  /// The array of edges.
  @inline(__always)
  private func append(edges outline: ArraySlice<UInt8>, to room: inout Room) {
    room.append("],\"edges\":[")
    var place = 0
    var isFirst = true
    var next = outline.startIndex
    while next < outline.endIndex {
      let operands = (next + 2)..<(next + 2 + Int(outline[next + 1]))
      for operand in operands {
        if !isFirst { room.append(UInt8(ascii: ",")) }
        isFirst = false
        room.append(pair: Int(outline[operand]), place)
      }
      place += 1
      next = operands.upperBound
    }
    room.append(UInt8(ascii: "]"))
  }
}

private typealias Room = OutputSpan<UInt8>

extension OutputSpan<UInt8> {
  /// Appends the place of a node, which is below ``PlainGraph/limit``.
  @inline(__always)
  fileprivate mutating func append(place: Int) {
    if place >= 10 { append(UInt8(truncatingIfNeeded: 0x30 + place / 10)) }
    append(UInt8(truncatingIfNeeded: 0x30 + place % 10))
  }
}
