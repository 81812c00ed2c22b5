internal import GRDB

extension Catalog {
  /// Gives a list of what is in the catalog, in an order that depends on content alone (runs: on
  /// their time).
  ///
  /// - Parameters:
  ///   - listing: What is listed.
  ///   - query: Only what has to do with measurements that match; runs, splits, architectures and models
  ///     are listed all.
  ///   - limit: The most rows, or `nil` for all.
  ///   - header: Told the names of the columns, once, before the rows.
  ///   - row: Told each row.
  /// - Throws: `CatalogError`; what the bodies throw.
  package func list(
    _ listing: Listing, matching query: MeasurementQuery = MeasurementQuery(), limit: Int? = nil,
    header: ([String]) throws -> Void, row: ([CatalogValue]) throws -> Void
  ) throws {
    try checkNames(of: query)
    // Graphs that were never measured are listed where nothing is asked of measurements.
    let isAboutGraphs = listing == .graphs && query.isAboutGraphs
    let (condition, arguments) = query.condition(onGraphsAlone: isAboutGraphs)
    try answer(
      sql(
        for: listing, where: condition, onGraphsAlone: isAboutGraphs, split: query.splitName),
      [.runs, .splits, .architectures, .models].contains(listing) ? [] : arguments, limit: limit,
      header: header, row: row)
  }

  private func sql(
    for listing: Listing, where condition: String, onGraphsAlone isAboutGraphs: Bool, split: String
  ) -> String {
    let figures = "measurement JOIN graph ON graph.key = measurement.graph"
    let measured = """
      FROM graph CROSS JOIN measurement ON measurement.graph = graph.key
        JOIN platform ON platform.key = measurement.platform
        JOIN dataset ON dataset.key = measurement.dataset
        LEFT JOIN split ON split.key = measurement.split
      WHERE \(condition)
      ORDER BY graph.id, platform.name, metric, phase, measurement.batch, dataset.name, value
      """
    let counts = "count(*) AS measurements, sum(measurement.state = 'failed') AS failed"
    switch listing {
    case .datasets:
      return """
        SELECT nullif(dataset.name, '') AS dataset, count(DISTINCT measurement.graph) AS graphs,
          count(DISTINCT measurement.platform) AS platforms, \(counts),
          sum(measurement.split IN (SELECT key FROM split WHERE name = 'train')) AS train,
          sum(measurement.split IN (SELECT key FROM split WHERE name = 'test')) AS test
        FROM \(figures) JOIN dataset ON dataset.key = measurement.dataset
        WHERE \(condition) GROUP BY dataset.key ORDER BY dataset.name
        """
    case .platforms:
      return """
        SELECT platform.name AS platform,
          (SELECT group_concat(alias, ' ') FROM platform_alias
            WHERE platform_alias.platform = platform.key) AS aliases,
          count(DISTINCT measurement.dataset) AS datasets,
          count(DISTINCT measurement.graph) AS graphs, \(counts)
        FROM \(figures) JOIN platform ON platform.key = measurement.platform
        WHERE \(condition) GROUP BY platform.key ORDER BY platform.name
        """
    case .families:
      return """
        SELECT coalesce(measurement.family, graph.family) AS family,
          count(DISTINCT measurement.graph) AS graphs,
          count(DISTINCT measurement.platform) AS platforms, \(counts)
        FROM \(figures) WHERE \(condition) GROUP BY 1 ORDER BY 1
        """
    case .graphs:
      let graphs = "SELECT measurement.graph FROM \(figures) WHERE \(condition)"
      let condition = isAboutGraphs ? condition : "graph.key IN (\(graphs))"
      return """
        SELECT id AS graph, name, family, batch, nodes, edges, flops, macs, parameters, bytes,
          (SELECT count(*) FROM measurement WHERE measurement.graph = graph.key) AS measurements
        FROM graph WHERE \(condition) ORDER BY id
        """
    case .architectures:
      return """
        SELECT nullif(dataset.name, '') AS dataset, space, nullif(task, '') AS task,
          nullif(architecture.name, '') AS name, encoding, number, seed
        FROM architecture JOIN dataset ON dataset.key = architecture.dataset
        ORDER BY dataset.name, space, task, architecture.name, encoding
        """
    case .measurements:
      return """
        SELECT graph.id AS graph, platform.name AS platform, metric, value, unit,
          nullif(phase, '') AS phase, nullif(measurement.batch, 0) AS batch, state, reason,
          nullif(dataset.name, '') AS dataset,
          coalesce(measurement.family, graph.family) AS family, \(split) AS split
        \(measured)
        """
    case .figures:
      return """
        SELECT graph.id AS graph, structure, graph.name AS name,
          coalesce(measurement.family, graph.family) AS family, nodes, edges, flops, macs,
          parameters, bytes, platform.name AS platform, metric, value, unit,
          nullif(phase, '') AS phase, nullif(measurement.batch, 0) AS batch, state, reason,
          nullif(dataset.name, '') AS dataset, \(split) AS split
        \(measured)
        """
    case .splits:
      return """
        SELECT name AS split, part, count(DISTINCT graph) AS graphs, count(*) AS members, rule,
          condition, sha256
        FROM named_split JOIN split_member ON named_split = key
        GROUP BY key, part ORDER BY name, part
        """
    case .models:
      return "SELECT sha256 AS model, predictor, path, run FROM model ORDER BY sha256"
    case .runs:
      return """
        SELECT key AS run, tool, version, started, finished, graphs, measurements, arguments
        FROM run ORDER BY key
        """
    }
  }
}
