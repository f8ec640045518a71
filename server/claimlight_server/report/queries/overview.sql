-- The corpus at a glance.
SELECT
    count(*) AS documents,
    count(DISTINCT outlet) AS outlets,
    min(published) AS first_day,
    max(published) AS last_day,
    coalesce(sum(words), 0)::BIGINT AS words,
    coalesce(sum(sentences), 0)::BIGINT AS sentences,
    coalesce(sum(attributions), 0)::BIGINT AS attributions,
    coalesce(sum(terms), 0)::BIGINT AS terms,
    (SELECT count(*) FROM rejects) AS rejects
FROM documents
