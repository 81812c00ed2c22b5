/// The lists that a catalog can give of itself.
package enum Listing: String, Sendable, CaseIterable {
  case datasets, platforms, families, graphs, architectures, measurements, figures, runs, splits,
    models
}
