import ArchiveFormat
import ByteReading
import RecordStreams
import TestSupport
import Testing

@Suite("File store")
struct FileStoreTests {
  static let orders: [[String]] = [
    ["onnx/a.onnx", "onnx/b.onnx", "gt.txt"],
    ["onnx/b.onnx", "set/gt.txt", "onnx/a.onnx"],
    ["onnx/b.onnx", "onnx/b.onnx", "a.onnx", "onnx/a.onnx"],
  ]
  static let archives = ["set.tar.gz", "set.zip", "set.7z"]

  @Test(arguments: archives, orders)
  func `finds members in any order`(archive: String, names: [String]) throws {
    let store = try FileStore(path: Checkout.fixture("archives/" + archive))
    for name in names { #expect(try firstBytes(of: name, in: store) == expected(name)) }
    #expect(try store.contents(of: "onnx/c.onnx") == nil)
    #expect(try store.contents(of: "nx/a.onnx") == nil, "half a name is no name")
  }

  @Test(arguments: orders)
  func `reads again what its budget made it drop`(names: [String]) throws {
    let store = try FileStore(path: Checkout.fixture("archives/set.tar.xz"), budget: 100)
    for name in names { #expect(try firstBytes(of: name, in: store) == expected(name)) }
  }

  @Test func `keeps only what may be asked for`() throws {
    let store = try FileStore(
      path: Checkout.fixture("archives/set.tar"), keeping: { $0.hasSuffix(".onnx") })
    #expect(try store.contents(of: "gt.txt") == nil)
    #expect(try firstBytes(of: "b.onnx", in: store) == expected("b.onnx"))
  }

  @Test func `finds the files of a folder`() throws {
    let folder = try TemporaryFolder()
    try folder.write("onnx/a.onnx", Array("\u{8}\u{7}aaa".utf8))
    let store = try FileStore(path: folder.path)
    #expect(try firstBytes(of: "onnx/a.onnx", in: store) == expected("a.onnx"))
    #expect(try store.contents(of: "onnx") == nil)
    #expect(try store.contents(of: "onnx/b.onnx") == nil)
  }

  @Test(arguments: ["../secret", "/etc/passwd", "onnx/../../secret"])
  func `does not leave its folder`(name: String) throws {
    let folder = try TemporaryFolder()
    let store = try FileStore(path: folder.path)
    #expect(throws: StreamError.self) { try store.contents(of: name) }
  }

  @Test func `complains of an encrypted member when it is asked for`() throws {
    let store = try FileStore(path: Checkout.fixture("archives/encrypted.zip"))
    #expect(try store.contents(of: "c.onnx") == nil)
    #expect(throws: StreamError.self) { try store.contents(of: "onnx/a.onnx") }
  }
}

private func firstBytes(of name: String, in store: FileStore) throws -> [UInt8]? {
  try store.contents(of: name)?.withBytes { $0.extracting(first: 3).copied() }
}

private func expected(_ name: String) -> [UInt8] {
  if name.hasSuffix("a.onnx") { return [8, 7, 0x61] }
  return name.hasSuffix("b.onnx") ? [8, 7, 0x62] : Array("1 o".utf8)
}
