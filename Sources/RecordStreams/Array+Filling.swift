extension [UInt8] {
  /// At most so many bytes, read piece by piece; fewer where there are no more.
  ///
  /// - Parameters:
  ///   - count: The most bytes.
  ///   - read: Fills the room from its start as far as bytes are at hand, told how many came before;
  ///     returns how many it read, 0 at the end.
  /// - Throws: What `read` throws.
  init(
    upTo count: Int, _ read: (_ before: Int, inout MutableRawSpan) throws(StreamError) -> Int
  ) throws(StreamError) {
    self.init(repeating: 0, count: count)
    var filled = 0
    while filled < count {
      var all = mutableSpan
      var memory = unsafe all.mutableBytes
      var room = memory._mutatingExtracting(filled...)
      let got = try read(filled, &room)
      if got == 0 { break }
      filled += got
    }
    removeSubrange(filled...)
  }
}
