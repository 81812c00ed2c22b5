import Foundation
import TestSupport
import Testing

/// Whole runs of pickle-read on files that are out to do harm.
@Suite("pickle-read on hostile files")
struct PickleReadTests {
  /// What lies among the exploits as their harmless counterpart.
  static let harmless: Set<String> = [
    "data__benign0_v0.pkl", "data__benign0_v3.pkl", "data__benign0_v4.pkl",
    "data2__int_array.npy", "data2__int_arrays_compressed.npz", "data2__object_arrays.npz",
    "data2__object_arrays_compressed.npz", "data2__object_array.npy", "data__pytorch_model.bin",
    "data__new_pytorch_model.bin", "data__benign_password_protected.zip", "LICENSE.upstream",
  ]

  @Test(
    .enabled(
      if: SharedData.path("data/pickle/hostile") != nil
        && SharedData.path("data/gennape/hostile") != nil, "needs shared data"))
  func `flags every one and never ends badly`() throws {
    var count = 0
    for folder in ["data/pickle/hostile", "data/gennape/hostile"] {
      let path = try #require(SharedData.path(folder))
      for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      where !Self.harmless.contains(name) {
        let run = try ToolRun("pickle-read", "--audit", "\(path)/\(name)")
        #expect(run.status == 1, "\(name): \(run.messages)")
        #expect(!run.output.isEmpty, "\(name): silent")
        let json = try ToolRun("pickle-read", "\(path)/\(name)")
        #expect(json.status < 2, "\(name): \(json.messages)")
        count += 1
      }
    }
    #expect(count > 40)
  }

  @Test(
    .enabled(if: SharedData.path("data/pickle/hostile") != nil, "needs shared data"))
  func `says of harmless files that they are`() throws {
    let path = try #require(SharedData.path("data/pickle/hostile"))
    for name in Self.harmless
    where name != "LICENSE.upstream" && !name.hasSuffix(".zip")
      && FileManager.default.fileExists(atPath: "\(path)/\(name)")
    {
      let run = try ToolRun("pickle-read", "--audit", "\(path)/\(name)")
      #expect(run.status == 0, "\(name): \(String(decoding: run.output, as: UTF8.self))")
    }
  }

  /// Between opening the file and the end, the process talks to no other file, process or network.
  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"), "needs strace"),
    arguments: ["", "--audit", "--plain", "--disassemble"])
  func `only reads, maps and writes`(option: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "evil.pickle",
      "cos\nsystem\n(S'touch made'\ntRcsocket\nsocket\n(tRc__builtin__\nopen\n(S'x'\ntR.")
    let run = try ToolRun(
      shell: "strace -f -o trace pickle-read \(option) evil.pickle", in: folder.url)
    try #require(run.status < 2, "\(run.messages)")
    let trace = try String(contentsOf: folder.url.appending(path: "trace"), encoding: .utf8)
    let lines = trace.split(separator: "\n")
    let opening = try #require(lines.lastIndex { $0.contains("evil.pickle") })
    let allowed: Set<String> = [
      "read", "pread64", "write", "writev", "close", "fstat", "newfstatat", "lseek", "mmap",
      "munmap", "mprotect", "mremap", "madvise", "brk", "futex", "getrandom", "ioctl",
      "exit_group", "rt_sigprocmask", "sched_yield", "+++",
    ]
    for line in lines[opening...].dropFirst() {
      let call = line.drop { $0.isNumber || $0 == " " }.prefix { $0 != "(" && $0 != " " }
      #expect(allowed.contains(String(call)), "\(line)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("made")))
  }

  /// A gigabyte of yes in a megabyte of gzip, and a million lists in each other.
  @Test func `keeps to its limits`() throws {
    let folder = try TemporaryFolder()
    let bomb = try ToolRun(
      shell: "yes | head -c 1000000000 | gzip -1 > yes.gz; pickle-read yes.gz",
      in: folder.url)
    #expect(bomb.status == 1)
    #expect(bomb.messages.contains("(--max-ratio)"), "\(bomb.messages)")
    let depth = 1_000_000
    try folder.write(
      "deep.pickle",
      [UInt8](repeating: 0x5D, count: depth) + [UInt8](repeating: 0x61, count: depth - 1) + [0x2E])
    let deep = try ToolRun("pickle-read", folder.path("deep.pickle"))
    #expect(deep.status == 0)
    #expect(deep.output.count == 2 * depth + 1)
  }
}
