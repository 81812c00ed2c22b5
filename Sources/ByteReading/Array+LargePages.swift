internal import Glibc

extension Array where Element: BitwiseCopyable {
  /// Makes room for so many elements, and asks the system to lay out what is touched of much room in
  /// large pages: of small ones, of which a hundred megabytes have 25,000, each is a fault.
  ///
  /// - Parameter capacity: How many elements there may be; room that is never touched costs nothing.
  package mutating func reserveLargeCapacity(_ capacity: Int) {
    reserveCapacity(capacity)
    let size = capacity * MemoryLayout<Element>.stride
    guard size >= 1 << 23 else { return }
    unsafe withUnsafeMutableBufferPointer { elements in
      let start = UInt(bitPattern: elements.baseAddress)
      let pageSize = UInt(getpagesize())
      let firstPage = (start + pageSize - 1) & ~(pageSize - 1)
      // It is a wish: a system without large pages leaves all as it is.
      _ = unsafe madvise(
        UnsafeMutableRawPointer(bitPattern: firstPage), size - Int(firstPage - start),
        MADV_HUGEPAGE)
    }
  }
}
