import Foundation
import TestSupport
import Testing

/// What `dataset-export` writes is read by the programs that it is for, as `docs/export.md` says.
@Suite("Exports and their readers")
struct ExportOracleTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let records = Checkout.folder.appending(
      path: "Tests/ToolTests/Cases/dataset-query/lists-what-there-is/records.jsonl")
    let command = """
      dataset-merge --quiet '\(records.path)' && dataset-split --quiet half random:0.5:1 &&
      dataset-export safetensors --split half -o all.safetensors && dataset-export csv -o figures.csv
      dataset-export croissant --describes figures.csv -o croissant.json &&
      dataset-export node-link -o graphs.jsonl && dataset-export graphml -o graphs.graphml &&
      dataset-export npz --split half -o all.npz
      """
    let run = try ToolRun(shell: command, in: folder.url)
    #expect(run.status == 0, "\(run.messages)")
  }

  private func python(_ program: String) throws -> String {
    try folder.write("program.py", program)
    let run = try ToolRun(shell: "'\(PythonOracle.interpreter)' program.py", in: folder.url)
    #expect(run.status == 0, "\(run.messages)")
    return String(decoding: run.output, as: UTF8.self)
  }

  @Test(.enabled(if: PythonOracle.has("torch_geometric, safetensors"), "needs torch_geometric"))
  func `load into PyTorch Geometric`() throws {
    let page = try String(
      contentsOf: Checkout.folder.appending(path: "docs/export.md"), encoding: .utf8)
    let loader = try #require(
      page.components(separatedBy: "```python\n").last?
        .components(separatedBy: "```").first)
    let found = try python(
      loader + """

        from torch_geometric.loader import DataLoader
        graphs, figures = load("all.safetensors")
        batch = next(iter(DataLoader(graphs, batch_size=2)))
        batch.validate()
        print(len(graphs), batch.num_nodes, batch.num_edges, [graph.id[-1] for graph in graphs])
        for graph, platform, split, value in figures:
            print(graph.id[-1], platform, split, value, graph.totals.tolist())

        """)
    #expect(
      found == """
        2 4 2 ['1', '2']
        1 cpu-fp32 train 0.0125 [16, 0, 0, 64]
        1 板卡-int8 train 0.00025 [16, 0, 0, 64]
        2 cpu-fp32 test 0.5 [32, 0, 0, 64]

        """)
  }

  @Test(.enabled(if: PythonOracle.has("duckdb"), "needs duckdb"))
  func `become Parquet`() throws {
    let found = try python(
      """
      import duckdb
      duckdb.sql("COPY (FROM 'figures.csv') TO 'figures.parquet'")
      print(duckdb.sql("SELECT platform, max(value), max(flops) FROM 'figures.parquet' GROUP BY 1 ORDER BY 1").fetchall())
      """)
    #expect(found == "[('cpu-fp32', 0.5, 32), ('板卡-int8', 0.00025, 32)]\n")
  }

  @Test(.enabled(if: PythonOracle.has("mlcroissant"), "needs mlcroissant"))
  func `are described as Croissant wants`() throws {
    let found = try python(
      """
      import mlcroissant
      dataset = mlcroissant.Dataset("croissant.json")
      print(dataset.metadata.issues.errors, [record["figures/value"] for record in dataset.records("figures")][:1])
      """)
    #expect(found == "set() [0.0125]\n")
  }

  @Test(.enabled(if: PythonOracle.has("numpy, safetensors"), "needs safetensors"))
  func `are the same tensors for NumPy`() throws {
    let found = try python(
      """
      import json, numpy
      from safetensors import safe_open
      file = numpy.load("all.npz")
      names = json.loads(bytes(file["metadata"]))
      with safe_open("all.safetensors", "np") as other:
          assert names == {key: json.loads(text) for key, text in other.metadata().items()}
          assert set(file.files) == {*other.keys(), "metadata"}
          for name in other.keys():
              assert file[name].dtype == other.get_tensor(name).dtype
              assert (file[name] == other.get_tensor(name)).all(), name
      print(file["edge_index"].shape, names["operators"])
      """)
    #expect(found == "(2, 2) ['Relu']\n")
  }

  @Test(.enabled(if: PythonOracle.has("networkx"), "needs networkx"))
  func `load into networkx as GraphML`() throws {
    let found = try python(
      """
      import networkx
      for graph in networkx.GraphMLReader()("graphs.graphml"):
          print(graph.is_directed(), len(graph), sorted(data["op"] for _, data in graph.nodes(data=True)))
      """)
    #expect(found.split(separator: "\n").count == 2)
    #expect(found.split(separator: "\n").allSatisfy { $0.hasPrefix("True ") })
  }

  /// PerfSeer's figures of a network, from a label text to a catalog and back.
  @Test func `are PerfSeer's label texts again`() throws {
    let text = """
      {'train': '0.725093|99.000000|35.484209|4529.648470|99.000000|38.000000|4530.435609', \
      'infer': '0.2356|31|17|1872.875453|99.000000|40.000000|1880.192256'}

      """
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "labels"), withIntermediateDirectories: true)
    try folder.write("labels/bs8_s['vggnet']_bnum[2]_x02.txt", text)
    let run = try ToolRun(
      shell: """
        label-parse labels | sed 's/"model":"[^"]*"/"graph":"g1-00000000000000000000000000000001"/' |
        dataset-merge --quiet && dataset-export perfseer --dataset perfseer --into out && cat out/*
        """, in: folder.url)
    #expect(run.messages == "")
    #expect(String(decoding: run.output, as: UTF8.self) == text)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("out")) == [
        "bs8_s['vggnet']_bnum[2]_x02.txt"
      ])
  }

  @Test(.enabled(if: PythonOracle.has("networkx"), "needs networkx"))
  func `load into networkx`() throws {
    let found = try python(
      """
      import json, networkx
      for line in open("graphs.jsonl"):
          graph = networkx.node_link_graph(json.loads(line), edges="links")
          print(graph.is_directed(), sorted(graph.edges), [graph.nodes[n]["op"] for n in graph])
      """)
    #expect(found.split(separator: "\n").allSatisfy { $0.hasPrefix("True [(0, 1)]") })
  }
}
