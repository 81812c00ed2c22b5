import ModelFormats

/// A node of TensorFlow 2's control flow, which runs functions of the file.
struct TensorFlowControl {
  /// What decides about the functions.
  enum Kind {
    /// A condition: the first function if it holds, else the second.
    case branch
    /// A number: that function, the last for a number that is none.
    case choice
    /// The second function as long as the first says so.
    case loop
  }

  let kind: Kind
  /// The names of the functions.
  let functions: [String]

  /// How many operands come before those that the functions get.
  var selectors: Int { kind == .loop ? 0 : 1 }

  /// Whether functions that hand back so many values go together: those of which one runs hand back as
  /// many, a loop's body what it gets, and its condition one.
  func fits(_ results: [Int], arguments: Int) -> Bool {
    kind == .loop ? results == [1, arguments] : results.allSatisfy { $0 == results[0] }
  }

  /// The control flow that a node is; `nil` for all other operators, and where no function is named.
  init?(_ node: TensorFlowNode) {
    func function(_ attribute: String) -> String? {
      if case .function(let name)? = node.attributes[attribute] { name } else { nil }
    }
    guard let kind = Self.kinds[node.op] else { return nil }
    self.kind = kind
    switch kind {
    case .branch:
      guard let yes = function("then_branch"), let no = function("else_branch") else { return nil }
      functions = [yes, no]
    case .choice:
      guard case .functions(let names)? = node.attributes["branches"], !names.isEmpty else {
        return nil
      }
      functions = names
    case .loop:
      guard let test = function("cond"), let body = function("body") else { return nil }
      functions = [test, body]
    }
  }

  /// What an operator's functions are decided by.
  static let kinds: [String: Kind] = [
    "If": .branch, "StatelessIf": .branch, "Case": .choice, "StatelessCase": .choice,
    "While": .loop, "StatelessWhile": .loop,
  ]
}
