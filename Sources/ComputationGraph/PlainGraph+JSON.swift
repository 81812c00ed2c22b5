internal import ByteReading
package import RecordStreams

extension PlainGraph {
  /// The text of records around what differs from graph to graph.
  package struct Frame: Sendable {
    /// What stands before the identity, before the structure's, before the name, before the
    /// connections, and before the source's id.
    private let parts: [Range<Int>]
    private let text: [UInt8]
    /// What stands behind the source's id.
    package let end: [UInt8]

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
        (nodes + 2)..<(end - 2),
      ]
      text = writer.bytes
      self.end = Array(text[end...])
    }

    /// Appends what stands before the name of a graph with these digits of its identity.
    package func appendStart(_ identity: [UInt8], to record: inout [UInt8]) {
      record += text[parts[0]]
      record += identity
      record += text[parts[1]]
      record += identity
      record += text[parts[2]]
    }

    /// Appends what stands between the name and the source's id of a graph with these connections.
    package func appendMiddle(_ connections: [UInt8], to record: inout [UInt8]) {
      record += text[parts[3]]
      record += connections
      record += text[parts[4]]
    }
  }

  /// Appends the connections, from the array of nodes to that of edges, once the order is found.
  package func appendConnections(to writer: inout JSONWriter) {
    var limit = 64
    for node in nodes {
      let form = forms[node.form]
      limit += form.opening.count + form.closing.count + 1
      limit += node.operands.nonzeroBitCount * (Room.mostDigits + Room.mostOfPair + 2)
    }
    writer.value(atMost: limit) { room in
      room.append(UInt8(ascii: "["))
      for place in nodes.indices {
        if place > 0 { room.append(UInt8(ascii: ",")) }
        let node = nodes[Int(order[place])]
        room.append(text.bytes.extracting(forms[node.form].opening))
        forEachOperand(of: node.operands) { number, isFirst in
          if !isFirst { room.append(UInt8(ascii: ",")) }
          room.append(decimal: number)
        }
        room.append(text.bytes.extracting(forms[node.form].closing))
      }
      room.append("],\"outputs\":[")
      if !nodes.isEmpty { room.append(decimal: nodes.count - 1) }
      room.append("],\"edges\":[")
      var isFirst = true
      for place in nodes.indices {
        forEachOperand(of: nodes[Int(order[place])].operands) { number, _ in
          if !isFirst { room.append(UInt8(ascii: ",")) }
          isFirst = false
          room.append(pair: number, place)
        }
      }
      room.append(UInt8(ascii: "]"))
    }
  }

  @inline(__always)
  private func forEachOperand(of set: UInt64, _ body: (_ number: Int, _ isFirst: Bool) -> Void) {
    var rest = set
    while rest != 0 {
      body(Int(places[rest.trailingZeroBitCount]), rest == set)
      rest &= rest &- 1
    }
  }
}

private typealias Room = OutputSpan<UInt8>
