import DatasetExport
import Datasets
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Writes a selection in a form.
  mutating func export(
    _ form: ExportForm, _ selection: ExportSelection, _ choice: ExportChoice
  ) throws {
    let cards = try DatasetCards()
    switch form {
    case .safetensors:
      try TensorExport.write(selection, as: .safetensors, cards: cards, to: output)
    case .npz: try TensorExport.write(selection, as: .numpy, cards: cards, to: output)
    case .graphml: try GraphMLLines.write(selection, to: output)
    case .perfseer: try writeLabels(selection, into: OutputFolder(path: choice.into ?? ""))
    case .csv: try FigureLines.write(selection, to: output)
    case .jsonl: try selection.writeRecords(to: output)
    case .nodeLink: try NodeLinkLines.write(selection, to: output)
    case .eagle: try EaglePickle.write(selection, to: output)
    case .gt:
      for (platform, number) in try NNLQPLines.write(selection, cards: cards, to: output) {
        warn("platform \(number) is \(platform)")
      }
    case .croissant:
      let path = choice.describes ?? ""
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let file = try CroissantText.File(name: name, DescriptorSource(path: path))
      try output.write(
        CroissantText.text(
          of: file, title: choice.title, date: String(WallClock.utc.prefix(10)), selection,
          cards: cards))
    }
  }
  private mutating func writeLabels(
    _ selection: ExportSelection, into folder: OutputFolder
  ) throws {
    let lacking = try PerfSeerTexts.forEach(selection) { name, text in
      let file = try folder.file(at: name)
      try file.write(Array(text.utf8))
      try file.finish()
    }
    if lacking > 0 { warn("networks that lack one of the fourteen figures: \(lacking)") }
  }
}
