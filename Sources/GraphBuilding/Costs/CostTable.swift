import ByteReading
import ComputationGraph
import RecordStreams

/// What each operator costs, as formulas: `schemas/costs.json`, compiled.
package struct CostTable: Sendable {
  /// The formulas of one operator.
  struct Row: Sendable {
    /// Multiply-accumulates; `nil` stands for none.
    var macs: CostExpression?
    /// Other floating-point operations, counted besides two for each multiply-accumulate.
    var other: CostExpression?
    /// The formulas as they are written.
    var macsText = ""
    var otherText = ""
  }

  /// The rows by operator; of one that has no row nothing is known.
  private(set) var rows: [String: Row] = [:]

  /// The table as JSON text.
  package let json: [UInt8]

  /// The table that comes with the program.
  package static func standard() throws(CostTableError) -> CostTable {
    try CostTable(json: PackageResources.costs_json)
  }

  /// Compiles a table.
  ///
  /// - Throws: ``CostTableError`` with the byte of the text, or the operator and its formula.
  package init(json: [UInt8]) throws(CostTableError) {
    self.json = json
    do {
      try read(json.bytes)
    } catch {
      throw CostTableError(error)
    }
  }

  private mutating func read(_ text: RawSpan) throws {
    var scanner = JSONScanner(text)
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      guard key == "operators" else {
        _ = try scanner.readRaw()
        continue
      }
      try scanner.beginObject()
      while let op = try scanner.nextKey() {
        let name = op.string
        do {
          rows[name] = try Row(&scanner)
        } catch let error as CostExpressionError {
          throw CostTableError("\(name): character \(error.column): \(error)")
        }
      }
    }
    try scanner.finish()
  }

  /// Whether the table knows an operator.
  package func covers(_ op: String) -> Bool {
    rows[op] != nil
  }

  /// A table that knows no operator.
  init() {
    json = []
  }
}

extension CostTable.Row {
  /// The multiply-accumulates and operations of a node; `nil` where a shape is not known.
  func arithmetic(of node: borrowing NodeInference) -> (macs: Int?, flops: Int?) {
    var counts: (macs: Int?, other: Int?) = (0, 0)
    if let macs { counts.macs = macs.value(of: node) }
    if let other { counts.other = other.value(of: node) }
    return (counts.macs, (Extent(counts.macs) * 2 + Extent(counts.other)).value)
  }
}

extension CostTable.Row {
  fileprivate init(_ scanner: inout JSONScanner) throws {
    try scanner.beginObject()
    while let key = try scanner.nextKey() {
      let isMACs = key == "macs"
      guard isMACs || key == "other" else {
        throw CostTableError(
          "byte \(key.offset): found key \"\(key.string)\"; expected macs or other")
      }
      let text = try scanner.readString().string
      let expression = try CostExpression(parsing: text)
      if isMACs {
        (macs, macsText) = (expression, text)
      } else {
        (other, otherText) = (expression, text)
      }
    }
  }
}

extension CostTable {
  private static let widestColumn = 40

  /// The table for people: one line an operator, in alphabetical order.
  package var listing: String {
    let formulas = rows.sorted { $0.key < $1.key }.map { op, row in
      [op, row.macs == nil ? "0" : row.macsText, row.other == nil ? "0" : row.otherText]
    }
    let lines = [["operator", "multiply-accumulates", "other operations"]] + formulas
    // The long formulas of cells stick out, rather than push all others apart.
    let widths = [0, 1].map { column in
      lines.map { $0[column].count }.filter { $0 <= Self.widestColumn }.max() ?? 0
    }
    return lines.map { line in
      let padded = zip(line, widths).map { text, width in
        text + String(repeating: " ", count: max(width - text.count, 0) + 2)
      }
      return padded.joined() + line[2] + "\n"
    }.joined()
  }
}

/// Why a cost table could not be compiled.
package struct CostTableError: Error, Equatable, Sendable, CustomStringConvertible {
  /// One line: the place, what was found and what was expected.
  package let description: String

  init(_ description: String) {
    self.description = description
  }

  init(_ error: any Error) {
    description = "\(error)"
  }
}
