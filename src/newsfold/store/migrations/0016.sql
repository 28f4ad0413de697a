-- Organisations outlive the stories that they were met in: ids, the names that each is
-- compared by, ids that were merged, and what articles of published stories say.
CREATE TABLE organisation (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  given    INTEGER NOT NULL DEFAULT 0,
  seen     INTEGER NOT NULL,
  domain   TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  source   TEXT NOT NULL DEFAULT '',
  aliases  TEXT NOT NULL DEFAULT '[]',
  deals    INTEGER NOT NULL DEFAULT 0,
  latest   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX organisation_latest ON organisation (latest DESC, id);

CREATE TABLE organisation_key (
  key          TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  by           TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX organisation_key_of ON organisation_key (organisation);

CREATE TABLE organisation_heir (
  old TEXT PRIMARY KEY,
  new TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE cell (
  n            INTEGER PRIMARY KEY,
  organisation TEXT NOT NULL,
  story        TEXT NOT NULL,
  article      TEXT NOT NULL,
  key          TEXT NOT NULL,
  name         TEXT NOT NULL,
  at           INTEGER NOT NULL,
  role         TEXT NOT NULL,
  record       TEXT NOT NULL
);
CREATE INDEX cell_organisation ON cell (organisation, at DESC);
CREATE INDEX cell_story ON cell (story);
CREATE INDEX cell_article ON cell (article);

-- What was entered before has to be entered anew.
DELETE FROM cursor WHERE stage = 'register';
