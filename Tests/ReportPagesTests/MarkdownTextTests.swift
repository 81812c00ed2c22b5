import ReportPages
import TestSupport
import Testing

@Suite("Markdown")
struct MarkdownTextTests {
  static let texts: [(String, [MarkdownText.Block])] = [
    ("", []),
    ("## Two `x`\n#no heading", [.heading(level: 2, "Two `x`"), .paragraph("#no heading")]),
    ("one\ntwo\n\nthree", [.paragraph("one two"), .paragraph("three")]),
    ("a\n- b\n  c\n- d\ne", [.paragraph("a"), .list(["b c", "d"]), .paragraph("e")]),
    ("```sh\n# a | b\n\n```\nc", [.code("# a | b\n"), .paragraph("c")]),
    ("```\nno end", [.code("no end")]),
    ("    make\n\n      x\n\nc", [.code("make\n\n  x"), .paragraph("c")]),
    (
      "![a plot](plots/a.svg)\nb",
      [.picture(label: "a plot", path: "plots/a.svg", line: 1), .paragraph("b")]
    ),
    (
      "a\n| n | x |\n|---|---|\n| b \\| c | 1.5 ± 0.2 |\n| d |\n",
      [
        .paragraph("a"),
        .table(rows: [["n", "x"], ["b | c", "1.5 ± 0.2"], ["d", ""]], isRight: [false, true]),
      ]
    ),
    ("| a |\nb", [.paragraph("| a | b")]),
    ("| a |\r\n|--:|\r\n| - |\r\n", [.table(rows: [["a"], ["-"]], isRight: [true])]),
    ("|\n|-", [.table(rows: [[]], isRight: [])]),
  ]

  @Test(arguments: texts)
  func `reads blocks`(text: String, blocks: [MarkdownText.Block]) {
    #expect(MarkdownText(text).blocks == blocks)
  }

  static let lines: [(String, String)] = [
    ("a < b & c", "a &lt; b &amp; c"),
    ("`a*b<c>` d", "<code>a*b&lt;c&gt;</code> d"),
    ("`no end", "`no end"),
    ("**bold** and 2 ** 3 * 4", "<strong>bold</strong> and 2 ** 3 * 4"),
    ("a \\* \\` b\\c", "a * ` b\\c"),
    ("[x](https://a.b/?c&d)", "<a href=\"https://a.b/?c&amp;d\">x</a>"),
    ("[x](javascript:alert(1)) [y](docs/y.md) [z]", "x) y [z]"),
    ("<script>", "&lt;script&gt;"),
  ]

  @Test(arguments: lines)
  func `writes lines`(line: String, html: String) {
    var page = ReportPage(title: "")
    page.add(MarkdownText(line)) { _, _ in nil }
    let text = String(decoding: page.finished(), as: UTF8.self)
    #expect(text.hasSuffix("<body>\n<p>\(html)</p>\n</body></html>\n"))
  }

  @Test func `keeps the lines of code, and sets numbers to the right`() {
    var page = ReportPage(title: "")
    page.add(MarkdownText("```\na < b\n  c\n```\n| x | n |\n|---|---|\n| `a` | 1 |")) { _, _ in nil
    }
    let text = String(decoding: page.finished(), as: UTF8.self)
    #expect(text.contains("<pre>a &lt; b\n  c\n</pre>\n"))
    #expect(text.contains("<tr><th>x</th><th class=\"n\">n</th></tr>\n"))
    #expect(text.contains("<tr><td><code>a</code></td><td class=\"n\">1</td></tr>\n"))
  }

  @Test func `puts pictures into the page, side by side`() {
    var page = ReportPage(title: "T")
    let text = MarkdownText("![a](x.svg)\n\n![<b>](y.png)\n\nc")
    page.add(text) { path, line in
      line == 1 ? Picture(.svg, Array("<svg a=\"#1%\"/>\u{7f}".utf8)) : nil
    }
    let html = String(decoding: page.finished(), as: UTF8.self)
    #expect(
      html.hasSuffix(
        """
        <div class="plots">
        <figure><img alt="a" src="data:image/svg+xml,%3Csvg a=%22%231%25%22/%3E%7F"></figure>
        <figure>&lt;b&gt;</figure>
        </div>
        <p>c</p>
        </body></html>

        """))
  }

  @Test(arguments: 0..<64 as Range<UInt64>)
  func `survives noise`(seed: UInt64) {
    var noise = SplitMix64(seed: seed)
    let alphabet = Array("ab|-:#`*[]()!\\ \n\r{<&é")
    let text = String((0..<600).map { _ in alphabet[Int(noise.next() % UInt64(alphabet.count))] })
    var page = ReportPage(title: text)
    page.add(MarkdownText(text)) { _, _ in nil }
    let html = String(decoding: page.finished(), as: UTF8.self)
    #expect(html.split(separator: "<table>").count == html.split(separator: "</table>").count)
  }
}
