internal import ComputationGraph
package import DatasetCatalog
internal import Datasets
package import DenseKernels
package import GraphLearning

/// Answers questions from what is measured, or else from what a predictor says.
package struct FigureLookup {
  private let catalog: Catalog?
  private let forecaster: Forecaster?

  /// Answers from a catalog and a predictor, of which either may be missing.
  package init(_ catalog: Catalog?, _ forecaster: Forecaster?) {
    self.catalog = catalog
    self.forecaster = forecaster
  }

  /// The answer to a question.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - workers: The threads of the predictor.
  /// - Returns: The answer.
  /// - Throws: `CatalogError`.
  package func answer(_ question: FigureQuestion, workers: Workers) throws -> FigureAnswer {
    let known = try measured(of: question.graph.id, question)
    if !known.isEmpty { return .known(known) }
    let said = forecaster?.predictions(for: [question.graph], workers: workers).first ?? []
    let fitting = said.first {
      $0.platform == question.platform && $0.metric == question.metric
    }
    if let fitting { return .predicted(fitting) }
    let others = try otherBatches(question)
    return others.isEmpty ? .unknown : .otherBatches(others)
  }

  /// Why a question can have no measured answer: the catalog has never heard of its platform or its
  /// metric, and these are those that it knows. `nil` if it has.
  package func unknownName(in question: FigureQuestion) throws -> String? {
    let query = MeasurementQuery(platform: question.platform, metric: question.metric)
    do {
      try catalog?.forEachMeasurement(matching: query, limit: 0) { _ in }
      return nil
    } catch let error as CatalogError where error.isOfUnknownName {
      return "\(error)"
    }
  }

  /// What was measured of a graph on the platform that is asked for; nothing on one that the catalog
  /// has never heard of.
  private func measured(
    of graph: String?, _ question: FigureQuestion
  ) throws -> [Measurement] {
    guard let catalog, let graph else { return [] }
    let query = MeasurementQuery(
      graph: graph, platform: question.platform, metric: question.metric, state: .measured)
    var found: [Measurement] = []
    do {
      try catalog.forEachMeasurement(matching: query) {
        if $0.value != nil { found.append($0) }
      }
    } catch let error as CatalogError where error.isOfUnknownName {
      return []
    }
    return found
  }

  private func otherBatches(_ question: FigureQuestion) throws -> [Measurement] {
    guard let catalog, let structure = question.graph.structure else { return [] }
    var ids: [String] = []
    try catalog.forEachGraphRecord(matching: GraphQuery(structure: structure)) {
      if $0.id != question.graph.id { ids.append($0.id) }
    }
    return try ids.flatMap { try measured(of: $0, question) }
  }
}

extension CatalogError {
  /// Whether a platform or metric was asked for that the catalog does not have.
  fileprivate var isOfUnknownName: Bool {
    if case .unknown = reason { true } else { false }
  }
}
