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
    case .safetensors: try output.write(TensorExport.file(selection, cards: cards))
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
}
