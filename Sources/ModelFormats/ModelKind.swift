internal import ByteReading
internal import ProtobufFormat

/// What a file is, by its first bytes; its name is not asked.
package enum ModelKind: String, Sendable, CaseIterable {
  case empty = "an empty file"
  case onnx = "an ONNX model"
  case tensorFlowLite = "a TFLite model"
  case tensorFlowGraph = "a TensorFlow graph"
  case tensorFlowSavedModel = "a TensorFlow SavedModel"
  case tensorFlowText = "a TensorFlow graph as text"
  case mmdnn = "a graph in MMdnn's intermediate form"
  case gitLFSPointer = "a git-LFS pointer, not the file it points to"
  case html = "an HTML page"
  case gzip = "a gzip file"
  case zip = "a zip archive"
  case zstandard = "a Zstandard file"
  case sevenZip = "a 7z archive"
  case hdf5 = "an HDF5 file"
  case pickle = "a Python pickle"
  case text = "a text file"
  case unknown = "not a known format"

  /// Tells what a file is by all its bytes or the first few hundred of them.
  package static func sniff(_ bytes: RawSpan) -> ModelKind {
    guard !bytes.isEmpty else { return .empty }
    for (kind, magic) in magics where bytes.starts(with: magic) {
      return kind
    }
    let head = bytes.extracting(first: 8)
    if head.byteCount == 8, head.extracting(last: 4).starts(with: Array("TFL3".utf8)) {
      return .tensorFlowLite
    }
    if let kind = tensorFlow(bytes) { return kind }
    if looksLikeONNX(bytes) { return .onnx }
    switch StandIn(prefix: bytes) {
    case .lfsPointer: return .gitLFSPointer
    case .webPage: return .html
    case nil: break
    }
    // Protocol 2 and later say so in their first two bytes.
    if head.byteCount > 2, head.starts(with: [0x80]),
      "\u{2}\u{3}\u{4}\u{5}".utf8
        .contains(where: { head.starts(with: [0x80, $0]) })
    {
      return .pickle
    }
    return isText(bytes.extracting(first: 512)) ? .text : .unknown
  }

  /// Whether most bytes are printable ASCII and none is a control character other than white space.
  private static func isText(_ bytes: RawSpan) -> Bool {
    var printable = 0
    for position in 0..<bytes.byteCount {
      switch bytes.byte(at: position) {
      case 0x20...0x7E: printable += 1
      case 9...13, 0x80...: break
      default: return false
      }
    }
    return printable * 2 > bytes.byteCount
  }

  private static let magics: [(ModelKind, [UInt8])] = [
    (.gzip, [0x1F, 0x8B]),
    (.zip, [0x50, 0x4B, 0x03, 0x04]),
    (.zip, [0x50, 0x4B, 0x05, 0x06]),
    (.zstandard, [0x28, 0xB5, 0x2F, 0xFD]),
    (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    (.hdf5, [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]),
  ]

  /// Refuses what is no ONNX model for sure, by its first bytes.
  static func requireONNX(_ kind: ModelKind) throws(FormatError) {
    guard kind == .onnx || kind == .unknown else {
      throw FormatError(.malformed("\(kind.rawValue); an ONNX model was expected"), at: 0)
    }
  }

  /// Whether the first fields are ones that a ModelProto has, with the wire types they have there.
  private static func looksLikeONNX(_ bytes: RawSpan) -> Bool {
    var reader = ProtobufReader(bytes)
    var fields = 0
    while fields < 4 {
      do {
        guard let field = try reader.next() else { return fields > 0 }
        switch (field.number, field.value) {
        case (1, .varint(let version)) where version < 1000: break
        case (5, .varint): break
        case (2...4, .bytes), (6...8, .bytes), (14, .bytes), (20, .bytes), (25...26, .bytes): break
        default: return false
        }
        fields += 1
      } catch {
        // The first field may be the graph, and these may be its first bytes only.
        if case .truncated = error.reason { return fields > 0 }
        return false
      }
    }
    return true
  }
}
