-- Pages as they came, for reading them again: of an article its own page, of a source
-- its last feed.
CREATE TABLE page (
  n       INTEGER PRIMARY KEY AUTOINCREMENT,
  article TEXT NOT NULL,
  source  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  record  TEXT NOT NULL,
  body    BLOB NOT NULL,
  UNIQUE (article, source)
);
CREATE INDEX page_at ON page (at);
