internal import Glibc

/// ln(1 + x), exact for small x too.
package func logarithm(onePlus x: Double) -> Double { log1p(x) }
