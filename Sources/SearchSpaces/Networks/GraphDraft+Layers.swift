import ComputationGraph
import GraphBuilding

extension GraphDraft {
  /// Adds an input of 32-bit floats and returns its value.
  mutating func addInput(_ shape: [Int], named name: String = "") -> Int {
    values.append(Value(name: name, shape: shape.map { .value($0) }, type: .float32))
    inputs.append(values.count - 1)
    return values.count - 1
  }

  /// Adds a layer that reads some values, of these shapes, and returns the value of its result.
  mutating func add(_ layer: Layer, reading operands: [Int], _ shapes: [[Int]]) -> Int {
    let spelling = LayerSpelling(layer, reading: shapes)
    var node = Node(
      op: spelling.op, opset: LayerSpelling.opset, attributes: spelling.attributes,
      operands: operands)
    for weight in spelling.weights { node.operands.append(add(weight)) }
    values.append(Value(name: ""))
    node.outputs = [values.count - 1]
    nodes.append(node)
    return values.count - 1
  }

  private mutating func add(_ weight: LayerSpelling.Weight) -> Int {
    values.append(
      Value(
        name: "", shape: weight.shape.map { .value($0) }, type: weight.type, isWeight: true,
        constant: weight.constant))
    return values.count - 1
  }
}

extension LayerSpelling.Weight {
  /// The contents, as the importers' rules see them.
  var constant: ConstantValue? {
    switch value {
    case .ints(let ints): ConstantValue(ints.map { Int64?.some($0) })
    case .float(let float): ConstantValue([Double(float)])
    case nil: nil
    }
  }
}
