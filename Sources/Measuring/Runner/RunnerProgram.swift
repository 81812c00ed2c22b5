internal import ByteReading

/// How a runner is started.
package struct RunnerProgram: Sendable, Equatable {
  /// The runners that come with the tool.
  package enum Standard: String, Sendable, CaseIterable {
    case onnxruntime, vela, exec
  }

  /// How it is called in conditions and messages.
  package let name: String
  /// The command line.
  package let words: [String]
  /// What it reads before the protocol begins.
  let prologue: [UInt8]
  /// The words of the command that it is reached through, which may lose it; empty for none.
  let via: [String]

  /// A runner that comes with the tool, run by a Python interpreter.
  ///
  /// The program itself goes through standard input, so that a machine that is reached through
  /// `via` needs Python and the runtime and nothing of ours.
  ///
  /// - Parameters:
  ///   - standard: Which one.
  ///   - python: The interpreter.
  ///   - via: The words of a command that runs another one elsewhere; empty for none.
  package init(_ standard: Standard, python: String, via: [String]) {
    name = standard.rawValue
    // The current folder may hold a dataset: nothing is imported from there.
    let start = "import sys;sys.path=[p for p in sys.path if p];exec(sys.stdin.buffer.readline())"
    words = Self.words([python, "-c", start], via: via)
    self.via = via
    let (common, own) = Self.sources(of: standard)
    prologue =
      Array("import base64,types;m=types.ModuleType('perfmill_runner');".utf8)
      + Array("sys.modules['perfmill_runner']=m;exec(base64.b64decode('".utf8)
      + Base64.encode(common)
      + Array("'),m.__dict__);exec(base64.b64decode('".utf8) + Base64.encode(own)
      + Array("'))\n".utf8)
  }

  /// A program that speaks the protocol.
  package init(words: [String], via: [String]) {
    name = words.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? ""
    self.words = Self.words(words, via: via)
    self.via = via
    prologue = []
  }

  /// A command line behind another. ssh hands what it gets to a shell; the others take words.
  private static func words(_ words: [String], via: [String]) -> [String] {
    let carrier = via.first?.split(separator: "/").last
    return via + (carrier == "ssh" ? words.map(CommandWords.quoted) : words)
  }

  private static func sources(of standard: Standard) -> (common: [UInt8], own: [UInt8]) {
    let own =
      switch standard {
      case .onnxruntime: PackageResources.onnxruntime_runner_py
      case .vela: PackageResources.vela_runner_py
      case .exec: PackageResources.exec_runner_py
      }
    return (PackageResources.perfmill_runner_py, own)
  }
}
