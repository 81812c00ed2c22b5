import Charts
import Testing

@Suite("Line chart")
struct LineChartTests {
  private static func chart(_ series: [LineChart.Series]) -> String {
    LineChart(title: "a < b", horizontal: "models", vertical: "accuracy", series: series).svg
  }

  @Test func `draws a curve and its band`() {
    let svg = Self.chart([
      LineChart.Series(
        name: "one", points: [(0, 0), (10, 1)], band: [(-1, 1), (0.5, 1.5)])
    ])
    #expect(svg.contains("<polyline points=\"72,232 632,104\""))
    #expect(svg.contains("<polygon points=\"72,104 632,40 632,168 72,360\""))
    #expect(svg.contains("<title>a &lt; b</title>"))
    #expect(svg.contains(">one</text>"))
  }

  @Test func `draws dots that nothing joins`() {
    let svg = Self.chart([
      LineChart.Series(name: "cloud", points: [(1, 2), (3, 4)], isScattered: true)
    ])
    #expect(!svg.contains("<polyline"))
    #expect(svg.contains("<title>1, 2</title>"))
  }

  @Test(arguments: [[], [(x: 1.0, y: 1.0)], [(x: .nan, y: 1), (x: 2, y: .infinity), (x: 3, y: 3)]])
  func `draws whatever there is`(points: [(x: Double, y: Double)]) {
    let svg = Self.chart([LineChart.Series(name: "", points: points)])
    #expect(svg.hasSuffix("</svg>\n"))
    #expect(!svg.contains("nan"))
  }
}
