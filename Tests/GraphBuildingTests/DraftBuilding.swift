import ComputationGraph
import GraphBuilding

/// What a one-node graph is made of, in the words of a test table.
enum TestOperand: Sendable {
  /// A graph input of this shape; `nil` is a dimension that is not known.
  case data(Shape, ElementType = .float32)
  /// Whole numbers that the file holds; a list of one dimension.
  case ints([Int64])
  /// One number that the file holds.
  case number(Double)
  /// A weight of the file without its contents.
  case weight([Int])
  /// An optional operand that is left out.
  case absent
}

extension GraphDraft {
  /// One node over operands, each of its outputs an output of the graph.
  static func node(
    _ op: String, opset: Int = 17, _ attributes: [Attribute] = [], on operands: [TestOperand],
    outputs: Int = 1
  ) -> GraphDraft {
    var draft = GraphDraft()
    var node = Node(op: op, opset: opset, name: "it", attributes: attributes)
    for operand in operands {
      node.operands.append(draft.values.count)
      let name = "in\(draft.values.count)"
      switch operand {
      case .data(let shape, let type):
        let dimensions = shape.map { $0.map { DraftDimension.value($0) } ?? .unknown }
        draft.inputs.append(draft.values.count)
        draft.values.append(Value(name: name, shape: dimensions, type: type))
      case .ints(let values):
        draft.values.append(
          Value(
            name: name, shape: [.value(values.count)], type: .int64, isWeight: true,
            constant: ConstantValue(values.map { $0 })))
      case .number(let value):
        draft.values.append(
          Value(
            name: name, shape: [], type: .float32, isWeight: true, constant: ConstantValue([value]))
        )
      case .weight(let shape):
        draft.values.append(
          Value(name: name, shape: shape.map { .value($0) }, type: .float32, isWeight: true))
      case .absent: node.operands[node.operands.count - 1] = -1
      }
    }
    for index in 0..<outputs {
      node.outputs.append(draft.values.count)
      draft.outputs.append(draft.values.count)
      draft.values.append(Value(name: "out\(index)"))
    }
    draft.nodes = [node]
    return draft
  }
}

extension GraphBuilder {
  /// A builder with the table that comes with the program.
  static func standard(batch: Int? = nil, dimensions: [String: Int] = [:]) throws -> GraphBuilder {
    GraphBuilder(costs: try .standard(), batch: batch, dimensions: dimensions)
  }
}

func ints(_ name: String, _ values: Int64...) -> Attribute {
  Attribute(name: name, value: .ints(values))
}

func int(_ name: String, _ value: Int64) -> Attribute {
  Attribute(name: name, value: .int(value))
}

func text(_ name: String, _ value: String) -> Attribute {
  Attribute(name: name, value: .string(value))
}
