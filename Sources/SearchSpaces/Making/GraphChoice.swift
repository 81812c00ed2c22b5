/// What is asked for of a space's graphs; what is left open is the space's usual choice.
package struct GraphChoice: Sendable, Hashable {
  /// Cell or network; without it the network, if the space has one.
  package var view: GraphView?
  /// The form by name.
  package var form: String?
  /// The task by name.
  package var task: String?
  /// The input's height and width.
  package var resolution: Int?
  /// How many classes are told apart.
  package var classes: Int?
  /// How many inputs are computed at once.
  package var batch: Int?

  /// Asks for nothing special.
  package init() {}

  /// The view that is chosen for a space.
  package func view(of space: some SearchSpace) throws(CodeError) -> GraphView {
    let view = view ?? (space.networkForms.isEmpty ? .cell : .network)
    guard !space.forms(of: view).isEmpty else {
      let other: GraphView = view == .cell ? .network : .cell
      throw CodeError(
        found: "the \(view.rawValue) view of \(space.name)",
        expected: "\(other.rawValue), the only one that is known")
    }
    return view
  }

  func form(of space: some SearchSpace, _ view: GraphView) throws(CodeError) -> String {
    let forms = space.forms(of: view).map(\.name)
    guard let form else { return forms[0] }
    guard forms.contains(form) else {
      throw CodeError(
        found: "form \"\(form)\"",
        expected: "a form of \(space.name)'s \(view.rawValue): " + forms.joined(separator: ", "))
    }
    return form
  }

  func task(of space: some SearchSpace) throws(CodeError) -> NetworkTask {
    let tasks = space.tasks
    guard var chosen = task == nil ? tasks.first : tasks.first(where: { $0.name == task }) else {
      guard let task else { return NetworkTask("", resolution: 1, classes: 1) }
      throw CodeError(
        found: "task \"\(task)\"",
        expected: "a task of \(space.name): " + tasks.map(\.name).joined(separator: ", "))
    }
    chosen.resolution = resolution ?? chosen.resolution
    chosen.classes = classes ?? chosen.classes
    chosen.batch = batch ?? chosen.batch
    return chosen
  }
}

extension SearchSpace {
  /// The forms of a view.
  package func forms(of view: GraphView) -> [GraphForm] {
    view == .cell ? cellForms : networkForms
  }
}
