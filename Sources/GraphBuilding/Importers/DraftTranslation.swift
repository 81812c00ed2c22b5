import ComputationGraph

/// What translates the operators of another format one by one, while a draft grows.
protocol DraftTranslation: SendableMetatype {
  /// What there is so far.
  var draft: GraphDraft { get set }
  /// How nodes made of the operator at hand are called.
  var name: String { get }
}

/// An operator of another format on values of a draft.
protocol AppliedOperator: SendableMetatype {
  /// The values that it reads.
  var inputs: [Int] { get }
  /// The values that it computes.
  var outputs: [Int] { get }
}

/// The operator set whose meaning translated nodes have. In it attributes, not operands, say how.
private let translatedOpset = 12

extension DraftTranslation {
  /// Rules by the names of operators: for those that only have another name, and those of tables.
  static func rules<Applied: AppliedOperator>(
    renaming same: [String: String],
    and tables: [[String: @Sendable (inout Self, Applied) -> Bool]]
  ) -> [String: @Sendable (inout Self, Applied) -> Bool] {
    var rules: [String: @Sendable (inout Self, Applied) -> Bool] = [:]
    for (name, op) in same {
      rules[name] = { draft, applied in
        draft.add(op, applied.inputs, applied.outputs)
        return true
      }
    }
    for table in tables { rules.merge(table) { first, _ in first } }
    return rules
  }

  /// Appends a node.
  mutating func add(
    _ op: String, _ operands: [Int], _ results: [Int], _ attributes: [Attribute] = []
  ) {
    draft.nodes.append(
      GraphDraft.Node(
        op: op, opset: translatedOpset, name: name, attributes: attributes, operands: operands,
        outputs: results))
  }

  /// A new value of the shape and type of another.
  mutating func value(like other: Int) -> Int {
    draft.values.append(
      GraphDraft.Value(
        name: "", shape: draft.values[other].shape, type: draft.values[other].type))
    return draft.values.count - 1
  }

  /// A new value of which only the type is known.
  mutating func value(of type: ElementType?) -> Int {
    draft.values.append(GraphDraft.Value(name: "", type: type))
    return draft.values.count - 1
  }

  /// A weight with its dimensions in another order; `nil` if the shape is not known or `value` is
  /// computed.
  mutating func reordered(_ value: Int, _ order: [Int]) -> Int? {
    guard draft.values[value].isWeight, let shape = draft.values[value].shape,
      shape.count == order.count
    else { return nil }
    var copy = draft.values[value]
    copy.shape = order.map { shape[$0] }
    copy.constant = nil
    draft.values.append(copy)
    return draft.values.count - 1
  }

  /// The known sizes of a value.
  func sizes(of value: Int) -> [Int]? {
    let sizes = draft.values[value].shape?.compactMap(\.value)
    return sizes?.count == draft.values[value].shape?.count ? sizes : nil
  }

  /// The number of dimensions of a value.
  func rank(of value: Int) -> Int? { draft.values[value].shape?.count }

  /// The type of a value; `nil` for one that is left out.
  func type(of value: Int) -> ElementType? { value < 0 ? nil : draft.values[value].type }

  /// The numbers of a constant that an operator reads at a position.
  func ints(_ operands: [Int], _ position: Int) -> [Int64]? {
    guard operands.indices.contains(position), operands[position] >= 0 else { return nil }
    return draft.values[operands[position]].constant?.ints
  }

  /// Appends two nodes, one on what the other computes.
  mutating func chain(_ first: String, _ second: String, _ operands: [Int], _ results: [Int]) {
    guard let result = results.first else { return }
    let between = value(like: result)
    add(first, operands, [between])
    add(second, [between], results)
  }

  /// Appends what puts values side by side along a new dimension.
  mutating func pack(_ operands: [Int], axis: Int64, into results: [Int]) {
    let parts = operands.map { operand in
      let part = value(of: type(of: operand))
      add("Unsqueeze", [operand], [part], [.ints("axes", [axis])])
      return part
    }
    add("Concat", parts, results, [.int("axis", axis)])
  }

  /// Appends what takes a value apart along a dimension, which goes away.
  mutating func unpack(_ operand: Int, axis: Int64, into results: [Int]) {
    let parts = results.map { value(of: type(of: $0 < 0 ? operand : $0)) }
    let sizes = Array(repeating: Int64(1), count: parts.count)
    add("Split", [operand], parts, [.int("axis", axis), .ints("split", sizes)])
    for (part, result) in zip(parts, results) where result >= 0 {
      add("Squeeze", [part], [result], [.ints("axes", [axis])])
    }
  }

  /// Appends a slice that is told by where it starts and how many elements it has.
  mutating func slice(
    _ operand: Int, from starts: [Int64], sizes: [Int64], into results: [Int]
  ) {
    let ends = zip(starts, sizes).map { start, size in
      size < 0 ? Int64.max : start.addingReportingOverflow(size).partialValue
    }
    add(
      "Slice", [operand], results,
      [.ints("axes", Array(0..<Int64(starts.count))), .ints("ends", ends), .ints("starts", starts)])
  }

  /// Appends a slice that turns the order of elements around along some dimensions.
  mutating func reverse(_ operand: Int, along axes: [Int64], into results: [Int]) {
    let back = Array(repeating: Int64(-1), count: axes.count)
    add(
      "Slice", [operand], results,
      [
        .ints("axes", axes), .ints("ends", Array(repeating: .min, count: axes.count)),
        .ints("starts", back), .ints("steps", back),
      ])
  }

  /// Appends what a slice with masks stands for.
  mutating func slice(_ operand: Int, _ slice: StridedSlice, into results: [Int]) {
    var part = operand
    let steps = [true, !slice.shrunk.isEmpty, !slice.added.isEmpty]
    let last = steps.lastIndex(of: true) ?? 0
    for (step, isTaken) in steps.enumerated() where isTaken {
      let result = step == last ? results[0] : value(of: type(of: operand))
      switch step {
      case 0: add("Slice", [part], [result], slice.attributes)
      case 1: add("Squeeze", [part], [result], [.ints("axes", slice.shrunk)])
      default: add("Unsqueeze", [part], [result], [.ints("axes", slice.added)])
      }
      part = result
    }
  }

  /// Appends padding; `pairs` has the elements before and after of each dimension.
  mutating func pad(
    _ operand: Int, by pairs: [Int64], _ mode: String, into results: [Int]
  ) -> Bool {
    guard pairs.count % 2 == 0 else { return false }
    let ranks = stride(from: 0, to: pairs.count, by: 2)
    add(
      "Pad", [operand], results,
      [.text("mode", mode), .ints("pads", ranks.map { pairs[$0] } + ranks.map { pairs[$0 + 1] })])
    return true
  }

  /// Appends a change of resolution to the height and width that an operand says.
  mutating func resize(
    _ operands: [Int], _ mode: String, alignsCorners: Bool, centresPixels: Bool,
    into results: [Int]
  ) -> Bool {
    guard operands.count == 2 else { return false }
    let coordinates =
      alignsCorners ? "align_corners" : centresPixels ? "half_pixel" : "asymmetric"
    var attributes: [Attribute] = [
      .ints("axes", [1, 2]), .text("coordinate_transformation_mode", coordinates),
      .text("mode", mode),
    ]
    if mode == "nearest" { attributes.append(.text("nearest_mode", "floor")) }
    add("Resize", [operands[0], -1, -1, operands[1]], results, attributes)
    return true
  }
}

/// The attributes of a clip to these bounds.
func clipBounds(_ low: Float, _ high: Float) -> [Attribute] {
  [.float("max", high), .float("min", low)]
}
