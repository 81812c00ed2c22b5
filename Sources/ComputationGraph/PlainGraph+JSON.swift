internal import ByteReading
package import RecordStreams

extension PlainGraph {
  /// Writes the record, without a newline, once ``identify(result:)`` has found the order.
  ///
  /// - Parameters:
  ///   - identity: What was found.
  ///   - name: The graph's name.
  ///   - family: The family it belongs to.
  ///   - source: Where the graph comes from.
  ///   - writer: Where it is written.
  /// - Returns: Where the name stands, as a position in the writer's text.
  package func write(
    _ identity: (id: String, structure: String), named name: String, family: String,
    from source: Source, to writer: inout JSONWriter
  ) -> Int {
    writer.beginGraph(identity.id, identity.structure)
    let place = writer.bytes.count + (",\"name\":" as StaticString).utf8CodeUnitCount
    writer.describeGraph(name, family: family, layout: nil, batch: nil)
    for list: StaticString in ["inputs", "weights"] {
      writer.key(list)
      writer.ints([] as [Int64])
    }
    writer.key("nodes")
    writeNodes(to: &writer)
    writer.key("outputs")
    writer.ints(nodes.isEmpty ? [] as [Int64] : [Int64(nodes.count - 1)])
    writer.key("edges")
    writeEdges(to: &writer)
    writer.endGraph(Cost(), source, nil)
    return place
  }

  private func writeNodes(to writer: inout JSONWriter) {
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
        forEachOperand(of: Int(order[place])) { number, isFirst in
          if !isFirst { room.append(UInt8(ascii: ",")) }
          room.append(decimal: number)
        }
        room.append(text.bytes.extracting(forms[node.form].closing))
      }
      room.append(UInt8(ascii: "]"))
    }
  }

  private func writeEdges(to writer: inout JSONWriter) {
    writer.beginArray()
    for place in nodes.indices {
      forEachOperand(of: Int(order[place])) { number, _ in writer.pair(number, place) }
    }
    writer.endArray()
  }

  private func forEachOperand(of node: Int, _ body: (_ number: Int, _ isFirst: Bool) -> Void) {
    var rest = nodes[node].operands
    while rest != 0 {
      body(Int(places[rest.trailingZeroBitCount]), rest == nodes[node].operands)
      rest &= rest &- 1
    }
  }
}
