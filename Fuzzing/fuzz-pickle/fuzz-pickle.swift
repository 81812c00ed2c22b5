import ByteReading
import CheckpointFormat
import FuzzEntry
import PickleFormat

/// One file, read as whatever it is, with all that is written of it; and listed as a pickle.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzPickle(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let limits = PickleLimits(
    memory: 1 << 26, items: 1 << 20, depth: 1 << 16, output: 1 << 20)
  let listed = unsafe withFuzzInput(data, count) { bytes in
    var disassembler = PickleDisassembler(ByteCursor(bytes))
    var written = 0
    try disassembler.run { line in
      written += line.byteCount
      if written > 1 << 20 { throw FuzzLimit() }
    }
  }
  let read = unsafe withFuzzInput(data, count) { bytes in
    let file = SavedFile(limits: limits, unpackingLimit: 1 << 24, keepsJournal: true)
    try file.read(bytes) { pickle in
      var audit = PickleAudit()
      audit.add(pickle.journal ?? PickleJournal())
      _ = audit.text(of: "file")
      for isPlain in [false, true] {
        var json = PickleJSON(plain: isPlain, limits: limits)
        try? json.write(pickle.root, of: pickle) { _ in }
      }
    }
  }
  return listed | read
}

/// Enough has been listed.
private struct FuzzLimit: Error {}
