import ArgumentParser
import RecordStreams

/// How rows are printed.
struct FormatOptions: ParsableArguments {
  @Flag(help: "Print aligned columns (default on a terminal).") var table = false
  @Flag(help: "Print one JSON object a row.") var json = false
  @Flag(help: "Print comma-separated values (RFC 4180) with a heading.") var csv = false
  @Flag(help: "Print tab-separated values with a heading (default elsewhere).") var tsv = false

  func validate() throws {
    guard [table, json, csv, tsv].filter({ $0 }).count <= 1 else {
      throw ValidationError("--table, --json, --csv and --tsv exclude each other")
    }
  }

  /// The format that was asked for, or else the one that suits the reader.
  func chosen(writesToFile: Bool) -> RowFormat {
    if json { return .json }
    if csv { return .csv }
    if tsv { return .tsv }
    if table { return .table }
    return Terminal.output.isInteractive && !writesToFile ? .table : .tsv
  }
}
