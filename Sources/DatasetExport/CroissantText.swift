internal import ByteReading
internal import ContentHashing
package import Datasets
package import RecordStreams

/// The metadata of a file of figures in Croissant, as search engines and loaders of datasets read it.
///
/// Reference: <https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html>
package enum CroissantText {
  /// What is said of the file besides its columns.
  package struct File {
    let name: String
    let sha256: String
    let byteCount: Int
    let columns: [String]

    /// Looks at a file of comma-separated values with a heading.
    ///
    /// - Parameters:
    ///   - name: What the file is called.
    ///   - source: Its bytes.
    /// - Throws: `StreamError`; `ExportError` if there is no heading.
    package init(name: String, _ source: any ByteSource) throws {
      var hasher = ContentHasher()
      var blocks = BlockInput(source)
      var count = 0
      var heading: String?
      while let block = try blocks.next() {
        if heading == nil {
          heading = String(decoding: block.bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        }
        hasher.update(block.bytes.bytes)
        count += block.bytes.count
      }
      guard let heading, heading.hasPrefix("graph,") else {
        throw ExportError("\(name) is no file of dataset-export csv: its heading begins otherwise")
      }
      self.name = name
      sha256 = hasher.finalize().hexDigits
      byteCount = count
      columns = heading.split(separator: ",").map(String.init)
    }
  }

  private static let types = [
    "value": "sc:Float", "batch": "sc:Integer", "nodes": "sc:Integer", "edges": "sc:Integer",
    "flops": "sc:Integer", "macs": "sc:Integer", "parameters": "sc:Integer", "bytes": "sc:Integer",
  ]

  /// Writes the metadata: one JSON-LD object.
  ///
  /// - Parameters:
  ///   - file: The file that it describes.
  ///   - title: The dataset's name.
  ///   - date: When the file was made, as `2026-01-31`.
  ///   - selection: The figures, whose datasets' licences and citations are named.
  ///   - cards: The cards of datasets.
  /// - Returns: The object, a line.
  /// - Throws: `CatalogError`.
  package static func text(
    of file: File, title: String, date: String, _ selection: ExportSelection, cards: DatasetCards
  ) throws -> [UInt8] {
    let cards = try selection.cards(cards)
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("@context")
    writer.raw(Array(context.utf8))
    let names = cards.isEmpty ? "" : " of " + cards.map(\.title).joined(separator: "; ")
    writer.members([
      ("@type", "sc:Dataset"), ("name", title),
      ("description", "Performance figures of neural networks" + names),
      ("conformsTo", "http://mlcommons.org/croissant/1.0"), ("datePublished", date),
      ("version", "1.0.0"),
    ])
    writer.list("license", cards.compactMap(\.licence))
    writer.list("url", cards.compactMap(\.origin).prefix(1).map { $0 })
    writer.list("citeAs", cards.compactMap(\.citation).isEmpty ? [] : [citations(of: cards)])
    writer.key("distribution")
    writer.beginArray()
    writer.beginObject()
    writer.members([
      ("@type", "cr:FileObject"), ("@id", file.name), ("name", file.name),
      ("contentUrl", file.name), ("contentSize", "\(file.byteCount) B"),
      ("encodingFormat", "text/csv"), ("sha256", file.sha256),
    ])
    writer.endObject()
    writer.endArray()
    write(columnsOf: file, to: &writer)
    writer.endObject()
    writer.endLine()
    return writer.take()
  }

  private static func citations(of cards: [DatasetCard]) -> String {
    cards.compactMap(\.citation).joined(separator: "; ")
  }

  private static func write(columnsOf file: File, to writer: inout JSONWriter) {
    writer.key("recordSet")
    writer.beginArray()
    writer.beginObject()
    writer.members([("@type", "cr:RecordSet"), ("@id", "figures"), ("name", "figures")])
    writer.key("field")
    writer.beginArray()
    for column in file.columns {
      writer.beginObject()
      writer.members([
        ("@type", "cr:Field"), ("@id", "figures/\(column)"), ("name", column),
        ("dataType", types[column] ?? "sc:Text"),
      ])
      writer.key("source")
      writer.beginObject()
      writer.reference("fileObject", file.name)
      writer.key("extract")
      writer.beginObject()
      writer.members([("column", column)])
      writer.endObject()
      writer.endObject()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endArray()
  }

  /// The context of Croissant 1.0, as the specification prints it.
  private static let context = """
    {"@language":"en","@vocab":"https://schema.org/","citeAs":"cr:citeAs","column":"cr:column",\
    "conformsTo":"dct:conformsTo","cr":"http://mlcommons.org/croissant/","data":{"@id":"cr:data",\
    "@type":"@json"},"dataType":{"@id":"cr:dataType","@type":"@vocab"},"dct":\
    "http://purl.org/dc/terms/","equivalentProperty":"cr:equivalentProperty","examples":\
    {"@id":"cr:examples","@type":"@json"},"extract":"cr:extract","field":"cr:field","fileObject":\
    "cr:fileObject","fileProperty":"cr:fileProperty","fileSet":"cr:fileSet","format":"cr:format",\
    "includes":"cr:includes","isLiveDataset":"cr:isLiveDataset","jsonPath":"cr:jsonPath","key":\
    "cr:key","md5":"cr:md5","parentField":"cr:parentField","path":"cr:path","rai":\
    "http://mlcommons.org/croissant/RAI/","recordSet":"cr:recordSet","references":"cr:references",\
    "regex":"cr:regex","repeated":"cr:repeated","replace":"cr:replace","samplingRate":\
    "cr:samplingRate","sc":"https://schema.org/","separator":"cr:separator","source":"cr:source",\
    "subField":"cr:subField","transform":"cr:transform"}
    """
}

extension JSONWriter {
  fileprivate mutating func members(_ members: [(String, String)]) {
    for (key, value) in members {
      self.key(key)
      string(value)
    }
  }

  /// A text, or a list of several; nothing where there is none.
  fileprivate mutating func list(_ key: String, _ texts: [String]) {
    guard let first = texts.first else { return }
    self.key(key)
    guard texts.count > 1 else { return string(first) }
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  fileprivate mutating func reference(_ key: String, _ id: String) {
    self.key(key)
    beginObject()
    members([("@id", id)])
    endObject()
  }
}
