/// A piece of work for one thread.
enum GraphWork: Sendable {
  case model(BuildRequest)
  case chunk(RecordChunk)
  /// An input that could not be read on.
  case failure(any Error, input: String)

  /// What has become of it.
  enum Result: Sendable {
    /// A graph's record.
    case text([UInt8])
    case chunk(RecordChunk, [(ModelReference, Swift.Result<GraphRecord, any Error>)])
    case failure(any Error, input: String)
  }

  /// Builds what is to be built.
  func done(in workshop: inout GraphWorkshop) -> Result {
    switch self {
    case .failure(let error, let input): return .failure(error, input: input)
    case .model(let request):
      do {
        return .text(try request.lines(in: &workshop))
      } catch {
        return .failure(error, input: request.path)
      }
    case .chunk(let chunk):
      return .chunk(
        chunk,
        chunk.builds.map { reference, request in
          (reference, Swift.Result { try request.get().record(in: &workshop) })
        })
    }
  }
}
