extension Migrations {
  /// Version 3: splits under names of their own, beside those that datasets bring.
  static let splits = """
    CREATE TABLE named_split (
      key INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      rule TEXT NOT NULL, -- as family:resnet or random:0.2:1
      condition TEXT, -- on the figures that it was made of, as --where takes it
      sha256 TEXT NOT NULL, -- of its sorted lines PART<tab>GRAPH<tab>PLATFORM
      run INTEGER NOT NULL REFERENCES run
    ) STRICT;

    CREATE TABLE split_member (
      named_split INTEGER NOT NULL REFERENCES named_split,
      graph INTEGER NOT NULL REFERENCES graph,
      platform INTEGER NOT NULL REFERENCES platform,
      part TEXT NOT NULL,
      PRIMARY KEY (named_split, graph, platform)
    ) STRICT, WITHOUT ROWID;
    """
}
