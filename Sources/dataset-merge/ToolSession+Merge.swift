import ArgumentParser
import DatasetCatalog
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Merges all inputs, and says on standard error what came of it.
  mutating func merge(_ options: InputOptions, into writer: CatalogWriter, jobs: Int) throws {
    var inputs = InputList(options)
    while let input = try next(of: &inputs) {
      do {
        if let path = input.path, Catalog.isDatabase(path) {
          try writer.merge(Catalog(readingAt: path)) { try refuse($0) }
        } else {
          try writer.merge(input.openText(), jobs: jobs) {
            try refuse($0)
          } progress: {
            showProgress($0, "records", share: $1)
          }
        }
      } catch let error as StreamError {
        try refuse(error, at: Place(input.name))
      } catch let error as BinaryInput {
        try refuse(error, at: Place(input.name))
      } catch let error as CatalogError where error.path != writer.path {
        try refuse(error.reason, at: Place(input.name))
      }
    }
    try writer.finish(at: WallClock.utc) { try refuse($0) }
    for line in writer.report.lines { warn(line) }
  }

  private mutating func refuse(_ refusal: Refusal) throws {
    let place = Place(refusal.place.input, line: refusal.place.line, column: refusal.column)
    try refuse(refusal, at: place)
  }
}

extension ConflictPolicy: ExpressibleByArgument {}
