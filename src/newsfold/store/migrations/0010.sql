-- Articles whose page is looked at again, and when; `told` is what the page said last,
-- packed.
CREATE TABLE visit (
  n       INTEGER PRIMARY KEY,
  article TEXT NOT NULL UNIQUE,
  due     INTEGER NOT NULL,
  record  TEXT NOT NULL,
  told    BLOB
);
CREATE INDEX visit_due ON visit (due, article);

-- How outlets told of what they changed: few lines, asked for by page.
CREATE INDEX change_told ON change (subject) WHERE kind = 'article.told';
