import LabelFormats
import RecordStreams

/// What one thread does at a time: a handful of small files, or a block of a large one.
enum LabelWork: Sendable {
  case files([LabelFile])
  case block(LineBlock, of: String, LabelTable)
  /// An input that could not be read, to be told of in its turn.
  case refused(String, any Error)

  /// What it becomes, file after file.
  func done(by reader: LabelReader) -> [LabelOutcome] {
    switch self {
    case .files(let files): files.map { .block(reader.read($0)) }
    case .block(let block, let name, let table):
      [.block(LabelBlock(name: name, block: table.read(block)))]
    case .refused(let name, let error): [.refused(name, error)]
    }
  }
}

/// What a file, or a block of one, has become.
enum LabelOutcome: Sendable {
  case block(LabelBlock)
  case refused(String, any Error)
}
