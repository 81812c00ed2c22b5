internal import ByteReading
package import RecordStreams

extension Mapping {
  /// Reads a mapping from a JSON object. Where a text is expected a number will do.
  package init(json: RawSpan) throws(RecordError) {
    do throws(JSONError) {
      var scanner = JSONScanner(json)
      try self.init(from: &scanner)
      try scanner.finish()
    } catch {
      throw RecordError(error)
    }
  }

  private init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    _ = try scanner.peek()
    let start = scanner.position
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "name": name = try scanner.readLabelText()
      case "format": form = try scanner.readChoice(Form.self)
      case "separator":
        let text = Array(try scanner.readLabelText().utf8)
        guard text.count == 1, text[0] < 0x80, text[0] != CSVDialect.quote, text[0] != 0x0A else {
          throw scanner.refusal("a separator", expected: "one ASCII character other than a quote")
        }
        separator = text[0]
      case "columns": columns = try scanner.readTexts()
      case "rows": rows = try scanner.readChoice(Rows.self)
      case "requires": requires = try scanner.readTexts()
      case "path": path = try scanner.readLabelText()
      case "dataset": dataset = try scanner.readTemplate()
      case "platform": platform = try scanner.readTemplate()
      case "model": model = try scanner.readTemplate()
      case "architecture": architecture = try scanner.readArchitecture()
      case "family": family = try scanner.readTemplate()
      case "split": split = try scanner.readTemplate()
      case "phase": phase = try scanner.readTemplate()
      case "batch": batch = try scanner.readTemplate()
      case "id": id = try scanner.readTemplate()
      case "state": state = try scanner.readState()
      case "conditions":
        var all: [(name: String, value: FieldTemplate)] = []
        try scanner.readObject { (key, scanner) throws(JSONError) in
          all.append((key.string, try scanner.readTemplate()))
        }
        conditions = all
      case "missing": missing = Set(try scanner.readTexts())
      case "withheld": withheld = Set(try scanner.readTexts())
      case "failures":
        failures = try scanner.readArray { (scanner) throws(JSONError) in
          try Failure(from: &scanner)
        }
      case "figures":
        figures = try scanner.readArray { (scanner) throws(JSONError) in
          try Figure(from: &scanner)
        }
      default: throw scanner.unknown(key)
      }
    }
    guard !figures.isEmpty else { throw .noKey("figures", at: start) }
    guard model != nil || architecture != nil else {
      throw JSONError(
        at: start, found: "neither model nor architecture", expected: "one that names the network")
    }
    guard platform != nil || figures.allSatisfy({ $0.platform != nil }) else {
      throw .noKey("platform", at: start)
    }
  }
}

extension Mapping.Figure {
  fileprivate init(from scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    _ = try scanner.peek()
    let start = scanner.position
    var unit: FigureUnit?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "metric": metric = try scanner.readLabelText()
      case "column": columns = [try scanner.readLabelText()]
      case "columns": columns = try scanner.readTexts()
      case "unit":
        let name = try scanner.readLabelText()
        guard let known = FigureUnit(name) else {
          throw scanner.refusal("\"\(name)\"", expected: "one of \(FigureUnit.names)")
        }
        unit = known
      case "per":
        let word = try scanner.readLabelText()
        guard word == "sample" || word == "batch" else {
          throw scanner.refusal("\"\(word)\"", expected: "sample or batch")
        }
        isPerSample = word == "sample"
      case "dispersion": dispersion = try scanner.readLabelText()
      case "count": count = try scanner.readTemplate()
      case "samples":
        samples =
          try scanner.peek() == .array ? try scanner.readTexts() : [try scanner.readLabelText()]
      case "platform": platform = try scanner.readTemplate()
      case "phase": phase = try scanner.readTemplate()
      case "state": state = try scanner.readState()
      default: throw scanner.unknown(key)
      }
    }
    guard !metric.isEmpty else { throw .noKey("metric", at: start) }
    guard let unit else { throw .noKey("unit", at: start) }
    self.unit = unit
    guard !columns.isEmpty || !samples.isEmpty else { throw .noKey("column", at: start) }
  }
}

