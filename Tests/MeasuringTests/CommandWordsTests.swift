import Measuring
import TestSupport
import Testing

@Suite("Command words")
struct CommandWordsTests {
  static let lines: [(String, [String]?)] = [
    ("", []), ("  ", []), ("ssh host", ["ssh", "host"]),
    ("trtexec --onnx={model}\t--fp16", ["trtexec", "--onnx={model}", "--fp16"]),
    (#"a "b c" 'd "e" \f' g\ h"#, ["a", "b c", #"d "e" \f"#, "g h"]),
    (#"say "he said \"no\"""#, ["say", #"he said "no""#]),
    (#"x'y'"z""#, ["xyz"]), ("'' \"\"", ["", ""]), ("$HOME *", ["$HOME", "*"]),
    ("'open", nil), ("\"open", nil), ("end\\", nil),
  ]

  @Test(arguments: lines)
  func `are split as a shell does`(line: String, words: [String]?) {
    #expect(CommandWords.split(line) == words)
  }

  @Test func `come back from a shell as they were`() throws {
    let folder = try TemporaryFolder()
    var chance = SplitMix64(seed: 5)
    let letters = Array("a B'\"\\$`!*?[]{}()<>|&;~#=%é\t")
    for _ in 0..<200 {
      let word = String(
        (0..<Int.random(in: 0..<9, using: &chance)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &chance)]
        })
      #expect(CommandWords.split(CommandWords.quoted(word)) == [word])
      let run = try ToolRun(shell: "printf %s \(CommandWords.quoted(word))", in: folder.url)
      #expect(String(decoding: run.output, as: UTF8.self) == word)
    }
  }
}
