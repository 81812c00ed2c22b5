package import ComputationGraph

/// A condition on a graph's totals: `flops < 600M and parameters >= 1e6`.
package struct TotalsFilter: Sendable {
  private enum Relation: String, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case unlike = "!="
    case equal = "="
    case below = "<"
    case above = ">"
  }

  private struct Term: Sendable {
    let field: Int
    let relation: Relation
    let bound: Double
  }

  private static let fields = ["flops", "macs", "parameters", "bytes", "nodes", "weights"]
  private var terms: [Term] = []

  /// Compiles a condition.
  ///
  /// - Parameter text: Comparisons of a field with a number, joined by `and`. A number may end in K,
  ///   M, G or T for thousands, millions and so on.
  /// - Throws: What was found and what was expected, with the position.
  package init(_ text: String) throws(CodeError) {
    var cursor = CodeCursor(text)
    repeat {
      cursor.skipBlanks()
      let field = try cursor.choice(of: Self.fields)
      cursor.skipBlanks()
      guard let relation = Relation.allCases.first(where: { cursor.take($0.rawValue) }) else {
        throw cursor.refusal(expecting: "one of < <= = >= > !=")
      }
      cursor.skipBlanks()
      terms.append(Term(field: field, relation: relation, bound: try Self.number(&cursor)))
      cursor.skipBlanks()
    } while cursor.take("and ")
    try cursor.finish()
  }

  private static func number(_ cursor: inout CodeCursor) throws(CodeError) -> Double {
    let start = cursor
    let word = cursor.word(".+-")
    let powers: [Character: Double] = ["K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12]
    if let last = word.last, let power = powers[last], let number = Double(word.dropLast()) {
      return number * power
    }
    guard let number = Double(word), number.isFinite else {
      throw start.refusal(expecting: "a number such as 600M or 1.5e6")
    }
    return number
  }

  /// Whether a graph of these totals and so many nodes and weights fulfils the condition; one whose
  /// total is not known does not.
  package func accepts(_ totals: Cost, _ nodes: Int, _ weights: Int) -> Bool {
    let counts = [
      totals.flops, totals.macs, totals.parameters, totals.bytes, nodes, weights,
    ]
    return terms.allSatisfy { term in
      guard let count = counts[term.field].map(Double.init) else { return false }
      switch term.relation {
      case .atMost: return count <= term.bound
      case .atLeast: return count >= term.bound
      case .unlike: return count != term.bound
      case .equal: return count == term.bound
      case .below: return count < term.bound
      case .above: return count > term.bound
      }
    }
  }
}
