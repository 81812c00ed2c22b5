package import Datasets
internal import GraphBuilding
internal import RecordStreams

/// The records of one file, as lines of text.
package struct RecordBlock: Sendable {
  private var writer = JSONWriter()
  /// How many records they are.
  package private(set) var count = 0
  /// What in the file had to be left out, in its order.
  package private(set) var refusals: [any Error] = []

  /// The records, whole lines.
  package var bytes: [UInt8] { writer.bytes }

  /// No records yet.
  package init() {}

  /// Appends a measurement.
  package mutating func append(_ measurement: Measurement) {
    measurement.write(to: &writer)
    endRecord()
  }

  /// Builds a network and appends its records; leaves it out if it is no graph.
  mutating func append(
    _ network: PickledNetwork, from origin: SeedOrigin,
    in workshop: inout GraphWorkshop
  ) {
    do {
      count += try workshop.write(network, from: origin, to: &writer)
    } catch {
      refuse(error)
    }
  }

  /// Appends an architecture, and what its file says of it besides.
  mutating func append(
    _ architecture: ArchitectureRecord, hasSeed: Bool = false,
    _ writeSeed: (inout JSONWriter) -> Void = { _ in }
  ) {
    architecture.write(to: &writer, hasSeed: hasSeed, writeSeed)
    endRecord()
  }

  /// Leaves an entry out.
  package mutating func refuse(_ error: any Error) {
    refusals.append(error)
  }

  private mutating func endRecord() {
    writer.endLine()
    count += 1
  }
}
