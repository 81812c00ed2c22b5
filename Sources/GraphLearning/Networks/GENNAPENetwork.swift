internal import DenseKernels
internal import Statistics

/// GENNAPE's full system: an encoder that was taught to tell graphs apart, clusters of what it says,
/// and several members that judge together.
///
/// Reference: arXiv 2211.17226, sections on contrastive learning, the FCM ensemble and the final
/// predictor. The mean of members' scores, each brought to mean 0 and deviation 1 over the networks
/// learned from, is brought back to the mean and deviation of their figures.
package struct GENNAPENetwork: GraphNetwork {
  /// The parameters; what was fitted rather than learned is among them.
  package let parameters: ParameterList

  /// How far the nodes of encoder and baseline hear.
  package var hearingDepth: Int? { encoder.hearingDepth }

  let settings: ContrastConfiguration
  let encoder: KGNNEncoder
  let readout: Readout
  let projection: Perceptron
  /// The positions of what is learned without figures.
  let encoding: Range<Int>
  let members: [Member]
  let places: Places

  /// Where what is fitted stands.
  struct Places: Sendable {
    /// The clusters' centres, a row each.
    let centroids: Int
    /// Mean and deviation of figures divided by what their operations come to.
    let transform: Int
    /// Of each member mean, deviation and weight, a row each.
    let scores: Int
    /// Mean and deviation of the figures.
    let figures: Int
  }

  /// A member with its parameters.
  struct Member: Sendable {
    let kind: ContrastConfiguration.Member
    /// One head, or one for each cluster; none of the others.
    var heads: [Perceptron] = []
    var network: KGNNNetwork?
  }

  /// The parameters' names that hold the clusters, and the figures' scale.
  static let fitted = (centroids: "clusters.centroids", transform: "transform.statistics")

  /// A system whose encoder is of this shape.
  init(_ shape: KGNNEncoder.Shape, readout: ReadoutKind, _ settings: ContrastConfiguration) {
    var list = ParameterList()
    let width = shape.hidden
    self.settings = settings
    var own = shape
    own.dropsInLayers = true
    encoder = KGNNEncoder("cl.", own, &list)
    self.readout = Readout(readout, "cl.aggregator", width, &list)
    projection = Perceptron("cl.projection", [width, width, settings.projection], &list)
    encoding = 0..<list.plans.count
    let widths = Array(repeating: width, count: settings.headLayers) + [1]
    members = settings.members.map { kind in
      var member = Member(kind: kind)
      let name = "members.\(kind.rawValue)."
      switch kind {
      case .flops: break
      case .kgnn:
        let shape = KGNNEncoder.Shape(hidden: width, layers: shape.layers)
        member.network = KGNNNetwork(shape, readout: .mean, prefix: name, &list)
      default:
        member.heads = (0..<(kind.isClustered ? settings.clusters : 1)).map {
          Perceptron("\(name)\($0)", widths, &list)
        }
      }
      return member
    }
    places = Places(
      centroids: list.add(
        Self.fitted.centroids, [settings.clusters, width], .constant(0), isKept: true),
      transform: list.add(Self.fitted.transform, [2], .constant(0), isKept: true),
      scores: list.add("members.statistics", [3, members.count], .constant(1), isKept: true),
      figures: list.add("figures.statistics", [2], .constant(1), isKept: true))
    parameters = list
  }

  // MARK: Without figures

  /// What the encoder says of each graph: [graphs, width].
  func embeddings(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let nodes = encoder(batch, parameters, on: &tape, dropout: &dropout)
    return readout(nodes, batch, parameters, on: &tape)
  }

  /// What is contrasted of each graph, rows of length 1: [graphs, projection].
  func projections(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let rows = embeddings(of: batch, parameters, on: &tape, dropout: &dropout)
    return tape.normaliseRows(projection(rows, parameters, on: &tape))
  }

  // MARK: With figures

  /// The figure of each graph: [graphs, 1].
  package func outputs(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape,
    dropout: inout DropoutSource?
  ) -> Variable {
    let scores = scores(of: batch, parameters, on: &tape)
    let (said, statistics) = (tape.value(scores), tape.value(parameters[places.scores]))
    let figures = tape.value(parameters[places.figures])
    var y = Matrix(rows: said.rows, columns: 1)
    for row in 0..<said.rows {
      var (sum, total): (Float, Float) = (0, 0)
      for member in 0..<said.columns {
        let (mean, deviation) = (statistics[0, member], statistics[1, member])
        let weight = statistics[2, member]
        sum += deviation > 0 ? weight * (said[row, member] - mean) / deviation : 0
        total += weight
      }
      y[row, 0] = figures[0, 0] + figures[0, 1] * sum / total
    }
    return tape.constant(y)
  }

  /// What each member says of each graph, in its own terms: [graphs, members].
  func scores(
    of batch: GraphBatch, _ parameters: [Variable], on tape: inout Tape
  ) -> Variable {
    var dropout: DropoutSource?
    let rows = embeddings(of: batch, parameters, on: &tape, dropout: &dropout)
    let transform = tape.value(parameters[places.transform])
    var y = Matrix(rows: batch.count, columns: members.count)
    for (index, member) in members.enumerated() {
      let answer = answer(of: member, rows, batch, parameters, on: &tape).map { tape.value($0) }
      for row in 0..<batch.count {
        let size = Self.size(of: row, in: batch)
        var score = answer?[row, 0] ?? size
        if member.kind.isTransformed { score = (score * transform[0, 1] + transform[0, 0]) * size }
        y[row, index] = score
      }
    }
    return tape.constant(y)
  }

  /// What all members together have to learn of figures.
  ///
  /// - Parameters:
  ///   - batch: The graphs.
  ///   - truths: A figure each.
  ///   - rows: The encoder's embeddings, or `nil` where it learns, too.
  ///   - loss: What is made small of members that learn figures; those of pairs learn the order.
  ///   - parameters: The parameters.
  ///   - tape: The tape.
  ///   - dropout: What the encoder drops, if it learns.
  /// - Returns: The sum of the members' losses.
  func loss(
    of batch: GraphBatch, truths: [Float], rows: Variable?, _ loss: Loss, _ parameters: [Variable],
    on tape: inout Tape, dropout: inout DropoutSource?
  ) -> Variable {
    let rows = rows ?? embeddings(of: batch, parameters, on: &tape, dropout: &dropout)
    let transform = tape.value(parameters[places.transform])
    var losses: [Variable] = []
    for member in members {
      guard let answer = answer(of: member, rows, batch, parameters, on: &tape) else { continue }
      let wanted = truths.enumerated().map { row, truth in
        member.kind.isTransformed
          ? (truth / Self.size(of: row, in: batch) - transform[0, 0]) / transform[0, 1] : truth
      }
      losses.append(
        tape.loss(member.kind.isPairwise ? .bpr : loss, of: answer, truth: wanted))
    }
    return losses.isEmpty ? tape.constant(Matrix(rows: 1, columns: 1)) : tape.sum(losses)
  }

  /// What a member says; `nil` of one that only looks at operations.
  private func answer(
    of member: Member, _ rows: Variable, _ batch: GraphBatch, _ parameters: [Variable],
    on tape: inout Tape
  ) -> Variable? {
    if let network = member.network {
      var dropout: DropoutSource?
      return network.outputs(of: batch, parameters, on: &tape, dropout: &dropout)
    }
    guard !member.heads.isEmpty else { return nil }
    let answers = member.heads.map { $0(rows, parameters, on: &tape) }
    guard member.kind.isClustered else { return answers[0] }
    let shares = tape.constant(memberships(of: tape.value(rows), parameters, on: tape))
    let weighted = tape.multiply(tape.concatenateColumns(answers), shares)
    let ones = Matrix(
      rows: 1, columns: answers.count, storage: Array(repeating: 1, count: answers.count))
    return tape.linear(weighted, weight: tape.constant(ones))
  }

  /// How far each row belongs to each cluster; no gradient goes through it.
  private func memberships(
    of rows: Matrix, _ parameters: [Variable], on tape: borrowing Tape
  ) -> Matrix {
    let centroids = tape.value(parameters[places.centroids])
    let clusters = FuzzyMeans(centroids: centroids.rowsInDouble, fuzziness: settings.fuzziness)
    let shares = rows.rowsInDouble.flatMap { clusters.memberships(of: $0).map { Float($0) } }
    return Matrix(rows: rows.rows, columns: centroids.rows, storage: shares)
  }

  /// log₁₀(GFLOPs + 1) + 1 of a graph.
  static func size(of graph: Int, in batch: GraphBatch) -> Float {
    size(gigaflops: batch.statics.columns > 0 ? batch.statics[graph, 0] : 0)
  }

  /// What figures are divided by, of a network of so many operations.
  static func size(gigaflops: Float) -> Float {
    Float(Logarithm.decimal(Double(max(0, gigaflops)) + 1)) + 1
  }
}

extension Matrix {
  /// The rows one by one.
  var rowsInDouble: [[Double]] {
    (0..<rows).map { row in (0..<columns).map { Double(self[row, $0]) } }
  }
}
