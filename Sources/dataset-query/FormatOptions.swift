import ArgumentParser
import ProcessControl
import RecordStreams

/// How rows are printed.
struct FormatOptions: ParsableArguments {
  @Flag(help: "Print aligned columns (default on a terminal).") var table = false
  @Flag(help: "Print one JSON object a row.") var json = false
  @Flag(help: "Print comma-separated values (RFC 4180) with a heading.") var csv = false
  @Flag(help: "Print tab-separated values with a heading (default elsewhere).") var tsv = false

  @Flag(help: "Print a Markdown table.") var markdown = false
  @Flag(help: "Print longer tables on a terminal without $PAGER.") var noPager = false

  func validate() throws {
    guard [table, json, csv, tsv, markdown].count(where: { $0 }) <= 1 else {
      throw ValidationError("--table, --json, --csv, --tsv and --markdown exclude each other")
    }
  }

  /// Whether a form was chosen.
  var isUsed: Bool { table || json || csv || tsv || markdown }

  /// The pager that tables on a terminal go through, which shows short ones and ends.
  func pager(writesToFile: Bool) -> Pager? {
    guard !noPager, chosen(writesToFile: writesToFile) == .table, !writesToFile,
      Terminal.output.isInteractive
    else { return nil }
    let words = Environment.value(of: "PAGER") ?? "less -FRSX"
    return Pager(words.split(separator: " ").map(String.init))
  }

  /// The format that was asked for, or else the one that suits the reader.
  func chosen(writesToFile: Bool) -> RowFormat {
    if json { return .json }
    if csv { return .csv }
    if tsv { return .tsv }
    if markdown { return .markdown }
    if table { return .table }
    return Terminal.output.isInteractive && !writesToFile ? .table : .tsv
  }
}
