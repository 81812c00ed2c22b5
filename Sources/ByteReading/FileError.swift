internal import Glibc

/// A reason why a file could not be opened or mapped.
package struct FileError: Error, Equatable, Sendable {
  /// What kind of trouble it was.
  package enum Reason: Equatable, Sendable {
    /// The system refused; its error number.
    case system(errno: Int32)
    /// A folder, pipe or device, which cannot be mapped.
    case notRegular
  }

  /// The file, as it was named.
  package let path: String

  /// What kind of trouble it was.
  package let reason: Reason

  /// Makes an error about a file.
  package init(_ reason: Reason, path: String) {
    self.reason = reason
    self.path = path
  }
}

extension FileError: CustomStringConvertible {
  /// One line: `models/a.onnx: no such file or directory`.
  package var description: String {
    switch reason {
    case .system(let errno): "\(path): \(systemMessage(errno))"
    case .notRegular: "\(path): not a regular file"
    }
  }
}

/// The system's words for an error number, in lower case as all our messages are.
private func systemMessage(_ errno: Int32) -> String {
  guard let text = unsafe strerror(errno) else { return "error \(errno)" }
  let message = unsafe String(cString: text)
  return message.prefix(1).lowercased() + message.dropFirst()
}
