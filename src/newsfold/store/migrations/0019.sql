-- How hosts are to be asked, where that is other than usual; `seen`: until when.
CREATE TABLE pace (
  host   TEXT PRIMARY KEY,
  seen   INTEGER NOT NULL,
  record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX pace_seen ON pace (seen);
