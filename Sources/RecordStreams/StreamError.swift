internal import Glibc

/// What went wrong with a stream: which one, what was being done, and why not.
package struct StreamError: Error, Equatable, Sendable {
  /// What was being done to the stream.
  package enum Verb: String, Sendable {
    case open, read, write, create, sync, rename, seek
  }

  /// Why it could not be done.
  package enum Reason: Equatable, Sendable {
    /// The system refused; the number is `errno`.
    case system(Int32)
    /// The bytes that hold the stream are damaged; the text says how.
    case damaged(String)
    /// A line is longer than the reader was told to take.
    case lineTooLong(line: Int, limit: Int)
  }

  /// The file's path, or a name such as `standard input`.
  package let path: String
  /// What was being done.
  package let verb: Verb
  /// Why it failed.
  package let reason: Reason

  /// Describes a failure.
  package init(_ path: String, _ verb: Verb, _ reason: Reason) {
    self.path = path
    self.verb = verb
    self.reason = reason
  }
}

extension StreamError.Reason: CustomStringConvertible {
  /// The reason in words, lower case.
  package var description: String {
    switch self {
    case .system(let code): Self.text(ofSystemError: code)
    case .damaged(let what): what
    case .lineTooLong(let line, let limit): "line \(line) is longer than \(limit) bytes"
    }
  }

  private static func text(ofSystemError code: Int32) -> String {
    switch code {
    case ENOENT: return "no such file or folder"
    case EACCES, EPERM: return "permission denied"
    case EISDIR: return "is a folder"
    case ENOTDIR: return "a part of the path is not a folder"
    case ENOSPC: return "no space left on the device"
    default: break
    }
    var text = [CChar](repeating: 0, count: 256)
    // The XSI form, which Swift imports, fills the buffer and ends it with a zero.
    let status = unsafe text.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return EINVAL }
      return unsafe strerror_r(code, base, buffer.count)
    }
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return status == 0
      ? String(decoding: bytes, as: UTF8.self).lowercased() : "system error \(code)"
  }
}

extension StreamError: CustomStringConvertible {
  /// One line: `labels/gt.txt: cannot open: no such file or folder`.
  package var description: String { "\(path): cannot \(verb.rawValue): \(reason)" }
}
