internal import ByteReading

/// Writes what the walk meets, a node at a time: one look at the storage for all of its operands.
extension CanonicalWalk {
  /// The most bytes of an operand: its position, what it is, two numbers, and a type.
  var operandLimit: Int { 1 + 3 * OutputSpan<UInt8>.longestNumber + vocabulary.longestType }

  /// Lends room for so many bytes, which come after the first `start` of all.
  @inline(__always)
  mutating func write(
    atMost limit: Int, _ body: (inout CanonicalWalk, inout OutputSpan<UInt8>, _ start: Int) -> Void
  ) {
    var bytes: [UInt8] = []
    swap(&bytes, &self.bytes)
    let start = bytes.count
    bytes.append(addingCapacity: limit) { (room: inout OutputSpan<UInt8>) in
      body(&self, &room, start)
    }
    swap(&bytes, &self.bytes)
  }

  mutating func write(
    _ operation: GraphVocabulary.OperationParts, reading places: Range<Int>,
    to room: inout OutputSpan<UInt8>,
    from start: Int
  ) {
    room.append(UInt8(ascii: "N"))
    write(operation.canonical, cutting: operation.cut, to: &room, from: start)
    var count: UInt64 = 0
    for index in places where graph.operands[index].isRead { count += 1 }
    room.append(bits: count)
    for index in places {
      let place = graph.operands[index]
      let number = Int(place.number)
      guard place.isRead else {
        if place.origin == .weight { numbering.number(weight: number) }
        continue
      }
      room.append(bits: UInt64(index - places.lowerBound))
      switch place.origin {
      case .absent: break
      case .input: write(input: number, to: &room, from: start)
      case .node:
        room.append(UInt8(ascii: "n"))
        room.append(numbering.nodeNumbers[number])
        room.append(place.output)
      case .weight: write(weight: number, to: &room, from: start)
      }
    }
  }

  /// An input, and its type where it is met first.
  mutating func write(input: Int, to room: inout OutputSpan<UInt8>, from start: Int) {
    let isNew = numbering.number(input: input)
    room.append(UInt8(ascii: "i"))
    room.append(numbering.inputNumbers[input])
    guard isNew else { return }
    let type = vocabulary.typeParts[Int(graph.inputs[input].type)]
    let carriesBatch = graph.batch != nil && type.dimension == graph.batch
    write(type.canonical, cutting: carriesBatch ? type.leading : nil, to: &room, from: start)
  }

  /// A weight, and its type where it is met first.
  private mutating func write(weight: Int, to room: inout OutputSpan<UInt8>, from start: Int) {
    numbering.number(weight: weight)
    let isNew = plainNumbers[weight] < 0
    if isNew {
      plainNumbers[weight] = plainCount
      plainCount += 1
    }
    room.append(UInt8(ascii: "w"))
    room.append(plainNumbers[weight])
    guard isNew else { return }
    let type = vocabulary.typeParts[Int(graph.weights[weight].type)]
    write(type.canonical, cutting: nil, to: &room, from: start)
  }

  /// Bytes of the vocabulary, with the part of them that is cut.
  private mutating func write(
    _ range: Range<Int>, cutting cut: Range<Int>?, to room: inout OutputSpan<UInt8>, from start: Int
  ) {
    if let cut {
      let first = start + room.count
      cuts.append(first + cut.lowerBound..<first + cut.upperBound)
    }
    room.append(vocabulary.canonical.bytes.bytes.extracting(range))
  }
}

extension OutputSpan<UInt8> {
  /// Appends a number that is not negative.
  @inline(__always)
  mutating func append(_ number: Int32) {
    append(bits: UInt64(bitPattern: Int64(number)))
  }
}
