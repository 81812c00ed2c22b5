import ArgumentParser
import RecordStreams
import SearchSpaces

/// How codes are read and written.
struct CodeOptions: ParsableArguments {
  @Flag(help: "Write the codes, one a line, and no graphs.")
  var architectures = false

  @Flag(help: "Read codes, one a line, and write each in another encoding.")
  var translate = false

  @Option(
    help: ArgumentHelp(
      "Codes are read in this encoding. (default: by their form)", valueName: "name"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Codes are written in this encoding. (default: the first)", valueName: "name"))
  var to: String?

  func validate() throws {
    guard from == nil || translate else {
      throw ValidationError("--from says how --translate reads codes")
    }
    guard to == nil || translate || architectures else {
      throw ValidationError("--to says how --translate and --architectures write codes")
    }
  }

  func coding(of space: any SearchSpace) throws -> Coding {
    let written = space.encodings.map(\.name)
    let read = space.encodings.filter(\.isReadable).map(\.name)
    if let from, !read.contains(from) {
      throw ValidationError(
        "--from \(from): expected an encoding of \(space.name): \(read.joined(separator: ", "))")
    }
    if let to, !written.contains(to) {
      throw ValidationError(
        "--to \(to): expected an encoding of \(space.name): \(written.joined(separator: ", "))")
    }
    return Coding(space: space, from: from, to: to ?? written[0])
  }
}

/// Reads and writes codes of one space.
struct Coding: Sendable {
  let space: any SearchSpace
  let from: String?
  let to: String

  /// A code in the other encoding.
  func translated(_ text: String) throws(CodeError) -> String {
    space.text(of: try space.genes(from: text, as: from), as: to)
  }

  /// Writes a code as a line of text.
  func write(_ genes: Genes, to writer: inout JSONWriter) {
    var text: [UInt8] = []
    space.append(genes, as: to, to: &text)
    writer.raw(text)
    writer.endLine()
  }
}
