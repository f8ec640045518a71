-- Sentences that a reader would see marked as unverified, for 1,000 words of text.
WITH marked AS (
    SELECT
        document,
        count(*) FILTER (status = 'unsourced') AS unsourced,
        count(*) FILTER (status = 'interpretation') AS interpretation,
        count(*) FILTER (status = 'vague') AS vague
    FROM sentences
    WHERE shown
    GROUP BY document
)
SELECT
    coalesce(outlet, '(unknown)') AS outlet,
    count(*) AS articles,
    sum(words)::BIGINT AS words,
    coalesce(sum(m.unsourced), 0)::BIGINT AS unsourced,
    coalesce(sum(m.interpretation), 0)::BIGINT AS interpretation,
    coalesce(sum(m.vague), 0)::BIGINT AS vague,
    1000 * coalesce(sum(m.unsourced), 0) / nullif(sum(words), 0) AS unsourced_per_1000_words,
    1000 * coalesce(sum(m.interpretation), 0) / nullif(sum(words), 0) AS interpretation_per_1000_words,
    1000 * coalesce(sum(m.vague), 0) / nullif(sum(words), 0) AS vague_per_1000_words
FROM documents LEFT JOIN marked m USING (document)
GROUP BY 1
ORDER BY articles DESC, 1
