extension DARTS {
  /// Reads a code; an unnamed encoding is the genotype if it says so, and else the vector.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    let isGenotype = encoding == nil && cursor.take("Genotype")
    var genes: Genes = []
    switch encoding ?? (isGenotype ? "genotype" : "vector") {
    case "genotype":
      if !isGenotype { try cursor.expect("Genotype") }
      try cursor.expect("(")
      genes = try Self.readCell(&cursor, "normal")
      try Self.expect(",", &cursor)
      genes += try Self.readCell(&cursor, "reduce")
      try Self.expect(")", &cursor)
    case "vector":
      let limits = radices.map { $0 == 7 ? Self.operators.count : $0 }
      genes = try cursor.numbers(below: limits, "numbers")
    default:
      throw CodeError(found: "encoding \"\(encoding ?? "")\"", expected: "genotype or vector")
    }
    try cursor.finish()
    try check(genes)
    return genes
  }

  private static func expect(_ text: String, _ cursor: inout CodeCursor) throws(CodeError) {
    cursor.skipBlanks()
    try cursor.expect(text)
    cursor.skipBlanks()
  }

  /// A list or a tuple of so many things, a comma after the last allowed.
  private static func readList(
    _ cursor: inout CodeCursor, _ count: ClosedRange<Int>,
    _ read: (inout CodeCursor) throws(CodeError) -> Void
  ) throws(CodeError) {
    cursor.skipBlanks()
    let close = cursor.take("[") ? "]" : ")"
    if close == ")" { try cursor.expect("(") }
    for place in 0..<count.upperBound {
      cursor.skipBlanks()
      if place >= count.lowerBound, cursor.take(close) { return }
      if place > 0 { try expect(",", &cursor) }
      if place >= count.lowerBound, cursor.take(close) { return }
      try read(&cursor)
    }
    cursor.skipBlanks()
    if cursor.take(",") { cursor.skipBlanks() }
    try cursor.expect(close)
  }

  private static func readCell(
    _ cursor: inout CodeCursor, _ name: String
  ) throws(CodeError) -> Genes {
    cursor.skipBlanks()
    try cursor.expect(name)
    try expect("=", &cursor)
    var genes: Genes = []
    try readList(&cursor, 8...8) { (cursor) throws(CodeError) in
      let limit = genes.count / 4 + 2
      var place = 0
      try readList(&cursor, 2...2) { (cursor) throws(CodeError) in
        if place == 0 {
          let isQuoted = cursor.take("'") || cursor.take("\"")
          genes.append(try cursor.choice(of: operators))
          if isQuoted, !cursor.take("'"), !cursor.take("\"") {
            throw cursor.refusal(expecting: "a quote")
          }
        } else {
          genes.append(try cursor.number(in: 0...(limit - 1)))
        }
        place += 1
      }
    }
    try expect(",", &cursor)
    try cursor.expect(name + "_concat")
    try expect("=", &cursor)
    genes.append(try readJoined(&cursor))
    return genes
  }

  /// `range(2, 6)` or `[2, 3, 4, 5]`, as bits.
  private static func readJoined(_ cursor: inout CodeCursor) throws(CodeError) -> Int {
    var bits = 0
    if cursor.take("range") {
      try expect("(", &cursor)
      let first = try cursor.number(in: 2...5)
      try expect(",", &cursor)
      let end = try cursor.number(in: first + 1...6)
      try expect(")", &cursor)
      for node in first..<end { bits |= 1 << (node - 2) }
    } else {
      try readList(&cursor, 1...4) { (cursor) throws(CodeError) in
        bits |= 1 << (try cursor.number(in: 2...5) - 2)
      }
    }
    return bits
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    if encoding == "vector" { return genes.listed }
    let normal = Self.text(of: genes.prefix(Self.cellSize), "normal")
    let reduction = Self.text(of: genes.dropFirst(Self.cellSize), "reduce")
    return "Genotype(\(normal), \(reduction))"
  }

  private static func text(of genes: ArraySlice<Int>, _ name: String) -> String {
    let genes = Array(genes)
    let pairs = (0..<8).map { "('\(operators[genes[$0 * 2]])', \(genes[$0 * 2 + 1]))" }
    let joined = (0..<4).filter { genes[16] >> $0 & 1 == 1 }.map { $0 + 2 }
    let list = genes[16] == 15 ? "range(2, 6)" : joined.listed
    return "\(name)=(\(pairs.joined(separator: ", "))), \(name)_concat=\(list)"
  }
}
