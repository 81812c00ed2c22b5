import ArgumentParser
import GraphDrawing
import ToolSupport

@main
struct CGDraw: Tool {
  static let configuration = CommandConfiguration.tool(
    "cg-draw", "Draw graph records and models.",
    discussion: """
      Reads graph records, as cg-build and cg-sample write them, or models (files, folders, \
      archives), and draws one graph, or each into a file of a folder, or all on one sheet. Other \
      records are passed over.

      A page (html) can be moved about in, zoomed and searched, and tells what is known of each \
      node; it is one file that loads nothing. PNG needs librsvg's rsvg-convert.

      Examples:
        cg-draw resnet18.onnx -o resnet18.html
        cg-build models.tar.gz | cg-draw --into drawings --format png
        cg-draw --collapse --heat flops efficientnet.onnx -o costs.svg
        cg-sample nasbench201 --view cell -n 16 | cg-draw --sheet -o cells.svg
        cg-draw --format dot resnet18.onnx | dot -Tpdf > resnet18.pdf
      """)

  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var target: TargetOptions
  @OptionGroup var models: NamedModelOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var common: CommonOptions

  func run(_ session: inout ToolSession) throws {
    let format = try target.format(for: common.output.output)
    let plan = DrawingPlan(
      style: drawing.style(for: format), collapses: drawing.collapse, format: format,
      scale: target.scale)
    try session.draw(
      input, models, plan, try target.destination(format), jobs: parallel.count)
  }
}
