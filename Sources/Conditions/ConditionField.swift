/// Something that conditions can be about.
package struct ConditionField: Sendable, Hashable {
  /// What a field's values are.
  package enum Kind: Sendable, Hashable {
    case text
    /// A number of a kind; `nil` where it may be of any.
    case number(Quantity?)
  }

  /// How conditions name it.
  package let name: String
  /// What its values are.
  package let kind: Kind

  /// Names a field.
  package init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// What a number counts, and so the units that it may be given in.
package enum Quantity: Sendable, Hashable {
  case time, bytes, energy, power, count

  /// The quantity that figures of an SI unit are of, where it takes other units too.
  package init?(unit: String) {
    switch unit {
    case "s": self = .time
    case "B": self = .bytes
    case "J": self = .energy
    case "W": self = .power
    default: return nil
    }
  }

  /// What a refusal calls it, with an example.
  var example: String {
    switch self {
    case .time: "a time such as 5ms"
    case .bytes: "a size such as 64MiB"
    case .energy: "an energy such as 20mJ"
    case .power: "a power such as 5W"
    case .count: "a number such as 600M"
    }
  }
}

/// What stands behind a number: `ms`, `GiB`, `M`.
struct UnitSuffix {
  /// What the unit measures; `nil` of one that goes with everything.
  let quantity: Quantity?
  /// Numbers are multiplied by this…
  let factor: Double
  /// …and divided by this. Both are whole, so that the result is rounded once: 7ms is 0.007.
  var divisor = 1.0

  static let all: [String: UnitSuffix] = [
    "": UnitSuffix(quantity: nil, factor: 1),
    "%": UnitSuffix(quantity: nil, factor: 1, divisor: 100),
    "k": UnitSuffix(quantity: nil, factor: 1e3),
    "K": UnitSuffix(quantity: nil, factor: 1e3),
    "M": UnitSuffix(quantity: nil, factor: 1e6),
    "G": UnitSuffix(quantity: nil, factor: 1e9),
    "T": UnitSuffix(quantity: nil, factor: 1e12),
    "ns": UnitSuffix(quantity: .time, factor: 1, divisor: 1e9),
    "us": UnitSuffix(quantity: .time, factor: 1, divisor: 1e6),
    "µs": UnitSuffix(quantity: .time, factor: 1, divisor: 1e6),
    "μs": UnitSuffix(quantity: .time, factor: 1, divisor: 1e6),
    "ms": UnitSuffix(quantity: .time, factor: 1, divisor: 1e3),
    "s": UnitSuffix(quantity: .time, factor: 1),
    "min": UnitSuffix(quantity: .time, factor: 60),
    "h": UnitSuffix(quantity: .time, factor: 3600),
    "B": UnitSuffix(quantity: .bytes, factor: 1),
    "kB": UnitSuffix(quantity: .bytes, factor: 1e3),
    "KB": UnitSuffix(quantity: .bytes, factor: 1e3),
    "MB": UnitSuffix(quantity: .bytes, factor: 1e6),
    "GB": UnitSuffix(quantity: .bytes, factor: 1e9),
    "TB": UnitSuffix(quantity: .bytes, factor: 1e12),
    "KiB": UnitSuffix(quantity: .bytes, factor: 1024),
    "MiB": UnitSuffix(quantity: .bytes, factor: 1_048_576),
    "GiB": UnitSuffix(quantity: .bytes, factor: 1_073_741_824),
    "TiB": UnitSuffix(quantity: .bytes, factor: 1_099_511_627_776),
    "nJ": UnitSuffix(quantity: .energy, factor: 1, divisor: 1e9),
    "uJ": UnitSuffix(quantity: .energy, factor: 1, divisor: 1e6),
    "µJ": UnitSuffix(quantity: .energy, factor: 1, divisor: 1e6),
    "mJ": UnitSuffix(quantity: .energy, factor: 1, divisor: 1e3),
    "J": UnitSuffix(quantity: .energy, factor: 1),
    "kJ": UnitSuffix(quantity: .energy, factor: 1e3),
    "mW": UnitSuffix(quantity: .power, factor: 1, divisor: 1e3),
    "W": UnitSuffix(quantity: .power, factor: 1),
    "kW": UnitSuffix(quantity: .power, factor: 1e3),
  ]
}
