internal import GraphLearning

/// A predictor that learns from `CandidateFeatures` in a moment and begins anew in each round.
struct FeaturePredictor: CandidatePredictor {
  /// The model.
  enum Kind: String {
    case gp, ridge, knn, trees

    func fit(_ points: [[Double]], _ figures: [Double]) -> any FeatureModel {
      switch self {
      case .gp: GaussianProcess(points, figures)
      case .ridge: RidgeRegression(points, figures)
      case .knn: NearestNeighbours(points, figures)
      case .trees: BoostedTrees(points, figures)
      }
    }
  }

  let kind: Kind
  private var features: CandidateFeatures?
  private var model: (any FeatureModel)?

  init(_ kind: Kind) {
    self.kind = kind
  }

  var isOrderOnly: Bool { false }

  mutating func fit(
    _ trained: [(candidate: Candidate, figure: Double)], round: Int, of rounds: Int
  ) {
    let features = CandidateFeatures(of: trained.map(\.candidate))
    self.features = features
    model = kind.fit(trained.map { features($0.candidate) }, trained.map(\.figure))
  }

  mutating func predict(_ candidates: [Candidate]) -> [Double] {
    guard let features, let model else { return candidates.map { _ in 0 } }
    return candidates.map { model.predict(features($0)) }
  }
}
