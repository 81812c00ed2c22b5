internal import Glibc

/// ln(1 + x), exact for small x too.
package func logarithm(onePlus x: Double) -> Double { log1p(x) }

/// eˣ − 1, exact for small x too.
package func exponential(minusOne x: Double) -> Double { expm1(x) }

/// The sine of a half turn's share: sin(πx).
package func sine(ofHalfTurns x: Double) -> Double { sin(.pi * x) }

/// The cosine of a half turn's share: cos(πx).
package func cosine(ofHalfTurns x: Double) -> Double { cos(.pi * x) }

/// A number of the normal distribution from two of the uniform one (Box and Muller, 1958): `radius`
/// is above 0 and at most 1, `angle` a share of the whole turn.
package func gaussian(radius: Double, angle: Double) -> Double {
  (-2 * log(radius)).squareRoot() * cos(2 * .pi * angle)
}

/// x to a power; 0 to any is 0.
package func power(_ x: Double, _ exponent: Double) -> Double { x > 0 ? pow(x, exponent) : 0 }
