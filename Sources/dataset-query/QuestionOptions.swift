import ArgumentParser
import DatasetCatalog

/// What a catalog is asked.
struct QuestionOptions: ParsableArguments {
  @Argument(
    help:
      "datasets, platforms, families, graphs, architectures, measurements, figures (measurements with their graphs), runs, splits or models (checkpoints)."
  )
  var listing: Listing?

  @Flag(help: "Write graph and measurement records.") var records = false

  @Option(
    help: ArgumentHelp(
      "With --records: write the parts of this split of dataset-split in place of the datasets' own.",
      valueName: "name"))
  var splitAs: String?

  @Option(
    help: ArgumentHelp(
      "List networks that are in several parts of a split, or of the datasets' own: \"own\".",
      valueName: "name"))
  var splitCheck: String?

  @Option(help: ArgumentHelp("Answer one SELECT; nothing can be written.", valueName: "query"))
  var sql: String?

  @Option(
    help: ArgumentHelp(
      "Break --sql off after so many seconds; 0 for never. (default: 60, in a pager 0)",
      valueName: "seconds"))
  var timeLimit: Double?

  @Option(
    help: ArgumentHelp(
      "Sum figures up by these fields: family,platform.", valueName: "fields"))
  var groupBy: String?

  @Option(
    help: ArgumentHelp(
      """
      What is told of groups: count, mean, deviation, min, p1, p5, p25, median, p75, p95, p99, max. \
      (default: count,mean,median,min,max; with --pivot mean)
      """, valueName: "statistics"))
  var aggregate: String?

  @Option(
    help: ArgumentHelp(
      "Make a column of each value of this field: of each platform, for example.",
      valueName: "field"))
  var pivot: String?

  @Option(help: ArgumentHelp("List the graphs that are most like this one.", valueName: "id"))
  var nearest: String?

  @Option(
    help: ArgumentHelp(
      "Tell where this graph's figures come from; --platform and others choose among them.",
      valueName: "id"))
  var why: String?

  @Option(
    help: ArgumentHelp(
      "List what this other catalog has more, less or otherwise; the exit status is 1 if anything.",
      valueName: "catalog"), completion: .file(extensions: ["db"]))
  var diff: String?

  @Option(
    help: ArgumentHelp(
      "Write one state of the catalog to a new file, also while others merge into it.",
      valueName: "file"), completion: .file(extensions: ["db"]))
  var snapshot: String?

  @Flag(help: "List the datasets that are known: licence, origin, how to ingest them.")
  var cards = false

  func validate() throws {
    let asked = [
      listing != nil, records, sql != nil, isSummary, nearest != nil, why != nil, cards,
      splitCheck != nil, diff != nil, snapshot != nil,
    ]
    guard asked.count(where: { $0 }) <= 1 else {
      throw ValidationError(
        """
        a list, --records, --sql, --group-by, --nearest, --why, --split-check, --diff, --snapshot and \
        --cards exclude each other
        """)
    }
    guard splitAs == nil || records else { throw ValidationError("--split-as goes with --records") }
    guard timeLimit ?? 0 >= 0, timeLimit ?? 0 < 1e9 else {
      throw ValidationError("--time-limit must be 0 or more")
    }
    if isSummary { _ = try statistics }
  }

  /// Whether figures are summed up.
  var isSummary: Bool { groupBy != nil || aggregate != nil || pivot != nil }

  /// The groups and statistics that are asked for.
  var aggregation: Aggregation {
    get throws {
      var groups = words(groupBy ?? "")
      if let pivot, !groups.contains(pivot) { groups.append(pivot) }
      return Aggregation(groups: groups, statistics: try statistics)
    }
  }

  private var statistics: [Statistic] {
    get throws {
      guard let aggregate else {
        return pivot == nil ? [.count, .mean, .median, .min, .max] : [.mean]
      }
      return try words(aggregate).map { word in
        guard let statistic = Statistic(rawValue: word) else {
          let known = Statistic.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("--aggregate: no statistic is named \(word); there are \(known)")
        }
        return statistic
      }
    }
  }

  private func words(_ list: String) -> [String] {
    list.split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init)
  }
}

extension Listing: ExpressibleByArgument {}
