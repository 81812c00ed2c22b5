import ByteReading
import ComputationGraph
import GraphBuilding
import RecordStreams
import TestSupport
import Testing

@Suite("Workshop")
struct WorkshopTests {
  @Test func `builds what a draft builds, whatever it built before`() throws {
    var workshop = GraphWorkshop(try .standard())
    var generator = SplitMix64(seed: 7)
    for model in FixtureModels.all.shuffled(using: &generator) {
      let built = try workshop.build(onnx: model.bytes.bytes)
      #expect(built.graph == model.graph, "\(model.path)")
    }
  }

  @Test func `writes the record that the graph writes`() throws {
    var workshop = GraphWorkshop(try .standard())
    for model in FixtureModels.all {
      let built = try workshop.build(onnx: model.bytes.bytes)
      var compact = JSONWriter()
      built.write(to: &compact)
      var nested = JSONWriter()
      built.graph.write(to: &nested)
      #expect(compact.bytes == nested.bytes, "\(model.path)")
    }
  }

  @Test(arguments: ["plain", "quo\"te", "back\\slash", "line\nend", "東", ""])
  func `writes a name as the graph writes it, whatever the others are`(name: String) throws {
    var workshop = GraphWorkshop(try .standard())
    for (node, value) in [(name, "x"), ("x", name), (name, name)] {
      var draft = GraphDraft.node("Relu", on: [.data([1, 4])])
      draft.nodes[0].name = node
      draft.values[1].name = value
      let built = try workshop.build(draft)
      var compact = JSONWriter()
      built.write(to: &compact)
      var nested = JSONWriter()
      built.graph.write(to: &nested)
      #expect(compact.bytes == nested.bytes)
    }
  }

  @Test func `takes each graph's own batch`() throws {
    var workshop = GraphWorkshop(try .standard())
    let model = FixtureModels.all[0]
    for batch in [8, 1, 3, 8] {
      workshop.builder.batch = batch
      let graph = try workshop.build(onnx: model.bytes.bytes).graph
      #expect(graph == (try GraphBuilder.standard(batch: batch).build(onnx: model.bytes.bytes)))
    }
  }

  @Test func `says of a value what the file says of it, and of no other`() throws {
    var workshop = GraphWorkshop(try .standard())
    for (name, size) in [("a", 5), ("b", 5), ("a", 5), ("c", 4)] {
      var draft = GraphDraft.node("Relu", on: [.data([1, 4])])
      draft.values[1].name = name
      draft.values[1].shape = [.value(1), .value(size)]
      let notes = try workshop.build(draft).graph.nodes[0].notes
      let note = "the file says that dimension 1 of \"\(name)\" is \(size), not 4"
      #expect(notes == (size == 4 ? [] : [note]))
    }
  }

  @Test func `tells zeros of either sign apart`() throws {
    var workshop = GraphWorkshop(try .standard())
    for bound: Float in [0, -0.0, 0] {
      let clip = GraphDraft.node(
        "Clip", on: [.data([1, 4]), .number(Double(bound)), .number(6)])
      let node = try workshop.build(clip).graph.nodes[0]
      #expect("\(node.attribute("min"), default: "nil")" == "float(\(bound))")
    }
  }
}
