import ByteReading
package import RecordStreams

extension CompactGraph {
  /// Writes the record, without a newline: what ``Graph`` writes of the same graph.
  ///
  /// The graph must have been put in canonical order.
  package func write(to writer: inout JSONWriter, in vocabulary: GraphVocabulary) {
    let words = Words(
      vocabulary: vocabulary, namesArePlain: Room.isPlain(names.all),
      nodeNamesArePlain: Room.isPlain(nodeNames.all))
    writer.beginGraph(id, structure)
    writer.describeGraph(name, family: family, layout: layout, batch: batch)
    writer.key("inputs")
    writer.beginArray()
    for input in numbering.inputs { write(inputs[Int(input)], to: &writer, words) }
    writer.endArray()
    writer.key("weights")
    writer.beginArray()
    for weight in numbering.weights { write(weights[Int(weight)], to: &writer, words) }
    writer.endArray()
    writer.key("nodes")
    writer.beginArray()
    for node in numbering.nodes { write(node: Int(node), to: &writer, words) }
    writer.endArray()
    writer.key("outputs")
    writer.beginArray()
    for output in outputs { numbering.renumbered(output).write(to: &writer) }
    writer.endArray()
    writer.key("edges")
    writeEdges(to: &writer)
    writer.endGraph(totals, source, seed)
  }

  private func write(_ value: Value, to writer: inout JSONWriter, _ words: Words) {
    writer.value(atMost: length(of: value.type, words.vocabulary)) { room in
      append(value.type, name: value.name, to: &room, words)
    }
  }

  private func write(node number: Int, to writer: inout JSONWriter, _ words: Words) {
    let node = nodes[number]
    let vocabulary = words.vocabulary
    let form = vocabulary.forms[Int(node.form)]
    let operation = vocabulary.operationParts[Int(form.operation)]
    let places = places(of: number)
    var limit =
      operation.end - operation.start + form.end - form.middle + 64 + places.count
      * (Room.mostOfPair + 1) + Room.mostQuoted(nodeNames.longest)
    if node.seed >= 0 { limit += seeds[Int(node.seed)].byteCount }
    for index in form.results { limit += length(of: vocabulary.resultTypes[index], vocabulary) }
    writer.value(atMost: limit) { room in
      room.append(vocabulary.text(operation.start..<operation.head))
      if node.name >= 0 {
        room.append(",\"name\":")
        room.append(quoted: nodeNames[Int(node.name)], isPlain: words.nodeNamesArePlain)
      }
      room.append(vocabulary.text(operation.head..<operation.end))
      let weights = appendInputs(places, to: &room)
      room.append(UInt8(ascii: "]"))
      if weights > 0 { appendWeights(places, to: &room) }
      room.append(",\"outputs\":[")
      for (position, index) in form.results.enumerated() {
        if position > 0 { room.append(UInt8(ascii: ",")) }
        let name = resultNames[Int(node.results) + position]
        append(vocabulary.resultTypes[index], name: name, to: &room, words)
      }
      room.append(vocabulary.text(form.middle..<form.costs))
      if let parameters = node.parameters {
        room.append(",\"parameters\":")
        room.append(decimal: parameters)
      }
      room.append(vocabulary.text(form.costs..<form.end))
      if node.seed >= 0 {
        room.append(",\"seed\":")
        room.append(seeds[Int(node.seed)])
      }
      room.append(UInt8(ascii: "}"))
    }
  }

  /// Appends the operands that are no weights, and returns how many weights there are.
  private func appendInputs(_ places: Range<Int>, to room: inout Room) -> Int {
    var weights = 0
    for index in places {
      let place = operands[index]
      if place.origin == .weight {
        weights += 1
        continue
      }
      if index - places.lowerBound > weights { room.append(UInt8(ascii: ",")) }
      let number = Int(place.number)
      switch place.origin {
      case .absent, .weight: room.append("null")
      case .input: room.append(decimal: ~Int(numbering.inputNumbers[number]))
      case .node where place.output == 0:
        room.append(decimal: Int(numbering.nodeNumbers[number]))
      case .node: room.append(pair: Int(numbering.nodeNumbers[number]), Int(place.output))
      }
    }
    return weights
  }

  private func appendWeights(_ places: Range<Int>, to room: inout Room) {
    room.append(",\"weights\":[")
    var isFirst = true
    for index in places where operands[index].origin == .weight {
      if !isFirst { room.append(UInt8(ascii: ",")) }
      isFirst = false
      let weight = numbering.weightNumbers[Int(operands[index].number)]
      room.append(pair: index - places.lowerBound, Int(weight))
    }
    room.append(UInt8(ascii: "]"))
  }

  /// The connections between nodes, in the order of the node that reads, parallel ones once.
  private func writeEdges(to writer: inout JSONWriter) {
    var latestReader = Array(repeating: -1 as Int32, count: nodes.count)
    writer.value(atMost: operands.count * (Room.mostOfPair + 1) + 2) { room in
      room.append(UInt8(ascii: "["))
      var isFirst = true
      for (reader, node) in numbering.nodes.enumerated() {
        for index in places(of: Int(node)) where operands[index].origin == .node {
          let from = Int(operands[index].number)
          guard latestReader[from] != Int32(reader) else { continue }
          latestReader[from] = Int32(reader)
          if !isFirst { room.append(UInt8(ascii: ",")) }
          isFirst = false
          room.append(pair: Int(numbering.nodeNumbers[from]), reader)
        }
      }
      room.append(UInt8(ascii: "]"))
    }
  }

  /// The most bytes that a value of a type takes, whatever its name.
  private func length(of type: Int32, _ vocabulary: GraphVocabulary) -> Int {
    vocabulary.typeParts[Int(type)].text.count + 16 + Room.mostQuoted(names.longest)
  }

  private func append(_ type: Int32, name: Int32, to room: inout Room, _ words: Words) {
    if name < 0 {
      room.append(UInt8(ascii: "{"))
    } else {
      room.append("{\"name\":")
      room.append(quoted: names[Int(name)], isPlain: words.namesArePlain)
      room.append(UInt8(ascii: ","))
    }
    room.append(words.vocabulary.text(words.vocabulary.typeParts[Int(type)].text))
  }
}

/// What a record's text is made of besides the graph.
private struct Words {
  let vocabulary: GraphVocabulary
  /// Whether no name of a value, or of a node, has anything to escape: looked at for all of them at
  /// once, which takes a fraction of the time.
  let namesArePlain: Bool
  let nodeNamesArePlain: Bool
}

private typealias Room = OutputSpan<UInt8>

extension Room {
  /// Appends a name in quotes.
  @inline(__always)
  fileprivate mutating func append(quoted name: RawSpan, isPlain: Bool) {
    guard isPlain else { return append(quoted: name) }
    append(UInt8(ascii: "\""))
    append(name)
    append(UInt8(ascii: "\""))
  }
}
