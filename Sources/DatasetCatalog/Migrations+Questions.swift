extension Migrations {
  /// Version 2: what is asked for often is not looked for in all measurements.
  static let questions = """
    CREATE TABLE metric (
      name TEXT NOT NULL,
      unit TEXT NOT NULL,
      PRIMARY KEY (name, unit)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO metric SELECT DISTINCT metric, unit FROM measurement;
    """
}
