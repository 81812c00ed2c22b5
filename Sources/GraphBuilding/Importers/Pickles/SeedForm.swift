import ByteReading
import ModelFormats
import PickleFormat
import RecordStreams

/// The forms of files in which seeds keep several networks.
package enum SeedForm: Sendable {
  /// A Python pickle.
  case pickle
  /// JSON, and not records.
  case json

  /// How the names of pickles end; JSON is not looked for by its name.
  package static let endings = [".pkl", ".pickle", ".gpickle"]

  /// Looks at the first bytes of a file; `nil` if it is something else.
  package init?(_ file: RawSpan) {
    // Pickles that are told from others begin with this byte; most models need no closer look.
    if file.starts(with: [0x80]), ModelKind.sniff(file) == .pickle {
      self = .pickle
    } else if file.beginsObject {
      self = .json
    } else {
      return nil
    }
  }

  /// Hands over each network of a file; one that cannot be read is handed over as its error.
  ///
  /// - Throws: `FormatError` or ``LayoutMismatch`` if the file holds no networks, and what the body
  ///   throws.
  package func forEachNetwork(
    of file: RawSpan, from path: String,
    _ body: (Result<PickledNetwork, any Error>) throws -> Void
  ) throws {
    switch self {
    case .pickle:
      let networks = PickledNetworks(path: path)
      var machine = PickleMachine(file)
      while let arena = try machine.next() {
        try networks.forEach(of: arena.root, in: arena, body)
      }
    case .json: try SeedJSON(path: path).forEachNetwork(of: file, body)
    }
  }
}

extension RawSpan {
  /// Whether a brace comes first, after a little white space.
  fileprivate var beginsObject: Bool {
    for position in 0..<Swift.min(byteCount, 64) {
      switch byte(at: position) {
      case 0x20, 0x09...0x0D: continue
      case let first: return first == UInt8(ascii: "{")
      }
    }
    return false
  }
}
