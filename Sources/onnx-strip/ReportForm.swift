import ArgumentParser
import ModelFormats
import RecordStreams
import ToolSupport

/// In what form the tool says what became of a model.
enum ReportForm: String, ExpressibleByArgument, CaseIterable {
  case text, json, none

  /// Says what became of a model on standard error.
  func say(_ report: ONNXRewriteReport, of name: String, in session: inout ToolSession) {
    switch self {
    case .text: session.warn("\(name): \(report)")
    case .json:
      var json = JSONWriter()
      report.write(name: name, to: &json)
      session.report(json.take())
    case .none: break
    }
  }
}
