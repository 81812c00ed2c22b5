package import Datasets
internal import GraphBuilding
internal import RecordStreams

/// The records of one file, as lines of text.
package struct RecordBlock: Sendable {
  /// Writes the records.
  var writer: JSONWriter
  /// How many records they are.
  package private(set) var count = 0
  /// What in the file had to be left out, in its order.
  package private(set) var refusals: [any Error] = []

  /// The records, whole lines.
  package var bytes: [UInt8] { writer.bytes }

  /// No records yet.
  ///
  /// - Parameter capacity: How many bytes they will take, as far as anybody can tell.
  package init(reservingCapacity capacity: Int = 0) {
    writer = JSONWriter(reservingCapacity: capacity)
  }

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

  /// Leaves an entry out.
  package mutating func refuse(_ error: any Error) {
    refusals.append(error)
  }

  /// Ends a record that was written.
  mutating func endRecord() {
    writer.endLine()
    count += 1
  }
}
