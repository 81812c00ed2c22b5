internal import ByteReading
package import RecordStreams

/// The cards of the public datasets that Perfmill knows: the files of `catalog/`, carried in the
/// program.
package struct DatasetCards: Sendable {
  /// The cards in the order of their names.
  package let all: [DatasetCard]

  /// Reads the cards.
  package init() throws(RecordError) {
    var cards: [DatasetCard] = []
    for json in [
      PackageResources.accel_nasbench_json, PackageResources.eagle_json,
      PackageResources.gennape_json, PackageResources.hat_json, PackageResources.help_json,
      PackageResources.hw_nas_bench_json, PackageResources.nas_bench_macro_json,
      PackageResources.nn_meter_json,
      PackageResources.nnlqp_mini_json, PackageResources.nnlqp_multi_platform_json,
      PackageResources.nnlqp_unseen_structure_json, PackageResources.perfsage_json,
      PackageResources.perfseer_json,
    ] {
      cards.append(try DatasetCard(json: json.bytes))
    }
    all = cards
  }

  /// The card of the dataset of this name.
  package func card(named name: String) -> DatasetCard? {
    all.first { $0.name == name }
  }

  /// The card of the dataset that unpacks into a folder of this name.
  package func card(ofFolder folder: String) -> DatasetCard? {
    all.first { $0.folder == folder }
  }
}
