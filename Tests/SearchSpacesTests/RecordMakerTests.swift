import ComputationGraph
import GraphBuilding
import RecordStreams
import SearchSpaces
import Testing

@Suite("Records of codes")
struct RecordMakerTests {
  @Test(arguments: SpaceRow.all)
  func `are what the graphs write`(row: SpaceRow) throws {
    let space = try row.space()
    let builder = GraphBuilder(costs: try CostTable.standard())
    for view in GraphView.allCases {
      for form in space.forms(of: view) {
        var choice = GraphChoice()
        choice.view = view
        choice.form = form.name
        let maker = try GraphMaker(of: space, choice, builder: builder)
        var records = RecordMaker(maker)
        for draw in 0..<(view == .cell ? 300 : 4) {
          var random = SeededRandom(seed: 6, stream: draw)
          let genes = space.sample(using: &random)
          var record = JSONWriter()
          #expect(records.append(genes, if: nil, to: &record))
          var text = JSONWriter()
          maker.graph(of: genes).write(to: &text)
          text.endLine()
          if record.bytes != text.bytes { Issue.record("\(genes) as \(form.name)") }
        }
      }
    }
  }

  @Test func `are the same whatever was made before`() throws {
    let space = NASBench201()
    var choice = GraphChoice()
    choice.view = .cell
    let maker = try GraphMaker(of: space, choice, builder: nil)
    var records = RecordMaker(maker)
    for position in 0..<400 {
      let genes = space.genes(at: position)
      var first = JSONWriter()
      var fresh = RecordMaker(maker)
      #expect(fresh.append(genes, if: nil, to: &first))
      var later = JSONWriter()
      #expect(records.append(genes, if: nil, to: &later))
      #expect(first.bytes == later.bytes)
    }
  }
}
