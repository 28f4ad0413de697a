-- What lists show of a story, ready to be shown.
CREATE TABLE summary (
  story  TEXT PRIMARY KEY,
  lead   TEXT NOT NULL,
  record BLOB NOT NULL
);

-- The shelves that a published story stands on: '' for all of them, 'disputed',
-- 'verdict:' and what it is, and 'topic:' with the topic's name, case folded; `name` is
-- that name as written.
CREATE TABLE shelf (
  shelf   TEXT NOT NULL,
  story   TEXT NOT NULL,
  name    TEXT NOT NULL,
  updated INTEGER NOT NULL,
  cold    INTEGER NOT NULL,
  PRIMARY KEY (shelf, story)
) WITHOUT ROWID;
CREATE INDEX shelf_updated ON shelf (shelf, updated DESC, story);
CREATE INDEX shelf_cold ON shelf (shelf, cold DESC, story);
CREATE INDEX shelf_story ON shelf (story);

-- Searches read these and no record.
CREATE INDEX article_facets ON article (n, time, domain, language, id);
CREATE INDEX article_domain ON article (domain, n, time, language, id);

-- What was published before has to be summed up: the next run looks at all of it.
DELETE FROM cursor WHERE stage = 'publish';
