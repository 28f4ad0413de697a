-- Which articles their outlets changed after publication: few, and asked for by page.
CREATE INDEX change_revised ON change (subject) WHERE kind = 'article.revised';
