import ByteReading
import TestSupport
import Testing

@Suite("Stand-in")
struct StandInTests {
  static let files: [(String, StandIn?)] = [
    ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", .lfsPointer),
    ("<!DOCTYPE html>\n<html lang=\"en\">", .webPage),
    ("\n  <HTML><head>", .webPage),
    ("<svg xmlns=\"http://www.w3.org/2000/svg\">", nil),
    ("version 2 of the labels", nil),
    ("553312 onnx/alexnet/0130.onnx 8 90.88183", nil),
    ("", nil),
  ]

  @Test(arguments: files)
  func `tells data from what was saved in its place`(text: String, expected: StandIn?) {
    #expect(StandIn(prefix: Array(text.utf8).bytes) == expected)
  }

  @Test(arguments: 0..<32 as Range<UInt64>)
  func `takes noise for data`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let bytes = (0..<512).map { _ in UInt8.random(in: .min ... .max, using: &noise) }
    #expect(StandIn(prefix: bytes.bytes) == nil)
  }
}
