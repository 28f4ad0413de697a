-- What hosts say of the use of their pages, and when they were asked.
CREATE TABLE host (
  host   TEXT PRIMARY KEY,
  record TEXT NOT NULL
) WITHOUT ROWID;
