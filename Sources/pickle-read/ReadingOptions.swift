import ArgumentParser
import CheckpointFormat
import PickleFormat
import ToolSupport

/// What is to be written of pickles, and what reading them may take.
struct ReadingOptions: ParsableArguments {
  /// What the tool does.
  enum Task {
    case json, audit, disassembly, tensors
  }

  /// The form of an audit.
  enum ReportForm: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Flag(help: "Write the nearest ordinary JSON, which loses what JSON has no word for.")
  var plain = false

  @Flag(help: "Say what Python would import and call, and end with 1 if it is beyond the table.")
  var audit = false

  @Option(help: ArgumentHelp("The form of an audit.", valueName: "form"))
  var report = ReportForm.text

  @Flag(help: "List opcodes as pickletools does.")
  var disassemble = false

  @Flag(help: "Write the tensors of one checkpoint as a safetensors file.")
  var safetensors = false

  @Option(
    help: ArgumentHelp("Write only the part that the path leads to.", valueName: "path"),
    transform: { try PickleSelection($0) })
  var select: PickleSelection?

  @Option(
    name: .customLong("buffer"),
    help: ArgumentHelp(
      "A file with the next buffer that protocol 5 left outside of the pickle; for each one more.",
      valueName: "file"),
    completion: .file())
  var buffers: [String] = []

  @Option(
    help: ArgumentHelp("The most memory that the values of one pickle take.", valueName: "bytes"))
  var maxMemory = PickleLimits.defaultMemory

  @Option(
    help: ArgumentHelp("The most items that one pickle holds, or that are written of it."))
  var maxItems = PickleLimits.defaultItems

  @Option(help: ArgumentHelp("The deepest that values lie in each other when written."))
  var maxDepth = PickleLimits.defaultDepth

  @Option(help: ArgumentHelp("The most JSON that one pickle becomes.", valueName: "bytes"))
  var maxOutput = PickleLimits.defaultOutput

  @Option(
    help: ArgumentHelp("The most bytes that a compressed input is unpacked to.", valueName: "bytes")
  )
  var maxUnpacked = 1 << 33

  @Option(
    help: ArgumentHelp(
      "How many times its packed size an input is unpacked to, beyond 256 MiB.",
      valueName: "times"))
  var maxRatio = 200

  func validate() throws {
    guard [maxMemory, maxItems, maxDepth, maxOutput, maxUnpacked, maxRatio].allSatisfy({ $0 > 0 })
    else {
      throw ValidationError("limits must be at least 1")
    }
    guard [plain, audit, disassemble, safetensors].count(where: { $0 }) <= 1 else {
      throw ValidationError("--plain, --audit, --disassemble and --safetensors exclude each other")
    }
    guard select == nil && buffers.isEmpty || task == .json else {
      throw ValidationError("--select and --buffer go with JSON only")
    }
  }

  var task: Task {
    audit ? .audit : disassemble ? .disassembly : safetensors ? .tensors : .json
  }

  var ratio: RatioLimit { RatioLimit(ratio: maxRatio) }

  /// How files of this size are read.
  func reader(of size: Int, keepingJournal: Bool = false) -> SavedFile {
    SavedFile(
      limits: limits, unpackingLimit: min(maxUnpacked, ratio.bytes(of: size)),
      keepsJournal: keepingJournal)
  }

  var limits: PickleLimits {
    PickleLimits(memory: maxMemory, items: maxItems, depth: maxDepth, output: maxOutput)
  }
}
