internal import ByteReading
internal import ComputationGraph
internal import RecordStreams

/// One value of a configuration: how it is written, read and held against its bounds.
struct ConfigurationField: Sendable {
  let name: String
  let write: @Sendable (FitConfiguration, inout JSONWriter) -> Void
  let read: @Sendable (inout FitConfiguration, inout JSONScanner) throws(JSONError) -> Void

  typealias Path<Value> = any WritableKeyPath<FitConfiguration, Value> & Sendable

  /// One of a list of words.
  static func word<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Value>
  ) -> ConfigurationField {
    ConfigurationField(name: name) {
      $1.string($0[keyPath: path].rawValue)
    } read: {
      (configuration, scanner) throws(JSONError) in
      let text = try scanner.readString()
      guard let value = Value(rawValue: text.string) else {
        throw JSONError(
          at: text.offset, found: "\"\(text.string)\"",
          expected: Value.allCases.map(\.rawValue).joined(separator: ", "))
      }
      configuration[keyPath: path] = value
    }
  }

  /// Some of a list of words, at least one and each once.
  static func words<Value: RawRepresentable<String> & CaseIterable & Sendable & Hashable>(
    _ name: String, _ path: Path<[Value]>
  ) -> ConfigurationField {
    ConfigurationField(name: name) { configuration, writer in
      writer.beginArray()
      for value in configuration[keyPath: path] { writer.string(value.rawValue) }
      writer.endArray()
    } read: { (configuration, scanner) throws(JSONError) in
      let position = scanner.position
      let texts = try scanner.readTexts()
      let values = texts.compactMap { Value(rawValue: $0) }
      guard values.count == texts.count, !values.isEmpty, Set(values).count == values.count else {
        throw JSONError(
          at: position, found: texts.joined(separator: ", "),
          expected: "some of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
      }
      configuration[keyPath: path] = values
    }
  }

  static func flag(_ name: String, _ path: Path<Bool>) -> ConfigurationField {
    ConfigurationField(name: name) {
      $1.bool($0[keyPath: path])
    } read: {
      (configuration, scanner) throws(JSONError) in
      configuration[keyPath: path] = try scanner.readBool()
    }
  }

  static func count(
    _ name: String, _ path: Path<Int>, _ range: ClosedRange<Int>
  ) -> ConfigurationField {
    ConfigurationField(name: name) {
      $1.int($0[keyPath: path])
    } read: {
      (configuration, scanner) throws(JSONError) in
      configuration[keyPath: path] = try held(
        try scanner.readCount(), in: range, at: scanner.position)
    }
  }

  static func counts(
    _ name: String, _ path: Path<[Int]>, _ range: ClosedRange<Int>
  ) -> ConfigurationField {
    ConfigurationField(name: name) { configuration, writer in
      writer.beginArray()
      for value in configuration[keyPath: path] { writer.int(value) }
      writer.endArray()
    } read: { (configuration, scanner) throws(JSONError) in
      var values: [Int] = []
      try scanner.beginArray()
      while try scanner.nextElement() {
        values.append(try held(try scanner.readCount(), in: range, at: scanner.position))
      }
      configuration[keyPath: path] = values
    }
  }

  static func number(
    _ name: String, _ path: Path<Float>, _ range: ClosedRange<Double>
  ) -> ConfigurationField {
    ConfigurationField(name: name) {
      $1.float($0[keyPath: path])
    } read: {
      (configuration, scanner) throws(JSONError) in
      configuration[keyPath: path] = Float(
        try held(try scanner.readDouble(), in: range, at: scanner.position))
    }
  }

  static func double(
    _ name: String, _ path: Path<Double>, _ range: ClosedRange<Double>
  ) -> ConfigurationField {
    ConfigurationField(name: name) {
      $1.double($0[keyPath: path])
    } read: {
      (configuration, scanner) throws(JSONError) in
      configuration[keyPath: path] = try held(
        try scanner.readDouble(), in: range, at: scanner.position)
    }
  }

  /// A number of 64 bits, written as text because JSON's readers round it.
  static func seed(_ name: String, _ path: Path<UInt64>) -> ConfigurationField {
    ConfigurationField(name: name) {
      $1.string(String($0[keyPath: path]))
    } read: {
      (configuration, scanner) throws(JSONError) in
      let text = try scanner.readString()
      guard let value = UInt64(text.string) else {
        throw JSONError(
          at: text.offset, found: "\"\(text.string)\"", expected: "a number of 64 bits")
      }
      configuration[keyPath: path] = value
    }
  }
}

/// The value, if it lies in the range.
private func held<Value: Comparable>(
  _ value: Value, in range: ClosedRange<Value>, at position: Int
) throws(JSONError) -> Value {
  guard range.contains(value) else {
    throw JSONError(
      at: position, found: "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
  }
  return value
}
