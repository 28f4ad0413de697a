-- What stories tell of deals: one row a story, one row a party (by what names are
-- compared by).  `usd` is the sum at the reference rate of its day.
CREATE TABLE dealing (
  story  TEXT PRIMARY KEY,
  at     INTEGER NOT NULL,
  kind   TEXT NOT NULL,
  status TEXT NOT NULL,
  usd    REAL,
  record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX dealing_at ON dealing (at DESC, story);
CREATE INDEX dealing_kind ON dealing (kind, at DESC, story);

CREATE TABLE dealing_party (
  key   TEXT NOT NULL,
  story TEXT NOT NULL,
  PRIMARY KEY (key, story)
) WITHOUT ROWID;
CREATE INDEX dealing_party_story ON dealing_party (story);
