-- When each source brought something new, as far as what it showed tells.
UPDATE source SET poll = json_set(poll, '$.news', latest.at)
FROM (SELECT source AS url, max(at) AS at FROM sighting GROUP BY source) AS latest
WHERE latest.url = source.url;
