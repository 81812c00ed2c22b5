import ByteReading
package import ComputationGraph
import ModelFormats
package import RecordStreams

/// Builds one graph after another, and remembers what they have in common.
///
/// A workshop belongs to one thread. What it builds never depends on what it has built before.
package struct GraphWorkshop: Sendable {
  /// The builder whose settings apply; its batch may change between graphs.
  package var builder: GraphBuilder
  private var memory = GraphMemory()
  // Storage that is used for every graph.
  private var outline = ONNXOutline()
  private var blueprint = Blueprint()
  private var inference = GraphInference()
  private var assembly = GraphAssembly()
  private var built = CompactGraph()

  /// An empty workshop.
  package init(_ builder: GraphBuilder) {
    self.builder = builder
  }

  /// Builds the graph of a model file. Throws as ``GraphBuilder`` does.
  package mutating func build(_ file: RawSpan, as format: ModelFormat) throws -> BuiltGraph {
    switch format {
    case .onnx: try build(onnx: file)
    case .tfLite: try build(tfLite: file)
    case .tensorFlow: try build(TensorFlowImporter.draft(file, builder.costs))
    }
  }

  /// Builds the graph of an ONNX file. Throws as ``GraphBuilder`` does.
  package mutating func build(onnx file: RawSpan) throws -> BuiltGraph {
    memory.trim()
    blueprint.removeAll()
    try outline.read(file)
    let importer = ONNXImporter(file, outline, builder.costs)
    if outline.functions.isEmpty, try importer.translate(into: &blueprint, &memory) {
      return try finish()
    }
    return try build(ONNXDraft.draft(file, builder.costs))
  }

  /// Builds the graph of a TensorFlow Lite file.
  private mutating func build(tfLite file: RawSpan) throws -> BuiltGraph {
    let model = try TFLiteModel(file)
    guard model.subgraphs.count == 1 else {
      return try build(TFLiteDraft.draft(model, file, builder.costs))
    }
    memory.trim()
    blueprint.removeAll()
    var importer = try TFLiteImporter(model, file, builder.costs)
    try importer.translate(into: &blueprint, &memory)
    return try finish()
  }

  /// Builds the graph inside of a node, whose inputs have no batch of their own, and says what is known
  /// of its results.
  mutating func trace(
    _ body: GraphDraft
  ) throws(GraphError) -> (results: [ValueFact], graph: BuiltGraph) {
    blueprint.read(body, &memory, builder.costs)
    let graph = try finish(isBody: true)
    let results = blueprint.outputs.map { output in
      let fact = inference.facts[Int(output)]
      return fact < 0 ? ValueFact() : memory.facts.facts[Int(fact)]
    }
    return (results, graph)
  }

  /// Builds the graph of a draft.
  package mutating func build(_ draft: GraphDraft) throws(GraphError) -> BuiltGraph {
    memory.trim()
    blueprint.removeAll()
    blueprint.read(draft, &memory, builder.costs)
    return try finish()
  }

  /// Builds the graph of a network of a seed's.
  mutating func build(_ plan: PickledNetwork.Plan) throws(GraphError) -> BuiltGraph {
    switch plan {
    case .draft(let draft): return try build(draft)
    case .perfSeer(let network):
      memory.trim()
      blueprint.removeAll()
      var importer = PerfSeerImporter(builder.costs)
      importer.translate(network, into: &blueprint, &memory)
      return try finish()
    }
  }

  private mutating func finish(isBody: Bool = false) throws(GraphError) -> BuiltGraph {
    let order = try blueprint.operandsFirst(memory.lexicon)
    let weights =
      isBody
      ? blueprint.values.map(\.isWeight) : blueprint.weightMask(order, memory.lexicon)
    var shapes: [[DraftDimension]] = []
    for input in blueprint.inputs where !weights[Int(input)] && !isBody {
      let declared = blueprint.values[Int(input)].declared
      guard declared >= 0 else { continue }
      if let shape = memory.lexicon.types[Int(declared)].dimensions { shapes.append(shape) }
    }
    let binding = InputBinding(shapes, batch: builder.batch, dimensions: builder.dimensions)
    memory.setContext(binding.change)
    inference.begin(blueprint, weights: weights, binding, &memory)
    for node in order { inference.infer(node, of: blueprint, binding, &memory) }
    built.removeAll()
    built.name = blueprint.name
    built.layout = blueprint.layout
    built.seed = blueprint.seed
    built.batch = binding.batch
    assembly.assemble(blueprint, order, inference, &memory, into: &built)
    swap(&built.names, &blueprint.names)
    swap(&built.nodeNames, &blueprint.nodeNames)
    swap(&built.seeds, &blueprint.seeds)
    built.canonicalise(in: memory.vocabulary)
    return BuiltGraph(compact: built, vocabulary: memory.vocabulary)
  }
}

/// A graph as a workshop hands it out, to be written or taken apart before the next is built.
package struct BuiltGraph: Sendable {
  /// The graph, whose name, family and source may be changed.
  package var compact: CompactGraph
  private let vocabulary: GraphVocabulary

  fileprivate init(compact: CompactGraph, vocabulary: GraphVocabulary) {
    self.compact = compact
    self.vocabulary = vocabulary
  }

  /// The graph node by node.
  package var graph: Graph { Graph(compact, in: vocabulary) }

  /// About as many bytes as the record takes.
  package var textSize: Int {
    compact.nodes.count * 384 + compact.weights.count * 64 + 1024
  }

  /// Writes the graph's record, without a newline.
  package func write(
    to writer: inout JSONWriter, accounting: CostAccounting = CostAccounting()
  ) {
    guard !accounting.isStandard else { return compact.write(to: &writer, in: vocabulary) }
    var graph = graph
    accounting.apply(to: &graph)
    graph.write(to: &writer)
  }
}
