package import ComputationGraph
package import GraphBuilding

/// Puts a network together layer by layer.
///
/// ```swift
/// var net = NetworkBuilder(builder)
/// net.begin(input: [1, 3, 32, 32])
/// let stem = net.conv(net.input, 16, .same(3))
/// net.output = net.linear(net.flatten(net.globalAveragePool(stem)), 10)
/// let graph = net.graph()
/// ```
///
/// A builder that begins anew for one network after another keeps what it has inferred.
package struct NetworkBuilder: Sendable {
  /// A value of the network: its input, or what a layer computes.
  package struct Tensor: Sendable, Hashable {
    /// −1 is the input.
    let number: Int
  }

  private struct Step: Sendable {
    /// The layer as a part of the shelf.
    let part: Int
    /// Where the first operand stands; all of them are in `operands`.
    let start: Int
  }

  private var shelf: LayerShelf
  private var inputShape = 0
  private var steps: [Step] = []
  private var operands: [Int] = []
  /// What the network reads.
  package let input = Tensor(number: -1)
  /// What the network computes.
  package var output = Tensor(number: -1)

  /// A builder of networks, which must begin with one.
  ///
  /// - Parameter builder: Infers the layers; its batch is not looked at.
  package init(_ builder: GraphBuilder) {
    shelf = LayerShelf(builder)
  }

  /// Begins a network whose input has these dimensions, the batch first.
  package mutating func begin(input shape: [Int]) {
    shelf.tidy()
    inputShape = shelf.number(of: shape)
    steps.removeAll(keepingCapacity: true)
    operands.removeAll(keepingCapacity: true)
    output = input
  }

  /// The dimensions of a value.
  package func shape(of tensor: Tensor) -> [Int] { shelf.shapes[shapeNumber(tensor.number)] }

  /// The second dimension of a value.
  package func channels(of tensor: Tensor) -> Int {
    let shape = shape(of: tensor)
    return shape.count > 1 ? shape[1] : 1
  }

  private func shapeNumber(_ tensor: Int) -> Int {
    tensor < 0 ? inputShape : shelf.parts[steps[tensor].part].result
  }

  /// A number that is the same for values of the same shape.
  func shapeNumber(_ tensor: Tensor) -> Int { shapeNumber(tensor.number) }

  /// Adds a layer and returns what it computes.
  package mutating func add(_ layer: Layer, _ operand: Tensor) -> Tensor {
    append(shelf.part(layer, reading: shapeNumber(operand.number), []))
    operands.append(operand.number)
    return Tensor(number: steps.count - 1)
  }

  /// Adds a layer that reads several values, at least one, and returns what it computes.
  package mutating func add(_ layer: Layer, _ tensors: [Tensor]) -> Tensor {
    let others = tensors.dropFirst().map { shapeNumber($0.number) }
    append(shelf.part(layer, reading: shapeNumber(tensors[0].number), others))
    for tensor in tensors { operands.append(tensor.number) }
    return Tensor(number: steps.count - 1)
  }

  /// How many layers have been added.
  var layerCount: Int { steps.count }

  /// Adds a layer once more, on other values of the same shapes.
  ///
  /// - Parameters:
  ///   - layer: Its number.
  ///   - moved: The value that takes the place of one, both by their numbers.
  mutating func repeatLayer(_ layer: Int, reading moved: (Int) -> Int) {
    let range = operands(of: layer).indices
    append(steps[layer].part)
    for index in range { operands.append(moved(operands[index])) }
  }

  private mutating func append(_ part: Int) {
    steps.append(Step(part: part, start: operands.count))
  }

  private func operands(of step: Int) -> ArraySlice<Int> {
    let end = step + 1 < steps.count ? steps[step + 1].start : operands.count
    return operands[steps[step].start..<end]
  }

  /// The network as a graph in canonical order, with its identity and costs.
  package func graph() -> Graph {
    Graph(compactGraph(), in: vocabulary)
  }

  /// What the records of all of this builder's networks have in common.
  var vocabulary: GraphVocabulary { shelf.vocabulary }

  /// The number of the input's type in the vocabulary.
  var inputType: Int32 { shelf.types[inputShape] }

  /// The dimensions of the input.
  var inputDimensions: [Int] { shelf.shapes[inputShape] }

  /// The order of the input's dimensions, where they are an image's.
  var layout: String? { inputDimensions.count == 4 ? "NCHW" : nil }

  /// A weight of a layer.
  func weight(_ number: Int) -> LayerShelf.Weight { shelf.weights[number] }

  /// How many values all layers read, but for their weights.
  var operandCount: Int { operands.count }

  /// Goes through the layers in the order in which they were added, and what each reads: the numbers
  /// of layers, −1 for the input.
  func forEachPart(_ body: (LayerShelf.Part, ArraySlice<Int>) -> Void) {
    for step in steps.indices { body(shelf.parts[steps[step].part], operands(of: step)) }
  }

  /// The network as an importer would hand it over: nothing inferred, small constants spelled out.
  package func draft() -> GraphDraft {
    var draft = GraphDraft()
    draft.layout = shelf.shapes[inputShape].count == 4 ? "NCHW" : nil
    let input = draft.addInput(shelf.shapes[inputShape])
    var values: [Int] = []
    for step in steps.indices {
      let operands = operands(of: step)
      values.append(
        draft.add(
          shelf.layer(steps[step].part), reading: operands.map { $0 < 0 ? input : values[$0] },
          operands.map { shelf.shapes[shapeNumber($0)] }))
    }
    draft.outputs = [output.number < 0 ? input : values[output.number]]
    return draft
  }

  /// Goes through the layers in the order in which they were added: the layer, the numbers of what
  /// it reads (−1 is the input, others count layers), and the shapes of these.
  package func forEachLayer(_ body: (Layer, ArraySlice<Int>, [[Int]]) throws -> Void) rethrows {
    for step in steps.indices {
      let operands = operands(of: step)
      try body(
        shelf.layer(steps[step].part), operands, operands.map { shelf.shapes[shapeNumber($0)] })
    }
  }
}
