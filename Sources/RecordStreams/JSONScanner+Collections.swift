extension JSONScanner {
  /// Reads an object: calls `member` with each key, which reads the value.
  ///
  /// A refusal inside names the key.
  package mutating func readObject(
    _ member: (JSONString, inout JSONScanner) throws(JSONError) -> Void
  ) throws(JSONError) {
    try beginObject()
    while let key = try nextKey() {
      do throws(JSONError) {
        try member(key, &self)
      } catch {
        throw error.inside(key.string)
      }
    }
  }

  /// Reads an array whose elements `element` reads.
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
