-- When a written heat leaves its band, for the band itself: a run asks for what has
-- cooled, and no longer looks at all that is warm.
DROP INDEX published_band;
ALTER TABLE published ADD COLUMN cools INTEGER;
UPDATE published SET cools = 0 WHERE band > 0;
ALTER TABLE published DROP COLUMN band;
CREATE INDEX published_cools ON published (cools) WHERE cools IS NOT NULL;
