import ArgumentParser
import Datasets
import ProcessControl
import RecordStreams

/// A command that makes records of files that are none.
struct InputReader {
  /// The command for a shell; `{}` stands for the file.
  let command: String
  /// The card that the command is of.
  private(set) var card: DatasetCard?

  /// The command of a dataset's card, but for its end, which is this program's own part.
  init(card name: String) throws {
    let cards = try DatasetCards()
    guard let card = cards.card(named: name) else {
      let names = cards.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--card: no card is named \(name); there are \(names)")
    }
    guard let ingest = card.ingest, ingest.hasSuffix(Self.end) else {
      throw ValidationError("--card: the card of \(name) has no command that ends in a catalog")
    }
    self.card = card
    command = String(ingest.dropLast(Self.end.count)).replacing("PATH", with: "{}")
  }

  /// The command that a user gives.
  init(_ command: String) throws {
    guard command.contains("{}") else {
      throw ValidationError("--through: the command does not say where {}, the file, goes")
    }
    self.command = command
  }

  private static let end = " | dataset-merge --into catalog.db"

  /// Starts the command on a file. The tools beside this one are found first.
  ///
  /// - Throws: `ProcessError`.
  func start(on file: String) throws -> CommandSource {
    let tool = CommandLine.arguments.first ?? ""
    let folder = tool.lastIndex(of: "/").map { String(tool[..<$0]) } ?? "."
    // The names reach the shell as arguments, so that no character of them means anything.
    let path = tool.contains("/") ? "PATH=\"$0:$PATH\"; " : ""
    let text = path + command.replacing("{}", with: "\"$1\"")
    return try CommandSource(["bash", "-o", "pipefail", "-c", text, folder, file], name: file)
  }
}
