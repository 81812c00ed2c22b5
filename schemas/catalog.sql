CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);

CREATE TABLE schema_version (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE run (
  key INTEGER PRIMARY KEY,
  tool TEXT NOT NULL,
  version TEXT NOT NULL,
  arguments TEXT NOT NULL, -- a JSON array
  started TEXT NOT NULL, -- UTC, as 2026-01-31T23:59:59Z
  finished TEXT, -- NULL while running, and for ever if killed
  graphs INTEGER, -- new ones
  measurements INTEGER -- new ones
) STRICT;

CREATE TABLE run_input (
  run INTEGER NOT NULL REFERENCES run,
  position INTEGER NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE split (
  key INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL REFERENCES dataset,
  name TEXT NOT NULL,
  UNIQUE (dataset, name)
) STRICT;

CREATE TABLE platform (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE platform_alias (
  alias TEXT PRIMARY KEY,
  platform INTEGER NOT NULL REFERENCES platform
) STRICT, WITHOUT ROWID;

CREATE TABLE conditions (
  key INTEGER PRIMARY KEY,
  json TEXT NOT NULL UNIQUE -- an object, or '' for none
) STRICT;

CREATE TABLE source (
  key INTEGER PRIMARY KEY,
  format TEXT,
  path TEXT,
  sha256 TEXT,
  unit TEXT
) STRICT;

CREATE UNIQUE INDEX source_content
  ON source (ifnull(path, ''), ifnull(format, ''), ifnull(sha256, ''), ifnull(unit, ''));

CREATE TABLE graph (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, -- g1-…
  structure TEXT, -- s1-…
  name TEXT,
  family TEXT,
  batch INTEGER,
  nodes INTEGER NOT NULL,
  edges INTEGER NOT NULL,
  flops INTEGER,
  macs INTEGER,
  parameters INTEGER,
  bytes INTEGER,
  run INTEGER NOT NULL REFERENCES run,
  record BLOB NOT NULL -- the canonical JSON record, deflated (zlib, RFC 1950)
) STRICT;

CREATE INDEX graph_structure ON graph (structure);

CREATE TABLE measurement (
  graph INTEGER NOT NULL REFERENCES graph,
  platform INTEGER NOT NULL REFERENCES platform,
  metric TEXT NOT NULL,
  phase TEXT NOT NULL,
  batch INTEGER NOT NULL,
  dataset INTEGER NOT NULL REFERENCES dataset,
  conditions INTEGER NOT NULL REFERENCES conditions,
  occurrence INTEGER NOT NULL, -- 0, and more where figures that disagree are both kept
  state TEXT NOT NULL
    CHECK (state IN ('measured', 'estimated', 'predicted', 'withheld', 'failed')),
  reason TEXT,
  value REAL,
  unit TEXT NOT NULL,
  dispersion REAL,
  count INTEGER,
  family TEXT,
  split INTEGER REFERENCES split,
  samples TEXT, -- JSON
  source INTEGER REFERENCES source,
  source_line INTEGER,
  source_id TEXT,
  source_value TEXT,
  extra TEXT, -- a JSON object of keys that this version does not know
  run INTEGER NOT NULL REFERENCES run,
  PRIMARY KEY (graph, platform, metric, phase, batch, dataset, conditions, occurrence)
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
  key INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE, -- of the checkpoint
  predictor TEXT NOT NULL,
  path TEXT,
  configuration TEXT NOT NULL, -- a JSON object
  run INTEGER NOT NULL REFERENCES run
) STRICT;

CREATE VIEW measurements AS
  SELECT
    graph.id AS graph,
    platform.name AS platform,
    measurement.metric AS metric,
    measurement.value AS value,
    measurement.unit AS unit,
    nullif(measurement.phase, '') AS phase,
    nullif(measurement.batch, 0) AS batch,
    measurement.state AS state,
    measurement.reason AS reason,
    measurement.dispersion AS dispersion,
    measurement.count AS count,
    nullif(dataset.name, '') AS dataset,
    measurement.family AS family,
    split.name AS split,
    nullif(conditions.json, '') AS conditions,
    measurement.samples AS samples,
    source.path AS source_path,
    measurement.source_line AS source_line,
    measurement.source_id AS source_id
  FROM measurement
    JOIN graph ON graph.key = measurement.graph
    JOIN platform ON platform.key = measurement.platform
    JOIN dataset ON dataset.key = measurement.dataset
    JOIN conditions ON conditions.key = measurement.conditions
    LEFT JOIN split ON split.key = measurement.split
    LEFT JOIN source ON source.key = measurement.source;

CREATE TABLE metric (
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (name, unit)
) STRICT, WITHOUT ROWID;

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
