-- What is never to be taken in again: hashes of addresses and ids, and nothing else.
CREATE TABLE forgotten (
  hash BLOB PRIMARY KEY
) WITHOUT ROWID;

-- Pictures that a published story wants to show: wanted while `due` stands, had where
-- `file` names a rendition below media/; `story` is the first that asked.
CREATE TABLE picture (
  url      TEXT PRIMARY KEY,
  story    TEXT NOT NULL,
  file     TEXT NOT NULL DEFAULT '',
  width    INTEGER NOT NULL DEFAULT 0,
  height   INTEGER NOT NULL DEFAULT 0,
  due      INTEGER DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX picture_due ON picture (due) WHERE due IS NOT NULL;
