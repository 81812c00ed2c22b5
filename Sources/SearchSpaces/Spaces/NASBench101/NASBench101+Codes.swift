extension NASBench101 {
  /// Reads a code; an unnamed encoding is the matrix if it has a bracket, a hash if it is 32 hexadecimal
  /// digits, an index if it is a number alone, and else the dataset's fields.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    if let position = try cursor.position(as: encoding, in: Self.digests) {
      return genes(at: position)
    }
    switch encoding ?? Self.recognise(text) {
    case "matrix": return try Self.readMatrix(&cursor)
    case "record": return try Self.readRecord(&cursor)
    case "index":
      let position = try cursor.number(in: 0...423_623)
      try cursor.finish()
      return genes(at: position)
    default:
      throw CodeError(
        found: "encoding \"\(encoding ?? "")\"", expected: "matrix, record, index or hash")
    }
  }

  private static func recognise(_ text: String) -> String {
    if text.utf8.contains(UInt8(ascii: "[")) { return "matrix" }
    let isNumber = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x20 }
    return isNumber && text.utf8.count < 7 ? "index" : "record"
  }

  /// `([[0, 1], [0, 0]], ['input', 'output'])`, quotes and parentheses as may be.
  private static func readMatrix(_ cursor: inout CodeCursor) throws(CodeError) -> Genes {
    let isTuple = cursor.take("(")
    cursor.skipBlanks()
    var rows: [[Int]] = []
    try cursor.expect("[")
    repeat {
      cursor.skipBlanks()
      var row: [Int] = []
      try cursor.expect("[")
      repeat {
        cursor.skipBlanks()
        row.append(try cursor.digit(below: 2))
        cursor.skipBlanks()
      } while cursor.take(",") && row.count <= vertexLimit
      try cursor.expect("]")
      rows.append(row)
      cursor.skipBlanks()
    } while cursor.take(",") && rows.count <= vertexLimit
    try cursor.expect("]")
    cursor.skipBlanks()
    _ = cursor.take(",")
    cursor.skipBlanks()
    try cursor.expect("[")
    let names = try readNames(&cursor, rows.count)
    try cursor.expect("]")
    if isTuple { try cursor.expect(")") }
    try cursor.finish()
    return try genes(rows, names)
  }

  /// `011001000,input,maxpool3x3,output`
  private static func readRecord(_ cursor: inout CodeCursor) throws(CodeError) -> Genes {
    var bits: [Int] = []
    while let next = cursor.next, next == 0x30 || next == 0x31 {
      bits.append(try cursor.digit(below: 2))
    }
    guard let size = (2...vertexLimit).first(where: { $0 * $0 == bits.count }) else {
      throw CodeError(at: 1, found: "\(bits.count) bits", expected: "4, 9, 16, 25, 36 or 49")
    }
    try cursor.expect(",")
    let names = try readNames(&cursor, size)
    try cursor.finish()
    return try genes((0..<size).map { Array(bits[$0 * size..<($0 + 1) * size]) }, names)
  }

  private static func readNames(
    _ cursor: inout CodeCursor, _ count: Int
  ) throws(CodeError) -> [Int] {
    var names: [Int] = []
    for place in 0..<count {
      if place > 0 { try cursor.expect(",") }
      cursor.skipBlanks()
      let isQuoted = cursor.take("'") || cursor.take("\"")
      if place == 0 {
        try cursor.expect("input")
      } else if place == count - 1 {
        try cursor.expect("output")
      } else {
        names.append(try cursor.choice(of: operators, "-_"))
      }
      if isQuoted, !cursor.take("'"), !cursor.take("\"") {
        throw cursor.refusal(expecting: "a quote")
      }
      cursor.skipBlanks()
    }
    return names
  }

  /// The pruned cell of a matrix.
  private static func genes(_ rows: [[Int]], _ names: [Int]) throws(CodeError) -> Genes {
    guard (2...vertexLimit).contains(rows.count), rows.allSatisfy({ $0.count == rows.count }) else {
      throw CodeError(
        found: "a matrix of \(rows.count) rows", expected: "a square one of 2 to \(vertexLimit)")
    }
    var operands = [CellNodes](repeating: [], count: rows.count)
    for (from, row) in rows.enumerated() {
      for (to, bit) in row.enumerated() where bit == 1 {
        guard from < to else {
          throw CodeError(
            found: "an edge from \(from) to \(to)", expected: "an upper-triangular matrix")
        }
        operands[to].insert(from)
      }
    }
    guard let module = NASBench101Module(operands: operands, operators: names).pruned else {
      throw CodeError(found: "no way from input to output", expected: "one")
    }
    guard module.edgeCount <= edgeLimit else {
      throw CodeError(found: "\(module.edgeCount) edges", expected: "at most \(edgeLimit)")
    }
    return module.genes
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    guard let module = NASBench101Module(genes) else { return "" }
    let size = module.vertexCount
    let rows = (0..<size).map { from in
      (0..<size).map { module.operands[$0].contains(from) ? 1 : 0 }
    }
    let names = ["input"] + module.operators.map { Self.operators[$0] } + ["output"]
    switch encoding {
    case "index": return NASBench101Table.shared.position(of: genes).map(String.init) ?? ""
    case "hash": return module.fingerprint.hexDigits
    case "record":
      return rows.map { $0.map(String.init).joined() }.joined() + "," + names.joined(separator: ",")
    default:
      let matrix = rows.map(\.listed).joined(separator: ", ")
      return "([\(matrix)], [" + names.map { "'\($0)'" }.joined(separator: ", ") + "])"
    }
  }
}

extension NASBench101Module {
  /// `hash_module` of the original.
  var fingerprint: MD5 { cell.fingerprint(labels: [-1] + operators + [-2]) }
}
