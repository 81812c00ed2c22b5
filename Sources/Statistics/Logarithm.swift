private import Glibc

/// Logarithms and their inverses, as the C library has them.
package enum Logarithm {
  /// The natural logarithm.
  package static func natural(_ value: Double) -> Double { log(value) }
  /// The logarithm to base two.
  package static func binary(_ value: Double) -> Double { log2(value) }
  /// The logarithm to base ten.
  package static func decimal(_ value: Double) -> Double { log10(value) }
  /// eˣ.
  package static func exponential(_ value: Double) -> Double { exp(value) }
}
