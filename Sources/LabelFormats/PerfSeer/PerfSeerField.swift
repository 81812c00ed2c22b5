/// The seven figures of a phase in a PerfSeer label, in their order.
struct PerfSeerField: Sendable {
  /// The name in messages: PerfSeer's own, spelt right.
  let name: String
  /// The metric in records.
  let metric: String
  /// The unit in the file.
  let unit: String
  /// What the figure is multiplied by, besides a power of ten, to be in the unit of records.
  let factor: Int
  let power: Int
  let recordUnit: String

  /// Time is per sample and becomes that of an iteration. Memory is written as MB and counted in
  /// MiB: its maximum is just below a 3090's 24,268 MiB.
  static let all = [
    PerfSeerField(
      name: "time", metric: "latency", unit: "ms/sample", factor: 1, power: -3, recordUnit: "s"),
    PerfSeerField(
      name: "average_sm_util", metric: "sm_utilization", unit: "%", factor: 1, power: -2,
      recordUnit: "1"),
    PerfSeerField(
      name: "average_memory_util", metric: "memory_utilization", unit: "%", factor: 1, power: -2,
      recordUnit: "1"),
    PerfSeerField(
      name: "average_memory_usage", metric: "mean_memory", unit: "MiB", factor: 1 << 20, power: 0,
      recordUnit: "B"),
    PerfSeerField(
      name: "peak_sm_util", metric: "peak_sm_utilization", unit: "%", factor: 1, power: -2,
      recordUnit: "1"),
    PerfSeerField(
      name: "peak_memory_util", metric: "peak_memory_utilization", unit: "%", factor: 1, power: -2,
      recordUnit: "1"),
    PerfSeerField(
      name: "peak_memory_usage", metric: "peak_memory", unit: "MiB", factor: 1 << 20, power: 0,
      recordUnit: "B"),
  ]

  /// Whether the figure is a time per sample.
  var isTime: Bool { recordUnit == "s" }
}
