-- Contested terms: which wording, whose side it is known as, in whose voice.
SELECT
    dispute,
    entry,
    mode(form) AS wording,
    coalesce(side_name, '(several sides)') AS side,
    coalesce(outlet, '(unknown)') AS outlet,
    count(*) AS times,
    count(*) FILTER (voice = 'own') AS own_voice,
    count(*) FILTER (voice = 'attributed') AS attributed_voice,
    count(DISTINCT document) AS articles
FROM (SELECT terms.*, outlet FROM terms JOIN documents USING (document))
GROUP BY dispute, entry, lower(form), side_name, outlet
ORDER BY times DESC, dispute, entry, wording, outlet
