package import ByteReading
package import NumPyFormat

extension PickleMachine {
  /// Reads the `.npy` file at the next byte of the input: its elements stay where they are, and
  /// objects are a pickle.
  package mutating func readNumPyArray() throws(FormatError) -> PickleValue {
    let start = arena.input.position
    let header = try NumPyHeader(
      arena.input.bytes.extracting(start...), origin: arena.input.origin + start)
    arena.input.position = start + header.payloadOffset
    if header.layout.type.holdsObjects { return try readPart() }
    let first = arena.input.position
    _ = try arena.input.readBytes(header.layout.byteCount)
    return try arena.makeArray(header.layout, inInput: first..<first + header.layout.byteCount)
  }
}

extension PickleArena {
  /// Makes an array of elements in the input.
  package mutating func makeArray(
    _ layout: NumPyLayout, inInput range: Range<Int>
  ) throws(FormatError) -> PickleValue {
    try makeRecord(
      .ndarray,
      [
        try makeBytes(inInput: range), try makeType(layout.type),
        try makeShape(layout.shape),
        layout.isFortranOrder ? try makeText("F") : .absent, .absent,
      ])
  }

  /// Makes what stands for a type in arrays: the text of a plain one, a type with a state else.
  private mutating func makeType(
    _ type: NumPyType
  ) throws(FormatError) -> PickleValue {
    switch type.kind {
    case .array(let element, let shape):
      var counts: [PickleValue] = []
      for length in shape { counts.append(try makeInt(length)) }
      let part = try makeFullType(element)
      let subarray = try makeTuple([part, try makeTuple(counts)])
      return try makeType("V", subarray: subarray, names: .none, fields: .none, size: type.size)
    case .record(let fields):
      var names: [PickleValue] = []
      var entries: [PickleValue] = []
      for field in fields {
        let name = try makeText(field.name)
        var parts = [try makeFullType(field.type), try makeInt(field.offset)]
        if let title = field.title { parts.append(try makeText(title)) }
        names.append(name)
        entries += [name, try makeTuple(parts)]
      }
      return try makeType(
        "V", subarray: .none, names: try makeTuple(names),
        fields: try makeContainer(.dict, entries), size: type.size)
    default: return try makeText(type.text)
    }
  }

  private mutating func makeFullType(
    _ type: NumPyType
  ) throws(FormatError) -> PickleValue {
    let short = try makeType(type)
    return recordType(short) == .dtype ? short : try makeRecord(.dtype, [short])
  }

  private mutating func makeType(
    _ code: String, subarray: PickleValue, names: PickleValue, fields: PickleValue, size: Int
  ) throws(FormatError) -> PickleValue {
    let state = try makeTuple([
      try makeInt(3), try makeText("|"), subarray, names, fields, try makeInt(size), try makeInt(1),
    ])
    return try makeRecord(.dtype, [try makeText(code), state])
  }
}
