internal import ByteReading
package import RecordStreams

extension PlainGraph {
  /// The text of records around what differs from graph to graph.
  package struct Frame: Sendable {
    /// What stands before the identity, before the structure's, before the name, before the
    /// connections, before the source's id, and at the end.
    package let parts: [Range<Int>]
    /// All of the text.
    package let text: [UInt8]

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
        (nodes + 2)..<(end - 2), end..<(end + 2),
      ]
      text = writer.bytes
    }
  }

  /// Appends the connections, from the array of nodes to that of edges, once the order is found.
  package func appendConnections(to writer: inout JSONWriter) {
    var limit = 64
    for node in nodes {
      let form = forms[node.form]
      limit += form.opening.count + form.closing.count + 1 + 3 * node.operands.nonzeroBitCount
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
      room.append(UInt8(ascii: "]"))
    }
    writer.key("outputs")
    writer.ints(nodes.isEmpty ? [] as [Int64] : [Int64(nodes.count - 1)])
    writer.key("edges")
    writer.beginArray()
    for place in nodes.indices {
      forEachOperand(of: nodes[Int(order[place])].operands) { number, _ in
        writer.pair(number, place)
      }
    }
    writer.endArray()
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
