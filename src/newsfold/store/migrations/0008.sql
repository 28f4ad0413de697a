-- Addresses that sources name without a headline: asked while `due` stands, otherwise
-- answered, or found when the source was new; `record` then is empty, and `article` is
-- what the page made, if anything.
CREATE TABLE tip (
  url      TEXT PRIMARY KEY,
  source   TEXT NOT NULL,
  time     INTEGER NOT NULL,
  record   TEXT NOT NULL,
  article  TEXT NOT NULL DEFAULT '',
  due      INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX tip_due ON tip (source, time DESC, url) WHERE due IS NOT NULL;
CREATE INDEX tip_source ON tip (source);
CREATE INDEX tip_article ON tip (article) WHERE article <> '';
