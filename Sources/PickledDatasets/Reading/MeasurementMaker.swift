internal import ComputationGraph
internal import Datasets
internal import GraphBuilding

/// Makes the measurements of one file: all are of one kind, on one platform, in one unit.
struct MeasurementMaker {
  private var template: Measurement
  /// The power of ten that turns the file's figures into those of records.
  private let shift: Int

  /// - Parameters:
  ///   - context: The file.
  ///   - format: How records call its format.
  ///   - metric: What the figures are unless the user says otherwise.
  ///   - unit: The unit of the file, such as `ms`.
  /// - Throws: ``LayoutMismatch`` if nothing says which platform the figures are of.
  init(
    _ context: DatasetContext, format: String, metric: String, unit: String
  ) throws(LayoutMismatch) {
    guard let platform = context.platform else {
      throw LayoutMismatch(
        found: "no platform in the file's name", expected: "one given with --platform")
    }
    // Files do not say their units: another metric than the usual one is in its SI unit.
    let unit = (context.metric ?? metric) == metric ? unit : Self.usualUnit(of: context.metric)
    let metric = context.metric ?? metric
    let scale = Self.scale(of: unit)
    shift = scale.power
    template = Measurement(
      network: .graph(""), platform: platform, metric: metric, value: nil, unit: scale.unit,
      phase: metric == "accuracy" ? nil : "inference", batch: context.batch,
      state: context.state, dataset: context.dataset,
      source: Source(format: format, path: context.path, unit: unit))
  }

  private static func usualUnit(of metric: String?) -> String {
    switch metric {
    case "latency": "s"
    case "energy": "J"
    case "power": "W"
    case let metric? where metric.hasSuffix("memory"): "B"
    default: "1"
    }
  }

  private static func scale(of unit: String) -> (unit: String, power: Int) {
    switch unit {
    case "ms": ("s", -3)
    case "mJ": ("J", -3)
    case "%": ("1", -2)
    default: (unit, 0)
    }
  }

  /// A measurement of a number; one that is not finite, or a latency that is not positive, is a
  /// failure.
  func measurement(
    of network: NetworkReference, id: String?, _ number: PickledNumber
  ) -> Measurement {
    var made = blank(network, id)
    made.source?.value = number.digits
    let isPositive = number.value > 0 || template.metric == "accuracy" && number.value == 0
    guard number.value.isFinite, isPositive else {
      made.state = .failed
      made.reason = "invalid"
      return made
    }
    made.value = number.shifted(by: shift)
    return made
  }

  /// A measurement of raw timings, whose JSON text is in the record's unit.
  func measurement(of network: NetworkReference, id: String?, samples: [UInt8]) -> Measurement {
    var made = blank(network, id)
    made.samples = samples
    return made
  }

  /// What the file has in place of a figure.
  func failure(
    of network: NetworkReference, id: String?, reason: String?, text: String
  ) -> Measurement {
    var made = blank(network, id)
    made.state = .failed
    made.reason = reason
    made.source?.value = text
    made.source?.unit = nil
    return made
  }

  private func blank(_ network: NetworkReference, _ id: String?) -> Measurement {
    var made = template
    made.network = network
    made.source?.id = id
    return made
  }
}
