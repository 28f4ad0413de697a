-- What is never to be taken in again: hashes of addresses and ids, and nothing else.
CREATE TABLE forgotten (
  hash BLOB PRIMARY KEY
) WITHOUT ROWID;
