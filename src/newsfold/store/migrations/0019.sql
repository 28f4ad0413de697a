-- How hosts are to be asked, where that is other than usual; `until`: how long it counts.
CREATE TABLE pace (
  host   TEXT PRIMARY KEY,
  until  INTEGER NOT NULL,
  record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX pace_until ON pace (until);
