-- What a folding decided and has not yet carried out: articles that move, a part of
-- whole stories a row.
CREATE TABLE plan (
  number INTEGER PRIMARY KEY,
  record TEXT NOT NULL
);
