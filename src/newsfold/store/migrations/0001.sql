-- Columns are what queries need; `record` holds the rest as JSON (readings: msgpack).

CREATE TABLE source (
  url    TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  poll   TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE provider (
  domain TEXT PRIMARY KEY,
  record TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE article (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  url      TEXT NOT NULL UNIQUE,
  domain   TEXT NOT NULL,
  time     INTEGER NOT NULL,
  language TEXT NOT NULL,
  revision INTEGER NOT NULL,
  record   TEXT NOT NULL
);
CREATE INDEX article_time ON article (time);

-- Who showed us an article, and what they said of it last.
CREATE TABLE sighting (
  article TEXT NOT NULL,
  source  TEXT NOT NULL,
  url     TEXT NOT NULL,
  hash    TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (article, source, url)
) WITHOUT ROWID;

CREATE TABLE revision (
  article   TEXT NOT NULL,
  number    INTEGER NOT NULL,
  hash      TEXT NOT NULL,
  fetched   INTEGER NOT NULL,
  extractor TEXT NOT NULL,
  title     TEXT NOT NULL,
  excerpt   TEXT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (article, number)
);

CREATE TABLE reading (
  article TEXT PRIMARY KEY,
  record  BLOB NOT NULL
);

-- Sampled shingle hashes: which articles may share text with this one.
CREATE TABLE sketch (
  hash    INTEGER NOT NULL,
  article TEXT NOT NULL,
  PRIMARY KEY (hash, article)
) WITHOUT ROWID;

-- Pages that somebody wants fetched, kept until they are answered.
CREATE TABLE wanted (
  article  TEXT PRIMARY KEY,
  url      TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due      INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE copy (
  article TEXT PRIMARY KEY,
  origin  TEXT NOT NULL,
  record  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX copy_origin ON copy (origin);

CREATE TABLE story (
  id      TEXT PRIMARY KEY,
  updated INTEGER NOT NULL,
  record  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX story_updated ON story (updated);

CREATE TABLE placement (
  article TEXT PRIMARY KEY,
  story   TEXT NOT NULL,
  record  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX placement_story ON placement (story);

-- A story that was merged into another goes on answering to its old id.
CREATE TABLE alias (
  old TEXT PRIMARY KEY,
  new TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE judgement (
  subject       TEXT NOT NULL,
  kind          TEXT NOT NULL,
  value         TEXT NOT NULL,
  stage_version TEXT NOT NULL,
  input_hash    TEXT NOT NULL,
  PRIMARY KEY (subject, kind)
) WITHOUT ROWID;

CREATE TABLE decision (
  n       INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  kind    TEXT NOT NULL,
  "by"    TEXT NOT NULL,
  reason  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  value   TEXT NOT NULL
);
CREATE INDEX decision_subject ON decision (subject);

-- What was written below content/: the path is fixed at first publication.
CREATE TABLE published (
  story TEXT PRIMARY KEY,
  path  TEXT NOT NULL UNIQUE,
  hash  TEXT NOT NULL,
  band  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX published_band ON published (band) WHERE band > 0;

-- Records that came from a file: kept whole, so that nothing in them is lost.
CREATE TABLE imported (
  story TEXT PRIMARY KEY,
  text  TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE change (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL
);

CREATE TABLE cursor (
  stage TEXT PRIMARY KEY,
  seq   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE failure (
  stage   TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason  TEXT NOT NULL,
  detail  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  times   INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (stage, subject, reason)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
  title, excerpt, body,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2"
);
