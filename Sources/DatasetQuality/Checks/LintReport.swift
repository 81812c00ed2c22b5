internal import RecordStreams

/// Findings in the forms that they are printed in.
package struct LintReport: Sendable {
  private let findings: [Finding]
  private let version: String

  /// Takes findings.
  ///
  /// - Parameters:
  ///   - findings: The findings.
  ///   - version: The tool's version.
  package init(_ findings: [Finding], version: String) {
    self.findings = findings
    self.version = version
  }

  /// A line a finding, some of its rows below it, and a count at the end.
  package var text: String {
    var text = ""
    for finding in findings {
      text += "\(finding.severity.rawValue): \(finding.code.rawValue): \(finding.reason)\n"
      for row in finding.rows.prefix(5) {
        text += "    \(row.file)\(row.line.map { ":\($0)" } ?? ""): \(row.network)\n"
      }
      if finding.rowCount > 5 { text += "    and \(finding.rowCount - 5) more\n" }
    }
    let counts = Severity.allCases.reversed().map { severity in
      DatasetChecks.plural(findings.count { $0.severity == severity }, severity.rawValue)
    }
    return text + counts.joined(separator: ", ") + "\n"
  }

  /// One JSON object a finding.
  package var json: [UInt8] {
    var writer = JSONWriter()
    for finding in findings {
      writer.beginObject()
      writer.key("code")
      writer.string(finding.code.rawValue)
      writer.key("severity")
      writer.string(finding.severity.rawValue)
      writer.key("reason")
      writer.string(finding.reason)
      writer.key("count")
      writer.int(finding.rowCount)
      writer.key("rows")
      writer.beginArray()
      for row in finding.rows {
        writer.beginObject()
        writer.key("file")
        writer.string(row.file)
        if let line = row.line {
          writer.key("line")
          writer.int(line)
        }
        writer.key("network")
        writer.string(row.network)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
      writer.endLine()
    }
    return writer.take()
  }

  /// A log in SARIF 2.1.0, as code-scanning services take it.
  package var sarif: [UInt8] {
    var writer = JSONWriter()
    func member(_ key: String, _ value: String) {
      writer.key(key)
      writer.string(value)
    }
    func text(_ key: String, _ value: String) {
      writer.key(key)
      writer.beginObject()
      member("text", value)
      writer.endObject()
    }
    writer.beginObject()
    member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    member("version", "2.1.0")
    writer.key("runs")
    writer.beginArray()
    writer.beginObject()
    writer.key("tool")
    writer.beginObject()
    writer.key("driver")
    writer.beginObject()
    member("name", "dataset-lint")
    member("version", version)
    writer.key("rules")
    writer.beginArray()
    for code in FindingCode.allCases {
      writer.beginObject()
      member("id", code.rawValue)
      text("shortDescription", code.explanation)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endObject()
    writer.key("results")
    writer.beginArray()
    for finding in findings {
      writer.beginObject()
      member("ruleId", finding.code.rawValue)
      member("level", finding.severity.rawValue)
      text("message", finding.reason)
      writer.key("locations")
      writer.beginArray()
      for row in finding.rows.prefix(100) {
        writer.beginObject()
        writer.key("physicalLocation")
        writer.beginObject()
        writer.key("artifactLocation")
        writer.beginObject()
        member("uri", Self.uri(row.file))
        writer.endObject()
        if let line = row.line {
          writer.key("region")
          writer.beginObject()
          writer.key("startLine")
          writer.int(line)
          writer.endObject()
        }
        writer.endObject()
        text("message", row.network)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endArray()
    writer.endObject()
    writer.endLine()
    return writer.take()
  }

  /// A path as a relative reference: what is not allowed in one is written as %XX (RFC 3986).
  private static func uri(_ path: String) -> String {
    path.utf8.reduce(into: "") { uri, byte in
      let character = Character(Unicode.Scalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || "-._~/".contains(character) {
        uri.append(character)
      } else {
        uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
