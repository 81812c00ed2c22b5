import ArchiveFormat
import ByteReading
import FuzzEntry
import RecordStreams

/// Archives and compressed streams: their entries are listed and read, as far as a few megabytes go.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzArchives(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe withFuzzInput(data, count) { bytes in
    let archive = try ArchiveReader(Bytes(bytes))
    var room: [UInt8] = Array(repeating: 0, count: 1 << 12)
    var budget = 1 << 22
    while budget > 0, try archive.next() != nil {
      // An entry may have no bytes, and an archive millions of those.
      budget -= room.count
      while budget > 0 {
        var all = room.mutableSpan
        var buffer = unsafe all.mutableBytes
        let got = try archive.read(into: &buffer)
        precondition(got <= room.count, "more bytes than there is room for")
        if got == 0 { break }
        budget -= got
      }
    }
  }
}

/// Bytes in memory, of which every read takes a few: entries may end anywhere in them.
private final class Bytes: ByteSource {
  let name = "memory"
  let size: Int? = nil
  private var rest: ArraySlice<UInt8>

  init(_ bytes: RawSpan) {
    var copy: [UInt8] = []
    copy.append(bytes)
    rest = copy[...]
  }

  func read(into buffer: inout MutableRawSpan) throws(StreamError) -> Int {
    let part = rest.prefix(min(buffer.byteCount, 777))
    for (offset, byte) in part.enumerated() {
      buffer.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
    }
    rest = rest.dropFirst(part.count)
    return part.count
  }
}
