import LabelFormats
import RecordStreams
import ToolSupport

/// Which labels have a graph, and which graphs a label.
struct LabelPairs {
  private(set) var graphs = GraphStems()
  private var isPaired: [Bool] = []
  private var labels: [String] = []
  private var alone = 0
  private var firstAlone: String?

  /// Looks for graph files in the places that are named, or else in the folders among the inputs.
  ///
  /// - Throws: Why a place cannot be listed.
  mutating func find(_ models: [String], among inputs: [String]) throws {
    for place in models.isEmpty ? inputs : models {
      if PathKind(of: place) == .folder {
        for path in try Folder.files(below: place) where GraphStems.isGraph(path) {
          graphs.add(path)
        }
      } else if !models.isEmpty {
        try addMembers(of: place)
      }
    }
    isPaired = Array(repeating: false, count: graphs.count)
  }

  /// Adds the graphs of an archive under their names in it: `cg-build` finds them so.
  private mutating func addMembers(of archive: String) throws {
    var members = InputList([archive], choosing: .ending(in: GraphStems.suffixes))
    while let member = try members.next() {
      let name = member.name
      graphs.add(name.hasPrefix(archive + "/") ? String(name.dropFirst(archive.count + 1)) : name)
    }
  }

  /// Takes note of what a block of labels has found.
  mutating func note(_ label: LabelBlock) {
    let remarks = label.block.remarks
    for number in remarks.paired { isPaired[number] = true }
    alone += Set(remarks.alone).count
    firstAlone = firstAlone ?? remarks.alone.first
    labels += remarks.stems
  }

  /// The unmatched on both sides in words; `found` are graphs that came among the inputs.
  func messages(_ found: [String]) -> [String] {
    var messages: [String] = []
    if graphs.count > 0 {
      report(alone, firstAlone, isPaired.count { !$0 }, to: &messages)
    } else if !found.isEmpty {
      var among = GraphStems()
      for path in found { among.add(path) }
      let labels = Set(labels)
      let alone = labels.filter { among.number(of: $0) == nil }
      report(alone.count, alone.min(), among.count - labels.count + alone.count, to: &messages)
    }
    if graphs.repeated > 0 {
      messages.append("\(graphs.repeated) graphs have the stem of another; the first was taken")
    }
    return messages
  }

  private func report(
    _ labels: Int, _ first: String?, _ graphs: Int, to messages: inout [String]
  ) {
    guard labels > 0 || graphs > 0 else { return }
    let example = first.map { " (first: \($0))" } ?? ""
    messages.append(
      "\(labels) label\(labels == 1 ? " has" : "s have") no graph\(example), "
        + "\(graphs) graph\(graphs == 1 ? " has" : "s have") no label")
  }
}
