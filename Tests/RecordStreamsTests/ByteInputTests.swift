import ByteReading
import RecordStreams
import TestSupport
import Testing

@Suite("Byte input")
struct ByteInputTests {
  @Test(arguments: [1, 3, 4, 64])
  func `reads, steps over and counts in a file`(capacity: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("bytes", Array(0..<200))
    var input = ByteInput(try DescriptorSource(path: path), capacity: capacity)
    #expect(try input.readByte() == 0)
    #expect(try input.skip(99) == 99)
    #expect(input.offset == 100)
    var bytes: [UInt8] = []
    #expect(try input.readBytes(5, appendingTo: &bytes) == 5)
    #expect(bytes == [100, 101, 102, 103, 104])
    #expect(try input.skip(90) == 90)
    #expect(try input.readBytes(50, appendingTo: &bytes) == 5)
    #expect(bytes.last == 199)
    #expect(try input.isAtEnd())
    #expect(try input.readByte() == nil)
    #expect(input.offset == 200)
  }

  @Test func `steps no further than to the end`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("bytes", [1, 2, 3])
    var input = ByteInput(try DescriptorSource(path: path))
    #expect(try input.skip(.max) == 3)
    #expect(try input.isAtEnd())
  }

  @Test func `looks ahead without stepping`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("bytes", [1, 2, 3])
    var input = ByteInput(try PeekedSource(try DescriptorSource(path: path), count: 2), capacity: 1)
    let ahead = try input.peek(10).copied()
    #expect(ahead == [1, 2, 3])
    #expect(input.offset == 0)
    #expect(try input.skip(2) == 2)
    #expect(try input.readByte() == 3)
  }
}
