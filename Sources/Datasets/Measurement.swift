package import ComputationGraph

/// How a record names the network it is about.
package enum NetworkReference: Sendable, Equatable {
  /// The content hash of a graph record.
  case graph(String)
  /// A model file, as the dataset names it.
  case model(String)
  /// A code of a search space, such as `nasbench201` and `|nor_conv_3x3~0|+…|`.
  case architecture(space: String, encoding: String)
}

/// Whether a figure was observed, and if not, what became of it.
package enum MeasurementState: String, Sendable, CaseIterable {
  case measured, estimated, predicted, withheld, failed
}

/// One observed or estimated figure about one network on one platform: the record of kind `measurement`.
package struct Measurement: Sendable, Equatable {
  /// The network.
  package var network: NetworkReference
  /// The platform's name: hardware, software and data type.
  package var platform: String
  /// What was measured: `latency`, `energy`, `accuracy`, …
  package var metric: String
  /// The figure in `unit`; `nil` for a failure and for raw samples that are not yet reduced.
  package var value: Double?
  /// The SI unit: s, B, J, W, 1 or count.
  package var unit: String
  /// The standard deviation of the samples that `value` was made from, in `unit`.
  package var dispersion: Double?
  /// How many samples `value` was made from.
  package var count: Int?
  /// `inference` or `training`.
  package var phase: String?
  /// The batch size.
  package var batch: Int?
  /// Whether the figure was observed.
  package var state: MeasurementState
  /// Why it failed: unsupported-op, out-of-memory, compile, timeout, invalid.
  package var reason: String?
  /// The dataset it belongs to.
  package var dataset: String?
  /// The family of the network.
  package var family: String?
  /// `train`, `validation` or `test`, where the dataset says so.
  package var split: String?
  /// Raw repeated timings as JSON text, nested as measured.
  package var samples: [UInt8]?
  /// Runtime, threads, warm-up, … as the JSON text of an object.
  package var conditions: [UInt8]?
  /// Where the figure was read.
  package var source: Source?
  /// Keys that this version does not know, as JSON text, in their order.
  package var extra: [ExtraMember] = []

  /// Makes a measurement.
  package init(
    network: NetworkReference, platform: String, metric: String, value: Double?, unit: String,
    phase: String? = nil, batch: Int? = nil, state: MeasurementState = .measured,
    reason: String? = nil, dataset: String? = nil, family: String? = nil, split: String? = nil,
    samples: [UInt8]? = nil, conditions: [UInt8]? = nil, source: Source? = nil
  ) {
    self.network = network
    self.platform = platform
    self.metric = metric
    self.value = value
    self.unit = unit
    self.phase = phase
    self.batch = batch
    self.state = state
    self.reason = reason
    self.dataset = dataset
    self.family = family
    self.split = split
    self.samples = samples
    self.conditions = conditions
    self.source = source
  }
}

/// A member of a record that this version does not know and hands on untouched.
package struct ExtraMember: Sendable, Equatable {
  /// The key.
  package var key: String
  /// The value's JSON text.
  package var json: [UInt8]

  /// Keeps a member as it stood.
  package init(key: String, json: [UInt8]) {
    self.key = key
    self.json = json
  }
}
