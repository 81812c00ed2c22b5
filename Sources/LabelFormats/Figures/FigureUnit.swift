/// A unit that a dataset's figures come in, and what it is in the units of records.
struct FigureUnit: Sendable, Equatable {
  /// The name, as it is written.
  let name: String
  /// The unit of records: s, B, J, W, 1 or count.
  let unit: String
  /// What a figure is multiplied by: a whole number …
  let factor: Int
  /// … and this power of ten.
  let power: Int

  init(name: String, unit: String, factor: Int, power: Int) {
    self.name = name
    self.unit = unit
    self.factor = factor
    self.power = power
  }

  /// Finds a unit by its name.
  init?(_ name: String) {
    guard let known = Self.known[name] else { return nil }
    self.name = name
    (unit, factor, power) = known
  }

  /// Whether a figure in this unit must be more than 0: a time, an energy or a power of 0 is no
  /// figure, but stands for something else.
  var isPositive: Bool { unit == "s" || unit == "J" || unit == "W" }

  /// The names that are known, for messages.
  static var names: String { known.keys.sorted().joined(separator: ", ") }

  private static let known: [String: (unit: String, factor: Int, power: Int)] = [
    "s": ("s", 1, 0), "ms": ("s", 1, -3), "us": ("s", 1, -6), "µs": ("s", 1, -6),
    "ns": ("s", 1, -9), "min": ("s", 60, 0), "h": ("s", 3600, 0),
    "J": ("J", 1, 0), "mJ": ("J", 1, -3), "uJ": ("J", 1, -6), "µJ": ("J", 1, -6),
    "nJ": ("J", 1, -9), "kJ": ("J", 1, 3), "Wh": ("J", 3600, 0),
    "W": ("W", 1, 0), "mW": ("W", 1, -3), "uW": ("W", 1, -6), "kW": ("W", 1, 3),
    "B": ("B", 1, 0), "kB": ("B", 1, 3), "KB": ("B", 1, 3), "MB": ("B", 1, 6), "GB": ("B", 1, 9),
    "KiB": ("B", 1 << 10, 0), "MiB": ("B", 1 << 20, 0), "GiB": ("B", 1 << 30, 0),
    "1": ("1", 1, 0), "ratio": ("1", 1, 0), "%": ("1", 1, -2), "percent": ("1", 1, -2),
    "count": ("count", 1, 0), "k": ("count", 1, 3), "M": ("count", 1, 6), "G": ("count", 1, 9),
    // What is done in one second, counted.
    "1/s": ("count", 1, 0), "images/s": ("count", 1, 0), "Hz": ("count", 1, 0),
  ]
}
