/// The ways in which published datasets are pickled.
package enum DatasetLayout: String, Sendable, CaseIterable {
  /// Eagle (BRP-NAS): dictionaries and raw measurements of cells, in seconds.
  case eagle
  /// HELP: a list of milliseconds a device, beside an index of architectures.
  case help
  /// HW-NAS-Bench: configurations of single networks, or the table of all.
  case hwNASBench = "hw-nas-bench"
  /// PerfSeer: a networkx graph a network, with the figures of every node.
  case perfseer
  /// Any networkx graph whose nodes say what they compute.
  case networkx
  /// GENNAPE: caches of compute graphs with accuracies, and single ones.
  case gennape
  /// NAS-Bench-101 cells by their hash, as Eagle keeps them.
  case nasbench101 = "nb101"
  /// DARTS genotypes, as Eagle keeps them.
  case darts

  /// Whether what is read are graphs; of the others it is measurements.
  package var holdsGraphs: Bool {
    switch self {
    case .perfseer, .networkx, .gennape: true
    case .eagle, .help, .hwNASBench, .nasbench101, .darts: false
    }
  }

  /// The dataset that files of this layout belong to unless a user says otherwise.
  package var dataset: String {
    switch self {
    case .nasbench101, .darts: "eagle"
    default: rawValue
    }
  }
}
