-- How stories relate that are not one: which follows, was split from, or touches which.
CREATE TABLE relation (
  story  TEXT NOT NULL,
  other  TEXT NOT NULL,
  kind   TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (story, other, kind)
) WITHOUT ROWID;
CREATE INDEX relation_other ON relation (other);
