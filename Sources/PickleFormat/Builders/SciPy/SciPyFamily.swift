internal import ByteReading

extension PickleFamily {
  /// scipy's sparse matrices and arrays: a dictionary of format, shape, and the arrays that the format
  /// consists of.
  package static let scipy = PickleFamily(
    ["csr", "csc", "coo", "bsr", "dia"].flatMap { format in
      ["matrix", "array"].map { kind in
        PickleBuilder(
          ["scipy.sparse._\(format)", "scipy.sparse.\(format)", "scipy.sparse"],
          "\(format)_\(kind)"
        )
        .building { try $0.buildSparse($1, $2, format: format) }
      }
    }, types: [.sparse])
}

extension PickleRecordType {
  /// A sparse matrix: a dictionary of its parts.
  package static let sparse = PickleRecordType(70, "sparse", hasIdentity: true)
}

extension PickleArena {
  fileprivate mutating func buildSparse(
    _ matrix: PickleValue, _ state: PickleValue, format: String
  ) throws(FormatError) -> Bool {
    let shape = value(forKey: "_shape", in: state)
    let data = value(forKey: "data", in: state)
    guard let lengths = self.shape(shape), data.exists else { return false }
    var entries = [
      try makeText("format"), try makeText(format), try makeText("shape"), try makeShape(lengths),
    ]
    for name in Self.sparseParts {
      let part = value(forKey: name, in: state)
      if part.exists { entries += [try makeText("\(name)"), part] }
    }
    try turn(matrix, into: .sparse, [try makeContainer(.dict, entries)])
    return true
  }

  private static let sparseParts: [StaticString] = [
    "data", "indices", "indptr", "row", "col", "coords", "offsets",
  ]
}
