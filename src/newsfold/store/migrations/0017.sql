-- What people watch, and what met it: `line` is that of the change log on a fact that
-- changed, 0 for the story itself; `past`: it was so before anybody watched.  `secret` is
-- in the address of its feed.
CREATE TABLE watch (
  id        TEXT PRIMARY KEY,
  query     TEXT NOT NULL,
  added     INTEGER NOT NULL,
  secret    TEXT NOT NULL UNIQUE,
  published INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE hit (
  n     INTEGER PRIMARY KEY AUTOINCREMENT,
  watch TEXT NOT NULL,
  story TEXT NOT NULL,
  line  INTEGER NOT NULL,
  known INTEGER NOT NULL,
  at    INTEGER NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0,
  past  INTEGER NOT NULL DEFAULT 0,
  UNIQUE (watch, story, line)
);
CREATE INDEX hit_story ON hit (story);
