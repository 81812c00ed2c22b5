import ByteReading
import RecordStreams
import TestSupport
import Testing

@Suite("Lines and blocks")
struct LineInputTests {
  static let texts: [(String, [String])] = [
    ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]),
    ("a\r\nb\r\n", ["a\r", "b\r"]),
  ]

  @Test(arguments: texts)
  func `cuts a text into lines`(text: String, expected: [String]) throws {
    #expect(try lines(Array(text.utf8), step: 1) == expected)
    #expect(try lines(Array(text.utf8), step: 100) == expected)
    #expect(cursorLines(Array(text.utf8)) == expected)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `gives the same lines however the bytes arrive`(seed: UInt64) throws {
    var noise = SplitMix64(seed: seed)
    let bytes = (0..<20_000).map { _ in
      UInt8.random(in: 0..<20, using: &noise) == 0 ? 10 : UInt8.random(in: 97..<123, using: &noise)
    }
    let expected = cursorLines(bytes)
    let step = Int.random(in: 1..<3000, using: &noise)
    #expect(try lines(bytes, step: step) == expected)
    for size in [1, 7, 1000, 1 << 20] {
      var blocks = BlockInput(ArraySource(bytes, step: step), blockSize: size)
      var joined: [UInt8] = []
      var nextLine = 1
      var cuts: [Int] = []
      while let block = try blocks.next() {
        #expect(block.firstLine == nextLine)
        nextLine += block.bytes.count { $0 == 10 }
        joined += block.bytes
        cuts.append(joined.count)
        #expect(block.bytes.last == 10 || joined.count == bytes.count)
      }
      #expect(joined == bytes)
      #expect(cuts == (try blockEnds(bytes, size: size)))
    }
  }

  @Test func `refuses a line over the limit and says which`() throws {
    let bytes = Array("ab\nabcdef\n".utf8)
    var input = LineInput(ArraySource(bytes, step: 3), maximumLine: 4)
    #expect(try input.next()?.byteCount == 2)
    #expect(throws: StreamError("memory", .read, .lineTooLong(line: 2, limit: 4))) {
      _ = try input.next()?.byteCount
    }
    var blocks = BlockInput(ArraySource(bytes, step: 3), blockSize: 3, maximumLine: 4)
    #expect(try blocks.next()?.firstLine == 1)
    #expect(throws: StreamError("memory", .read, .lineTooLong(line: 2, limit: 4))) {
      _ = try blocks.next()
    }
  }

  @Test func `names what cannot be opened`() {
    #expect { _ = try DescriptorSource(path: "/no/such/file") } throws: {
      String(describing: $0) == "/no/such/file: cannot open: no such file or folder"
    }
    #expect { _ = try DescriptorSource(path: "/").readAll() } throws: {
      String(describing: $0) == "/: cannot read: is a folder"
    }
  }
}

/// Bytes in memory, delivered a few at a time.
final class ArraySource: ByteSource {
  let name = "memory"
  var size: Int? { bytes.count }
  private let bytes: [UInt8]
  private let step: Int
  private var position = 0

  init(_ bytes: [UInt8], step: Int) {
    self.bytes = bytes
    self.step = step
  }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let count = min(step, buffer.byteCount, bytes.count - position)
    for index in 0..<count {
      buffer.storeBytes(of: bytes[position + index], toByteOffset: index, as: UInt8.self)
    }
    position += count
    return count
  }
}

private func lines(_ bytes: [UInt8], step: Int) throws -> [String] {
  var input = LineInput(ArraySource(bytes, step: step))
  var lines: [String] = []
  while let line = try input.next() { lines.append(String(decoding: line.copied(), as: UTF8.self)) }
  #expect(input.lineNumber == lines.count)
  return lines
}

private func cursorLines(_ bytes: [UInt8]) -> [String] {
  var cursor = LineCursor(bytes.bytes)
  var lines: [String] = []
  while let line = cursor.next() { lines.append(String(decoding: line.copied(), as: UTF8.self)) }
  return lines
}

private func blockEnds(_ bytes: [UInt8], size: Int) throws -> [Int] {
  var blocks = BlockInput(ArraySource(bytes, step: .max), blockSize: size)
  var ends: [Int] = []
  while let block = try blocks.next() { ends.append((ends.last ?? 0) + block.bytes.count) }
  return ends
}