extension Mapping.Failure {
  fileprivate init(from scanner: inout JSONScanner) throws(JSONError) {
    _ = try scanner.peek()
    let start = scanner.position
    var column: String?
    var texts: [String] = []
    var above: Double?
    var reason: String?
    try scanner.readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "column": column = try scanner.readLabelText()
      case "is": texts = try scanner.readTexts()
      case "above": above = try scanner.readDouble()
      case "reason": reason = try scanner.readLabelText()
      default: throw scanner.unknown(key)
      }
    }
    guard let column else { throw .noKey("column", at: start) }
    guard let reason else { throw .noKey("reason", at: start) }
    self.init(column: column, texts: texts, above: above, reason: reason)
  }
}

extension JSONScanner {
  /// Reads a string, or the text of a number or a truth value.
  fileprivate mutating func readLabelText() throws(JSONError) -> String {
    switch try peek() {
    case .string: return try readString().string
    case .number, .bool: return try readRaw().text
    default: throw refusal("a value of another kind", expected: "a text")
    }
  }

  fileprivate mutating func readTexts() throws(JSONError) -> [String] {
    try readArray { (scanner) throws(JSONError) in try scanner.readLabelText() }
  }

  /// Reads a template, or an object of one and of names for its texts.
  fileprivate mutating func readTemplate() throws(JSONError) -> FieldTemplate {
    guard try peek() == .object else {
      let text = try readLabelText()
      guard let template = FieldTemplate(text) else {
        throw refusal("\"\(text)\"", expected: "text with {column} in it, braces doubled")
      }
      return template
    }
    var template: FieldTemplate?
    var names: [String: String] = [:]
    try readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "text": template = try scanner.readTemplate()
      case "names":
        var all: [String: String] = [:]
        try scanner.readObject { (key, scanner) throws(JSONError) in
          all[key.string] = try scanner.readLabelText()
        }
        names = all
      default: throw scanner.unknown(key)
      }
    }
    guard var template else { throw .noKey("text", at: position) }
    template.names = names
    return template
  }

  fileprivate mutating func readArchitecture() throws(JSONError) -> (
    space: FieldTemplate, encoding: FieldTemplate
  ) {
    var space: FieldTemplate?
    var encoding: FieldTemplate?
    try readObject { (key, scanner) throws(JSONError) in
      switch key {
      case "space": space = try scanner.readTemplate()
      case "encoding": encoding = try scanner.readTemplate()
      default: throw scanner.unknown(key)
      }
    }
    guard let space else { throw .noKey("space", at: position) }
    guard let encoding else { throw .noKey("encoding", at: position) }
    return (space, encoding)
  }

  fileprivate mutating func readChoice<Choice: RawRepresentable & CaseIterable>(
    _: Choice.Type
  ) throws(JSONError) -> Choice where Choice.RawValue == String {
    let word = try readLabelText()
    guard let choice = Choice(rawValue: word) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw refusal("\"\(word)\"", expected: "one of \(known)")
    }
    return choice
  }

  fileprivate mutating func readState() throws(JSONError) -> String {
    let word = try readLabelText()
    guard word == "measured" || word == "estimated" || word == "predicted" else {
      throw refusal("\"\(word)\"", expected: "measured, estimated or predicted")
    }
    return word
  }

  fileprivate func refusal(_ found: String, expected: String) -> JSONError {
    JSONError(at: position, found: found, expected: expected)
  }

  fileprivate func unknown(_ key: JSONString) -> JSONError {
    JSONError(at: key.offset, found: "\"\(key.string)\"", expected: "a key of a mapping")
  }
}

extension JSONError {
  fileprivate static func noKey(_ key: String, at offset: Int) -> JSONError {
    JSONError(at: offset, found: "no key \"\(key)\"", expected: "an object that has it")
  }
}
