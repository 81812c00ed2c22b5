extension JSONScanner {
  /// Reads an object: calls `member` with each key, which reads the value.
  ///
  /// A key that comes twice is refused. A refusal inside names the key.
  package mutating func readObject(
    _ member: (JSONString, inout JSONScanner) throws(JSONError) -> Void
  ) throws(JSONError) {
    var met = JSONKeyMemory()
    try beginObject()
    while let key = try nextKey() {
      do throws(JSONError) {
        try met.insert(key, of: bytes)
        try member(key, &self)
      } catch {
        throw error.inside(key.string)
      }
    }
  }

  /// Reads an array whose elements `element` reads.
  @inlinable
  package mutating func readArray<Element>(
    _ element: (inout JSONScanner) throws(JSONError) -> Element
  ) throws(JSONError) -> [Element] {
    var elements: [Element] = []
    try beginArray()
    while try nextElement() {
      do throws(JSONError) {
        elements.append(try element(&self))
      } catch {
        throw error.inside("[\(elements.count)]")
      }
    }
    return elements
  }
}
