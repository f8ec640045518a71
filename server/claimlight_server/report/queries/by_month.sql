-- The same measures over time, by the month of publication.
WITH claims AS (
    SELECT
        document,
        count(*) FILTER (kind = 'named') AS named,
        count(*) FILTER (kind = 'unnamed') AS unnamed,
        count(*) FILTER (kind = 'vague') AS vague
    FROM attributions
    GROUP BY document
), marked AS (
    SELECT document, count(*) AS unsourced FROM sentences WHERE shown AND status = 'unsourced' GROUP BY document
), dated AS (
    SELECT
        strftime(published, '%Y-%m') AS month, documents.words, documents.terms,
        coalesce(c.named, 0) AS named, coalesce(c.unnamed, 0) AS unnamed, coalesce(c.vague, 0) AS vague,
        coalesce(m.unsourced, 0) AS unsourced
    FROM documents LEFT JOIN claims c USING (document) LEFT JOIN marked m USING (document)
    WHERE published IS NOT NULL
)
SELECT
    month,
    count(*) AS articles,
    sum(words)::BIGINT AS words,
    sum(named)::BIGINT AS named,
    sum(unnamed)::BIGINT AS unnamed,
    sum(vague)::BIGINT AS vague,
    sum(unsourced)::BIGINT AS unsourced,
    sum(terms)::BIGINT AS terms,
    sum(named) / nullif(sum(named + unnamed + vague), 0) AS named_share,
    sum(unnamed) / nullif(sum(named + unnamed + vague), 0) AS unnamed_share,
    sum(vague) / nullif(sum(named + unnamed + vague), 0) AS vague_share,
    1000 * sum(unsourced) / nullif(sum(words), 0) AS unsourced_per_1000_words,
    1000 * sum(terms) / nullif(sum(words), 0) AS terms_per_1000_words
FROM dated
GROUP BY month
ORDER BY month
