internal import DenseKernels
internal import Statistics

/// How far predictions are from the truth, as one number to make small.
package enum Loss: String, Sendable, CaseIterable {
  /// The mean of (p/y - 1)², NNLQP's.
  case squaredRelative = "squared-relative"
  /// The mean of |p/y - 1|: the MAPE.
  case absoluteRelative = "absolute-relative"
  /// The mean of (p - y)².
  case squared
  /// The mean of |p - y|.
  case absolute
  /// The mean of (p - y)²/2 within 1 and of |p - y| - 1/2 beyond (Huber, 1964).
  case huber
  /// The mean of max(0, 0.1 - (pᵢ - pⱼ)) over the pairs with yᵢ > yⱼ (GATES, Ning and others, 2020).
  case hinge
  /// The mean of -ln sigmoid(pᵢ - pⱼ) over the pairs with yᵢ > yⱼ (Rendle and others, 2009).
  case bpr
  /// The cross entropy of softmax(p) from softmax(y) (ListNet, Cao and others, 2007).
  case listNet = "listnet"

  /// Whether only the order of figures is learned.
  package var isRanking: Bool { self == .hinge || self == .bpr || self == .listNet }

  /// The loss of a batch and its derivatives by the predictions.
  ///
  /// - Parameters:
  ///   - predictions: What the network says.
  ///   - truths: What it should say.
  ///   - groups: Only figures of one group are ordered among each other.
  /// - Returns: The loss, and a derivative for each prediction.
  func callAsFunction(
    _ predictions: ArraySlice<Float>, _ truths: [Float], groups: [Int]
  ) -> (loss: Float, derivatives: [Float]) {
    if isRanking { return ranking(Array(predictions), truths, groups: groups) }
    let share = 1 / Float(truths.count)
    var sum: Float = 0
    let derivatives = zip(predictions, truths).map { prediction, truth in
      let one = one(prediction, truth)
      sum += one.loss
      return share * one.derivative
    }
    return (sum * share, derivatives)
  }

  /// The loss of one prediction and its derivative.
  private func one(_ prediction: Float, _ truth: Float) -> (loss: Float, derivative: Float) {
    let scale = self == .squaredRelative || self == .absoluteRelative ? 1 / truth : 1
    let error = (prediction - truth) * scale
    let sign: Float = error < 0 ? -1 : 1
    switch self {
    case .squaredRelative, .squared: return (error * error, 2 * error * scale)
    case .huber:
      return abs(error) <= 1 ? (error * error / 2, error) : (abs(error) - 0.5, sign)
    default: return (abs(error), sign * scale)
    }
  }

  /// The loss of an order.
  private func ranking(
    _ predictions: [Float], _ truths: [Float], groups: [Int]
  ) -> (loss: Float, derivatives: [Float]) {
    var derivatives = Array(repeating: Float(0), count: truths.count)
    var (sum, terms) = (Float(0), 0)
    for group in Set(groups).sorted() {
      let members = groups.indices.filter { groups[$0] == group }
      if self == .listNet {
        let wanted = softmax(members.map { truths[$0] })
        let found = softmax(members.map { predictions[$0] })
        for (place, member) in members.enumerated() {
          sum -= wanted[place] * Float(Logarithm.natural(Double(found[place])))
          derivatives[member] += found[place] - wanted[place]
        }
        terms += 1
        continue
      }
      for i in members {
        for j in members where truths[i] > truths[j] {
          let margin = predictions[i] - predictions[j]
          terms += 1
          if self == .hinge {
            guard margin < 0.1 else { continue }
            sum += 0.1 - margin
            derivatives[i] -= 1
            derivatives[j] += 1
          } else {
            let small = Float(Logarithm.exponential(-Double(abs(margin))))
            sum += max(-margin, 0) + Float(logarithm(onePlus: Double(small)))
            let wrong = (margin >= 0 ? small : 1) / (1 + small)
            derivatives[i] -= wrong
            derivatives[j] += wrong
          }
        }
      }
    }
    let share = 1 / Float(max(1, terms))
    return (sum * share, derivatives.map { $0 * share })
  }

  private func softmax(_ values: [Float]) -> [Float] {
    let largest = values.max() ?? 0
    let powers = values.map { Float(Logarithm.exponential(Double($0 - largest))) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
