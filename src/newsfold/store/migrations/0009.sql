-- Subscriptions at hubs that push what is new of a source (WebSub), and what they
-- pushed until a run takes it in.
CREATE TABLE push (
  source TEXT PRIMARY KEY,
  token  TEXT NOT NULL UNIQUE,
  record TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE delivery (
  number INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  kind   TEXT NOT NULL,
  body   BLOB NOT NULL
);
