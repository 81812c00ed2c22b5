internal import ByteReading
internal import Compression
package import ComputationGraph
internal import struct Foundation.Data
internal import GRDB

extension Catalog {
  /// Hands over the graphs that match, in the order of their ids.
  ///
  /// - Throws: `CatalogError`; what the body throws ends the walk.
  package func forEachGraph(
    matching query: GraphQuery = GraphQuery(), _ body: (Graph) throws -> Void
  ) throws {
    try forEachGraphRecord(matching: query) { record in
      try body(decode(record))
    }
  }

  /// The graph of a content hash, or `nil` if the catalog does not have it.
  ///
  /// - Throws: `CatalogError`.
  package func graph(id: String) throws -> Graph? {
    let record = try read { database in
      let select = try database.cachedStatement(
        sql: "SELECT \(Self.columns) FROM graph WHERE id = ?")
      return try Row.fetchOne(select, arguments: [id]).map { GraphRecord($0) }
    }
    return try record.map { try decode($0) }
  }

  /// The columns of ``GraphRecord``, in its order.
  private static let columns =
    "id, structure, name, family, batch, nodes, edges, flops, macs, parameters, bytes, record"

  /// Hands over the graphs that match as they are stored, in the order of their ids.
  package func forEachGraphRecord(
    matching query: GraphQuery = GraphQuery(), _ body: (GraphRecord) throws -> Void
  ) throws {
    let condition = query.condition
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT \(Self.columns) FROM graph WHERE \(condition.sql) ORDER BY id",
        arguments: condition.arguments)
      while let row = try rows.next() { try body(GraphRecord(row)) }
    }
  }

  private func decode(_ record: GraphRecord) throws -> Graph {
    let json = try inflate(record)
    do {
      return try Graph(json: json.bytes)
    } catch {
      throw CatalogError(path, .damaged("record of \(record.id): \(error)"))
    }
  }

  /// The canonical record: one line of JSON without its newline.
  func inflate(_ record: GraphRecord) throws -> [UInt8] {
    do {
      return try Zlib.inflated(record.deflated.bytes, limit: GraphRecord.sizeLimit)
    } catch {
      throw CatalogError(path, .damaged("record of \(record.id): \(error)"))
    }
  }
}

extension GraphRecord {
  /// Reads a row of the catalog's columns.
  fileprivate init(_ row: Row) {
    id = row[0]
    structure = row[1]
    name = row[2]
    family = row[3]
    batch = row[4]
    nodes = row[5]
    edges = row[6]
    totals = Cost(flops: row[7], macs: row[8], parameters: row[9], bytes: row[10])
    deflated = [UInt8](row[11] as Data)
  }
}
