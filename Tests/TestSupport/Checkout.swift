package import Foundation

/// The checkout that the tests were built from.
package enum Checkout {
  /// The package's top folder.
  package static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The path of a file in `fixtures`.
  package static func fixture(_ relative: String) -> String {
    folder.appending(path: "fixtures").appending(path: relative).path
  }

  /// The bytes of a file in `fixtures`.
  package static func bytes(of relative: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: fixture(relative))))
  }
}
