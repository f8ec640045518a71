-- Attributions by the kind of their source: can a reader check who it is?
SELECT
    coalesce(d.outlet, '(unknown)') AS outlet,
    count(DISTINCT a.document) AS articles,
    count(*) AS attributions,
    count(*) FILTER (a.kind = 'named') AS named,
    count(*) FILTER (a.kind = 'unnamed') AS unnamed,
    count(*) FILTER (a.kind = 'vague') AS vague,
    count(*) FILTER (a.kind = 'named') / count(*) AS named_share,
    count(*) FILTER (a.kind = 'unnamed') / count(*) AS unnamed_share,
    count(*) FILTER (a.kind = 'vague') / count(*) AS vague_share
FROM attributions a JOIN documents d ON a.document = d.document
GROUP BY d.outlet
ORDER BY articles DESC, 1
