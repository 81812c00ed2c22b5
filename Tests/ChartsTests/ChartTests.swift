import Charts
import Testing

@Suite("Chart")
struct ChartTests {
  private static func chart(_ series: [Chart.Series], style: Chart.Style = .curves) -> Chart {
    Chart(title: "a < b", ChartAxis("models"), ChartAxis("accuracy"), series, style: style)
  }

  @Test func `draws a curve and its band`() {
    let svg = Self.chart([
      Chart.Series("one", [(0, 0), (10, 1)], band: [(-1, 1), (0.5, 1.5)]), Chart.Series("two", []),
    ]).svg
    #expect(svg.contains("<polyline points=\"76,248 536,112\""))
    #expect(svg.contains("<polygon points=\"76,112 536,44 536,180 76,384\""))
    #expect(svg.contains("<title>a &lt; b</title>"))
    #expect(svg.contains(">one</text>"))
  }

  @Test func `draws dots that nothing joins`() {
    let svg = Self.chart([Chart.Series("cloud", [(1, 2), (3, 4)])], style: .dots).svg
    #expect(!svg.contains("<polyline"))
    #expect(svg.contains("<title>1, 2</title>"))
  }

  @Test func `makes equal factors equally long on a logarithmic axis`() {
    var chart = Self.chart([Chart.Series("", [(0, 1), (1, 10), (2, 100)])])
    chart.vertical = ChartAxis("ms", 1...100, isLogarithmic: true)
    #expect(chart.svg.contains("<polyline points=\"76,384 306,214 536,44\""))
    #expect(chart.svg.contains(">50</text>"))
    chart.series = [Chart.Series("", [(0, 0), (1, -3), (2, 10)])]
    #expect(chart.svg.contains("<polyline points=\"536,214\""))
  }

  @Test func `keeps both axes alike under a diagonal`() {
    var chart = Self.chart([Chart.Series("", [(0, 5), (10, 5)])])
    chart.hasDiagonal = true
    #expect(chart.svg.contains("<polyline points=\"76,244 476,244\""))
  }

  @Test func `gives long titles and legends the room that they need`() throws {
    var chart = Self.chart((0..<40).map { Chart.Series("series \($0)", [(0, 1)]) })
    chart.title = String(repeating: "long ", count: 60)
    let svg = chart.svg
    #expect(svg.contains("width=\"2512\""))
    #expect(svg.contains("height=\"816\""))
  }

  @Test(arguments: [[], [(x: 1.0, y: 1.0)], [(x: .nan, y: 1), (x: 2, y: .infinity), (x: 3, y: 3)]])
  func `draws whatever there is`(points: [(x: Double, y: Double)]) {
    let svg = Self.chart([Chart.Series("", points)]).svg
    #expect(svg.hasSuffix("</svg>\n"))
    #expect(!svg.contains("nan"))
  }
}
