internal import ByteReading
internal import ContentHashing
internal import ProcessControl
internal import RecordStreams

/// Sends a model to a runner as it is written: lines of base64, and a digest of all in the end.
final class ModelUpload: ByteSink {
  let name: String
  /// Why the runner did not take the bytes; the error that the writer saw stands for it.
  private(set) var failure: ProcessError?
  /// The number of bytes so far.
  private(set) var count = 0
  private var hasher = ContentHasher()
  private var piece: [UInt8] = []
  private let send: ([UInt8]) throws(ProcessError) -> Void

  /// A megabyte of text a line; a multiple of three, so that only the last line is padded.
  private static let pieceSize = 3 << 18

  init(name: String, sendingWith send: @escaping ([UInt8]) throws(ProcessError) -> Void) {
    self.name = name
    self.send = send
  }

  /// The SHA-256 of all bytes.
  var digest: String { hasher.finalize().hexDigits }

  func write(_ bytes: RawSpan) throws(StreamError) {
    hasher.update(bytes)
    count += bytes.byteCount
    var rest = bytes
    while rest.byteCount > 0 {
      let taken = min(rest.byteCount, Self.pieceSize - piece.count)
      piece.append(rest.extracting(first: taken))
      rest = rest.extracting(droppingFirst: taken)
      if piece.count == Self.pieceSize { try sendPiece() }
    }
  }

  func flush() throws(StreamError) {
    if !piece.isEmpty { try sendPiece() }
  }

  func finish() throws(StreamError) {
    try flush()
  }

  private func sendPiece() throws(StreamError) {
    let line =
      Array(#"{"type":"data","base64":""#.utf8) + Base64.encode(piece) + Array("\"}\n".utf8)
    piece.removeAll(keepingCapacity: true)
    do {
      try send(line)
    } catch {
      failure = error
      throw StreamError(name, .write, .damaged("\(error)"))
    }
  }
}
