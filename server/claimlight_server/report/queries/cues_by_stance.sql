-- Which words credit, and what they say about the truth of what is credited: the 20 most frequent of each stance, then the others.
WITH counted AS (
    SELECT stance, lower(cue_text) AS cue, count(*) AS attributions, count(DISTINCT document) AS articles
    FROM attributions
    WHERE cue_text <> ''
    GROUP BY ALL
)
SELECT
    stance, cue, attributions, articles,
    attributions / sum(attributions) OVER () AS share,
    row_number() OVER (PARTITION BY stance ORDER BY attributions DESC, cue) AS rank_in_stance
FROM counted
ORDER BY rank_in_stance > 20, sum(attributions) OVER (PARTITION BY stance) DESC, stance, attributions DESC, cue
