private import Glibc

/// The variables that the process was started with.
package enum Environment {
  /// The value of a variable, or `nil` where it is not set or empty.
  package static func value(of name: String) -> String? {
    guard let text = unsafe getenv(name), unsafe text.pointee != 0 else { return nil }
    return unsafe String(cString: text)
  }
}
