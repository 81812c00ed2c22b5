internal import Datasets

/// Settles what goes into the records of a file: what the user says goes before what its name says.
struct ContextSettler: Sendable {
  private let given: DatasetContext
  private let cards: DatasetCards
  private let platforms: [String: CardPlatforms]

  init(_ given: DatasetContext) throws {
    self.given = given
    cards = try DatasetCards()
    platforms = Dictionary(
      uniqueKeysWithValues: cards.all.map { ($0.name, CardPlatforms(of: $0)) })
  }

  /// The platforms of the dataset that a layout is of.
  func platforms(of layout: DatasetLayout) -> CardPlatforms {
    platforms[layout.dataset] ?? CardPlatforms(of: nil)
  }

  func context(of path: String, _ layout: DatasetLayout) -> DatasetContext {
    var context = given
    context.path = path
    context.dataset = given.dataset ?? layout.dataset
    // Graphs have no platform, and the columns of HW-NAS-Bench name their own.
    guard !layout.holdsGraphs, layout != .hwNASBench else { return context }
    let known = platforms(of: layout)
    let named = known.find(inPath: path)
    let platform = given.platform.map { known.find($0) } ?? named?.platform
    context.platform = platform?.name ?? given.platform
    if given.batch == nil { context.batch = named?.batch ?? platform?.batch }
    if platform?.isEstimated == true { context.state = .estimated }
    if layout == .eagle { settle(&context) }
    return context
  }

  /// Eagle's names also tell predictions from measurements, and accuracies from latencies.
  private func settle(_ context: inout DatasetContext) {
    let name = context.fileName.lowercased()
    if name.hasPrefix("inference_") { context.state = .predicted }
    guard given.metric == nil, name.contains("_acc") else { return }
    context.metric = "accuracy"
    let tasks = ["cifar100", "cifar10", "imagenet16-120", "imagenet16"]
    context.platform = context.platform ?? tasks.first { name.contains($0) }
  }
}
