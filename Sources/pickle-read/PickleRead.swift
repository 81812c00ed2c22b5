import ArgumentParser
import ToolSupport

@main
struct PickleRead: Tool {
  static let configuration = CommandConfiguration.tool(
    "pickle-read", "Read pickles without running them.",
    discussion: """
      Writes what pickles of protocols 0 to 5 hold as JSON, one line each. Nothing is imported or \
      called: known constructors become data, all others stay {"$class":"module.Name",…}. The JSON \
      loses nothing: tuples, sets, bytes, keys that are no texts, shared and cyclic values have \
      forms of their own, which docs/pickles.md lists. --plain writes the nearest ordinary JSON.

      --audit says of every class and function that Python would import whether it is known here, \
      and ends with 1 if any is not. --disassemble lists opcodes as pickletools does. \
      --safetensors writes the tensors of a checkpoint; docs/containers.md says how it names them.

      --as turns files of published datasets into records: measurements, architectures, graphs. \
      docs/datasets.md says of each layout what it takes and what the units are.

      A path for --select is made of .name, [3], ['a b'], [(0, 1)], and @class, @args, @state, \
      @items, @entries of an object.

      Examples:
        pickle-read --plain latency.pickle | jq keys
        pickle-read --audit downloads/
        pickle-read --safetensors model.pt -o model.safetensors
        pickle-read --select .model.layers[0] checkpoint.pkl
        pickle-read --as eagle desktop-cpu-core-i7-7820x-fp32.pickle | cg-build
        pickle-read --as perfseer cg.tar.gz | dataset-merge --into catalog.db
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var records: RecordOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard
      records.layout == nil
        || reading.task == .json && reading.select == nil && !reading.plain
          && reading.buffers.isEmpty
    else {
      throw ValidationError("--as excludes --plain, --audit, --disassemble, --select and --buffer")
    }
  }

  func run(_ session: inout ToolSession) throws {
    if records.layout != nil {
      return try session.readDatasets(from: input, records, reading, jobs: parallel.count)
    }
    switch reading.task {
    case .json: try session.writeJSON(of: input, reading)
    case .audit: try session.audit(input, reading)
    case .disassembly: try session.disassemble(input, reading)
    case .tensors: try session.writeTensors(of: input, reading)
    }
  }
}
