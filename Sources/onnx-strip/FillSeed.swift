import ArgumentParser

/// What `--fill` takes: `seed:` and a number.
struct FillSeed: ExpressibleByArgument {
  let seed: UInt64

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "seed", let seed = UInt64(parts[1]) else { return nil }
    self.seed = seed
  }

  var defaultValueDescription: String { "seed:\(seed)" }
}
