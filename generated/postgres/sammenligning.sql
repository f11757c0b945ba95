DROP TABLE IF EXISTS noegle.sammenligning CASCADE;
CREATE TABLE noegle.sammenligning (noegletal TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", resultat NUMERIC(28, 5), landsgennemsnit NUMERIC(28, 5), gruppegennemsnit NUMERIC(28, 5), regionsgennemsnit NUMERIC(28, 5), afvigelse NUMERIC(28, 5), rang INTEGER, antal INTEGER, percentil NUMERIC(28, 5), mulighedsrum NUMERIC(28, 5), status TEXT COLLATE "C");
INSERT INTO noegle.sammenligning (noegletal, kommune, periode, resultat, status)
SELECT noegletal, kommune, periode, resultat, status
FROM noegle.resultat AS r
WHERE noegletal IN ('folkeskolens_andel_af_undervisning', 'forebyggelsens_andel', 'indbyggervaekst', 'takstindtaegt_pr_indbygger')
  OR noegletal IN (SELECT noegletal FROM noegle.medlemmer WHERE figur IN ('budget_pr_indbygger', 'driftsudgift_pr_indbygger'));
