package import Foundation

/// Larger data that development has and a clone does not: the folder `shared` beside the checkout, or
/// the one that `PERFMILL_SHARED` names. Tests that need it are left out without it.
package enum SharedData {
  /// Where a file of the shared data lies, or `nil` where it is not at hand.
  package static func path(_ relative: String) -> String? {
    let path = root.appending(path: relative).path(percentEncoded: false)
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The bytes of a file of the shared data.
  package static func data(_ relative: String) throws -> Data {
    try Data(contentsOf: root.appending(path: relative))
  }

  private static var root: URL {
    if let named = ProcessInfo.processInfo.environment["PERFMILL_SHARED"] {
      return URL(filePath: named)
    }
    // Tests/TestSupport/SharedData.swift, three folders up, and one beside.
    let checkout = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return checkout.deletingLastPathComponent().appending(path: "shared")
  }
}
