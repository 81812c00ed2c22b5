import ArgumentParser
import Conditions
import DatasetCatalog
import RecordStreams
import ToolSupport

extension ToolSession {
  /// Makes a split, writes the heading of its table, and says its SHA-256.
  mutating func split(
    _ name: String, _ rule: SplitRule, _ condition: String?, in path: String
  ) throws -> NamedSplit {
    let catalog = try Catalog(readingAt: path)
    var query = MeasurementQuery()
    do {
      query.condition = try condition.map { try catalog.condition($0) }
    } catch let error as ConditionError {
      throw ValidationError("--where: \(error)")
    }
    let split = try catalog.split(name, by: rule, matching: query, condition: condition)
    guard !split.isEmpty else { throw NothingToPart() }
    warn("\(name): \(rule), SHA-256 \(split.sha256)")
    try output.write(Array("part\tgraphs\tmembers\n".utf8))
    return split
  }
}

/// No figures fulfil the condition.
private struct NothingToPart: Error, CustomStringConvertible {
  var description: String { "no figures to part" }
}

extension SplitRule: ExpressibleByArgument {
  /// Reads a rule.
  public init?(argument: String) {
    self.init(argument)
  }
}
