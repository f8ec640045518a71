-- Sources by the words that are credited to them. A named source is one row whatever articles it is in; the name is what it is known by.
WITH grouped AS (
    SELECT
        mode(name) AS source,
        kind,
        mode(type) AS type,
        count(DISTINCT document) AS articles,
        sum(len(attributions))::BIGINT AS attributions,
        sum(words)::BIGINT AS words
    FROM sources
    WHERE name <> ''
    GROUP BY lower(name), kind
)
SELECT
    source, kind, type, articles, attributions, words,
    words / nullif((SELECT sum(words) FROM sources), 0) AS share_of_words
FROM grouped
ORDER BY words DESC, source, kind
