extension Migrations {
  /// Version 4: what was merged already, and architectures that nobody has measured.
  static let inputs = """
    CREATE TABLE known_input (
      path TEXT NOT NULL, -- of a file or folder, absolute
      reader TEXT NOT NULL, -- the command that made records of it, or '' for records and catalogs
      version TEXT NOT NULL, -- of Perfmill
      bytes INTEGER NOT NULL,
      stamp TEXT NOT NULL, -- SHA-256 of the names, sizes and times of its files
      sha256 TEXT NOT NULL, -- of the bytes of its only file, or of the names and hashes of all
      run INTEGER NOT NULL REFERENCES run,
      PRIMARY KEY (path, reader)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE architecture (
      dataset INTEGER NOT NULL REFERENCES dataset,
      space TEXT NOT NULL,
      task TEXT NOT NULL,
      name TEXT NOT NULL,
      encoding TEXT NOT NULL,
      number INTEGER, -- in the dataset
      seed TEXT, -- a JSON object: what else the dataset says of it
      source TEXT NOT NULL, -- a JSON object
      run INTEGER NOT NULL REFERENCES run,
      PRIMARY KEY (dataset, space, task, name, encoding)
    ) STRICT, WITHOUT ROWID;
    """
}
