import Foundation

/// The Python environment with independent implementations that tests compare with: the one that
/// `Scripts/oracles` makes, or the one whose interpreter `PERFMILL_PYTHON` names.
///
/// ```swift
/// @Test(.enabled(if: PythonOracle.has("jsonschema"), "needs Scripts/oracles"))
/// ```
package enum PythonOracle {
  /// The path of the interpreter.
  package static let interpreter =
    ProcessInfo.processInfo.environment["PERFMILL_PYTHON"]
    ?? Checkout.folder.appending(path: ".build/oracles/bin/python").path

  /// Whether the interpreter is there and can import a module.
  package static func has(_ module: String) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: interpreter)
    process.arguments = ["-c", "import \(module)"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// The path of a script in `Tests/Oracles`.
  package static func script(_ name: String) -> String {
    Checkout.folder.appending(path: "Tests/Oracles").appending(path: name).path
  }
}
