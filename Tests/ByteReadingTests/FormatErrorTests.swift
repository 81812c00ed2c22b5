import ByteReading
import Testing

@Suite("Format error")
struct FormatErrorTests {
  @Test func `names the parts from the outside in`() {
    let error = FormatError(.truncated(needed: 8, available: 2), at: 40)
      .inside("node[3]").inside("ModelProto.graph")
    #expect(error.description == "byte 40: ModelProto.graph.node[3]: length 8, but 2 bytes left")
  }
}
