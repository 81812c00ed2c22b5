/// PerfSeer's generator: a stem, four stages of one style each, a head.
///
/// The genes are, for each stage: the style, the blocks less one, the channels in eights less one,
/// whether the first or the last block halves the picture, and two settings of the style: of vggnet
/// whether it halves by a stride or a pool; of resnext the channels of a group and what the
/// bottleneck divides by; of densenet the growth. What a style does not have is 0.
///
/// The authors publish the styles and the skeleton; the blocks and ranges are a reading that
/// reproduces the published statistics of their dataset. Reference: "PerfSeer", arXiv 2502.01206.
package struct PerfSeer: NestedSpace {
  /// The name in records.
  package let name = "perfseer"
  /// What it is.
  package let summary = "PerfSeer's generator: four stages of five styles, drawn as in its dataset"
  /// The ways to write a code.
  package let encodings = [
    CodeEncoding(
      "stages", "vggnet:d2:w64:first:conv|resnext:d3:w128:last:g16:b2|densenet:d4:w8:first:k12|…")
  ]
  /// The ways to make a whole network.
  package let networkForms = [GraphForm("original", "the network that inference runs")]
  /// What the networks are for.
  package let tasks = [NetworkTask("imagenet", resolution: 224, classes: 1000)]
  /// The genes' values.
  package let radices = depthLimits.flatMap { [5, $0, 256, 2, 6, 3] }

  /// The styles in the order of the genes' values.
  package enum Style: Int, CaseIterable, Sendable {
    case vggnet, mobilenet, resnext, densenet, googlenet

    var name: String { "\(self)" }
    /// How many values the two settings have.
    var settings: (Int, Int) {
      switch self {
      case .vggnet: (2, 1)
      case .resnext: (5, 3)
      case .densenet: (6, 1)
      case .mobilenet, .googlenet: (1, 1)
      }
    }
  }

  /// One stage.
  struct Stage {
    var style: Style
    var depth: Int
    var channels: Int
    var halvesLast: Bool
    var settings: (Int, Int)

    /// The stage that six genes stand for.
    init(_ genes: ArraySlice<Int>) {
      let start = genes.startIndex
      style = Style(rawValue: genes[start]) ?? .vggnet
      depth = genes[start + 1] + 1
      channels = 8 * (genes[start + 2] + 1)
      halvesLast = genes[start + 3] == 1
      settings = (genes[start + 4], genes[start + 5])
    }

    init(
      style: Style, depth: Int, channels: Int, halvesLast: Bool, settings: (Int, Int)
    ) {
      self.style = style
      self.depth = depth
      self.channels = channels
      self.halvesLast = halvesLast
      self.settings = settings
    }

    var genes: Genes {
      [
        style.rawValue, depth - 1, channels / 8 - 1, halvesLast ? 1 : 0,
        settings.0 < style.settings.0 ? settings.0 : 0,
        settings.1 < style.settings.1 ? settings.1 : 0,
      ]
    }
  }

  /// The most blocks of each stage.
  static let depthLimits = [4, 6, 10, 8]
  /// The channels of a group of resnext.
  static let groups = [4, 8, 16, 32, 64]
  /// What resnext's bottleneck divides the channels by.
  static let divisors = [1, 2, 4]
  /// The growth of densenet.
  static let growths = [8, 12, 16, 24, 32, 48]

  /// The space.
  package init() {}

  static func stages(_ genes: Genes) -> [Stage] {
    (0..<4).map { Stage(genes[(6 * $0)..<(6 * $0 + 6)]) }
  }

  /// Settings that a style does not have are 0.
  package func normalised(_ genes: Genes) -> Genes {
    Self.stages(genes).flatMap(\.genes)
  }

  /// Draws as the preset that reproduces the published dataset: one style for all stages with a
  /// chance of 3 in 10, channels that grow evenly from 2⁵…2^7.5 by 1.5…2.4 a stage, all else evenly.
  package func sample(using random: inout SeededRandom) -> Genes {
    let isPure = random.fraction() < 0.3
    let common = random.next(below: 5)
    var channels = Double.exponential2(5 + 2.5 * random.fraction())
    let ratio = 1.5 + 0.9 * random.fraction()
    var genes: Genes = []
    for limit in Self.depthLimits {
      let style = isPure ? common : random.next(below: 5)
      let eights = min(256, max(1, Int((channels / 8).rounded())))
      let settings = Style(rawValue: style)?.settings ?? (1, 1)
      genes += [
        style, random.next(below: limit), eights - 1, random.next(below: 2),
        random.next(below: settings.0), random.next(below: settings.1),
      ]
      channels *= ratio
    }
    return genes
  }
}

extension Double {
  /// Two to the power of `exponent`, the same on every machine: by repeated square roots.
  fileprivate static func exponential2(_ exponent: Double) -> Double {
    var result = Double(sign: .plus, exponent: Int(exponent), significand: 1)
    var rest = exponent - exponent.rounded(.down)
    var factor = 2.0.squareRoot()
    while rest > 0, factor > 1 {
      rest *= 2
      if rest >= 1 {
        result *= factor
        rest -= 1
      }
      factor = factor.squareRoot()
    }
    return result
  }
}
